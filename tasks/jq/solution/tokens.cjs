// The language: text becomes tokens.
class SyntaxFault extends Error {}

const TOKEN =
  /\s+|#[^\n]*|(?<num>\.?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)|(?<field>\.[A-Za-z_]\w*)|(?<var>\$(?:__loc__|[A-Za-z_]\w*))|(?<format>@\w+)|(?<word>[A-Za-z_]\w*(?:::\w+)*)|(?<op>\?\/\/=?|\/\/=|\|=|\+=|-=|\*=|\/=|%=|==|!=|<=|>=|\/\/|\.\.|[.[\](){}|,:;?+\-*/%<>=$])|(?<quote>")/y;

/** Tokens of a program; a text is one token with the programs in it already parsed, by `parseTokens`. */
function tokenize(text, parseTokens) {
  const tokens = [];
  let at = 0;
  const string = () => {
    const parts = [];
    let plain = "";
    for (;;) {
      const here = text[at];
      if (here === undefined) throw new SyntaxFault("a text is not closed");
      at++;
      if (here === '"') break;
      if (here !== "\\") {
        plain += here;
        continue;
      }
      const escape = text[at++];
      if (escape === "(") {
        parts.push(plain, parseTokens(inside()));
        plain = "";
      } else if (escape === "u") {
        plain += String.fromCharCode(parseInt(text.slice(at, at + 4), 16));
        at += 4;
      } else if ('"\\/bfnrt'.includes(escape)) plain += JSON.parse(`"\\${escape}"`);
      else throw new SyntaxFault("an unknown escape");
    }
    return [...parts, plain];
  };
  const read = (closing) => {
    const list = [];
    let depth = 0;
    while (at < text.length) {
      TOKEN.lastIndex = at;
      const found = TOKEN.exec(text);
      if (!found) throw new SyntaxFault(`${text[at]} is not known`);
      const { num, field, var: variable, format, word, op, quote } = found.groups;
      if (closing && op === ")" && depth === 0) {
        at++;
        return list;
      }
      at = TOKEN.lastIndex;
      if (op === "(") depth++;
      if (op === ")") depth--;
      if (num !== undefined) list.push({ type: "num", value: Number(num) });
      else if (field !== undefined) list.push({ type: "field", value: field.slice(1) });
      else if (variable !== undefined) list.push({ type: "var", value: variable.slice(1) });
      else if (format !== undefined) list.push({ type: "format", value: format });
      else if (word !== undefined) list.push({ type: "word", value: word });
      else if (op !== undefined) list.push({ type: "op", value: op });
      else if (quote !== undefined) list.push({ type: "text", value: string() });
    }
    if (closing) throw new SyntaxFault("a parenthesis is not closed");
    return list;
  };
  const inside = () => read(true);
  tokens.push(...read(false));
  return tokens;
}

module.exports = { SyntaxFault, tokenize };
