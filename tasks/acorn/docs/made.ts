import { tokTypes } from "acorn";

/** The token types as the package has them: their exact JSON. */
function tokens(): string {
  const rows = Object.values(tokTypes).map((type) => JSON.stringify(type));
  return [
    "# Tokens",
    "",
    "With `--tokenize` the output is an array of tokens, the last being the end of the program (`eof`). A token is",
    "",
    "```",
    '{"type": …, "value": …, "start": …, "end": …}',
    "```",
    "",
    "and, with `--locations`, `loc` behind, as in the [nodes](nodes.md#locations). `type` is one of the objects below, which",
    "tell its properties exactly. `value` is",
    "",
    "- of `name`, `string`, keywords, `privateId` (without the `#`): the text, escapes decoded;",
    "- of `num`: the number; of a BigInt, `null`; of `regexp`: `{\"pattern\": …, \"flags\": …, \"value\": {}}`, the last being `null` where Node's",
    "  own `RegExp` refuses pattern or flags;",
    "- of `template`: the text between the marks with escapes decoded and line ends as `\\n`; of `invalidTemplate`: the raw text;",
    "- of operators (those with `binop`, `prefix`, `postfix` or `isAssign`, `**`, `?` and `?.`): the operator as written, for",
    "  instance `+=` or `===`;",
    "- of brackets, `,`, `;`, `:`, `.`, `...`, `` ` ``, `${`, `=>` and `eof`: there is no `value`.",
    "",
    "Template literals are `` ` ``, `template`, `${`, the tokens of the expression, `}`, `template`, …, `` ` ``. The tokenizer alone must decide whether a",
    "`/` begins a regular expression and what a `}` closes; it goes by the token before, as the parser would need it in usual programs.",
    "Only errors of [tokens](errors.md) are found.",
    "",
    "```json",
    ...rows,
    "```",
    "",
  ].join("\n");
}

export const pages = { "tokens.md": tokens };
