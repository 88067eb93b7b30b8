// The second pass: what is inside paragraphs and headings; and link reference definitions.
const { decodeEntity, decodeText, ENTITY, ESCAPABLE } = require("./entities.cjs");

const ATTRIBUTE = "\\s+[a-zA-Z_:][a-zA-Z0-9_.:-]*(?:\\s*=\\s*(?:[^\"'=<>`\\x00-\\x20]+|'[^']*'|\"[^\"]*\"))?";
const TAG = `<[A-Za-z][A-Za-z0-9-]*(?:${ATTRIBUTE})*\\s*/?>|</[A-Za-z][A-Za-z0-9-]*\\s*>`;
const HTML = new RegExp(
  `${TAG}|<!-->|<!--->|<!--[^]*?-->|<\\?[^]*?\\?>|<![A-Za-z]+[^>]*>|<!\\[CDATA\\[[^]*?\\]\\]>`,
  "y",
);
const LABEL_PART = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const EMAIL = new RegExp(`<([a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL_PART}(?:\\.${LABEL_PART})*)>`, "y");
const AUTOLINK = /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*)>/y;
const LABEL = /\[(?:[^\\[\]]|\\[^]){0,1000}\]/y;
const TITLE = /"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'|\(((?:\\[^]|[^()\\])*)\)/y;
const ANGLED = /<((?:\\.|[^<>\n\\])*)>/y;
const GAP = / *(?:\n *)?/y;
const PLAIN = /[^\n`[\]\\!<&*_'"]+/y;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/** What a sticky expression finds at a place, or null. */
function at(expression, text, place) {
  expression.lastIndex = place;
  return expression.exec(text);
}

const gap = (text, place) => place + at(GAP, text, place)[0].length;
const sameLabel = (label) =>
  label
    .trim()
    .replace(/[ \t\r\n]+/g, " ")
    .toLowerCase()
    .toUpperCase();

function encode(address) {
  return address.replace(/%(?![0-9a-fA-F]{2})|[^A-Za-z0-9;/?:@&=+$,\-_.!~*'()#%]+/g, (part) =>
    encodeURIComponent(part.toWellFormed()),
  );
}

/** A destination at a place: its address and where it ends. Null if there is none. */
function readDestination(text, place) {
  const angled = at(ANGLED, text, place);
  if (angled) return { address: encode(decodeText(angled[1])), end: place + angled[0].length };
  if (text[place] === "<") return null;
  let [end, depth] = [place, 0];
  for (; end < text.length; end++) {
    if (text[end] === "\\" && ESCAPABLE.test(text[end + 1] ?? "")) end++;
    else if (text[end] === "(") depth++;
    else if (text[end] === ")" && --depth < 0) break;
    else if (/[ \t\n\v\f\r]/.test(text[end])) break;
  }
  if (depth > 0 || (end === place && text[end] !== ")")) return null;
  return { address: encode(decodeText(text.slice(place, end))), end };
}

function readTitle(text, place) {
  const found = at(TITLE, text, place);
  return found ? { title: decodeText(found[0].slice(1, -1)), end: place + found[0].length } : null;
}

/** Takes a link reference definition from the beginning. @returns how many characters it has, 0 for none. */
function readDefinition(text, references) {
  const label = at(LABEL, text, 0);
  if (!label || text[label[0].length] !== ":") return 0;
  const destination = readDestination(text, gap(text, label[0].length + 1));
  if (!destination) return 0;
  const lineEnd = (place) => at(/ *(?:\n|$)/y, text, place);
  const behind = gap(text, destination.end);
  let title = behind > destination.end ? readTitle(text, behind) : null;
  let end = title ? lineEnd(title.end) : null;
  if (!end) {
    title = null;
    end = lineEnd(destination.end);
  }
  const name = sameLabel(label[0].slice(1, -1));
  if (!end || name === "") return 0;
  if (!references.has(name))
    references.set(name, { destination: destination.address, title: title?.title ?? "" });
  return end.index + end[0].length;
}

class Inlines {
  constructor(text, references, smart) {
    this.text = text.trim();
    this.references = references;
    this.smart = smart;
    this.at = 0;
    this.nodes = [];
    this.brackets = [];
  }

  add(text) {
    this.nodes.push({ type: "text", text });
  }

  parse() {
    while (this.at < this.text.length) this.step();
    return pair(this.nodes);
  }

  step() {
    const { text } = this;
    const plain = at(PLAIN, text, this.at);
    if (plain) {
      this.add(this.smart ? dashes(plain[0]) : plain[0]);
      this.at += plain[0].length;
      return;
    }
    const here = text[this.at];
    if (here === "\n") return this.lineEnd();
    if (here === "\\") return this.escape();
    if (here === "`") return this.code();
    if (here === "*" || here === "_" || (this.smart && (here === "'" || here === '"'))) return this.run(here);
    if (here === "[" || text.startsWith("![", this.at)) return this.open();
    if (here === "]") return this.close();
    if (here === "<" && this.angle()) return;
    const entity = here === "&" ? at(new RegExp(ENTITY, "y"), text, this.at) : null;
    this.add(entity ? decodeEntity(entity[0]) : here);
    this.at += entity ? entity[0].length : 1;
  }

  lineEnd() {
    const last = this.nodes.at(-1);
    const spaces = last?.type === "text" && !last.run ? / *$/.exec(last.text)[0].length : 0;
    if (spaces > 0) last.text = last.text.slice(0, -spaces);
    this.nodes.push({ type: spaces >= 2 ? "linebreak" : "softbreak" });
    this.at++;
    while (this.text[this.at] === " ") this.at++;
  }

  escape() {
    const next = this.text[this.at + 1] ?? "";
    this.at += 2;
    if (next === "\n") {
      this.nodes.push({ type: "linebreak" });
      while (this.text[this.at] === " ") this.at++;
    } else if (ESCAPABLE.test(next)) this.add(next);
    else {
      this.at--;
      this.add("\\");
    }
  }

  code() {
    const [ticks] = at(/`+/y, this.text, this.at);
    const start = this.at + ticks.length;
    const runs = /`+/g;
    runs.lastIndex = start;
    for (let found = runs.exec(this.text); found; found = runs.exec(this.text)) {
      if (found[0] !== ticks) continue;
      const content = this.text.slice(start, found.index).replaceAll("\n", " ");
      const padded = /^ .* $/s.test(content) && /[^ ]/.test(content);
      this.nodes.push({ type: "code", text: padded ? content.slice(1, -1) : content });
      this.at = runs.lastIndex;
      return;
    }
    this.add(ticks);
    this.at = start;
  }

  run(mark) {
    const quote = mark === "'" || mark === '"';
    let end = this.at + 1;
    while (!quote && this.text[end] === mark) end++;
    const before = this.text[this.at - 1] ?? "\n";
    const after = this.text[end] ?? "\n";
    const [spaceBefore, spaceAfter] = [/\s/.test(before), /\s/.test(after)];
    const [markBefore, markAfter] = [PUNCTUATION.test(before), PUNCTUATION.test(after)];
    const left = !spaceAfter && (!markAfter || spaceBefore || markBefore);
    const right = !spaceBefore && (!markBefore || spaceAfter || markAfter);
    const length = end - this.at;
    const opens = mark === "_" ? left && (!right || markBefore) : quote ? left && !right : left;
    const closes = mark === "_" ? right && (!left || markAfter) : right;
    const text = mark === "'" ? "’" : mark === '"' ? "“" : mark.repeat(length);
    this.nodes.push({ type: "text", text, run: { mark, length, left: length, opens, closes } });
    this.at = end;
  }

  open() {
    const image = this.text[this.at] === "!";
    this.at += image ? 2 : 1;
    for (const one of this.brackets.slice(-1)) one.later = true;
    this.brackets.push({ image, active: true, later: false, node: this.nodes.length, from: this.at });
    this.add(image ? "![" : "[");
  }

  close() {
    const end = this.at++;
    const bracket = this.brackets.pop();
    const link = bracket?.active ? (this.inlineLink() ?? this.reference(bracket, end)) : null;
    if (!link) return this.add("]");
    this.at = link.end;
    const children = pair(this.nodes.splice(bracket.node).slice(1));
    this.nodes.push({
      type: bracket.image ? "image" : "link",
      destination: link.destination,
      title: link.title,
      children,
    });
    if (!bracket.image) for (const one of this.brackets) if (!one.image) one.active = false;
  }

  inlineLink() {
    const { text } = this;
    if (text[this.at] !== "(") return null;
    const destination = readDestination(text, gap(text, this.at + 1));
    if (!destination) return null;
    let end = gap(text, destination.end);
    const title = /[ \t\n\v\f\r]/.test(text[end - 1]) ? readTitle(text, end) : null;
    if (title) end = gap(text, title.end);
    return text[end] === ")"
      ? { destination: destination.address, title: title?.title ?? "", end: end + 1 }
      : null;
  }

  reference(bracket, end) {
    const label = at(LABEL, this.text, this.at);
    const own = label !== null && label[0].length > 2;
    if (!own && bracket.later) return null;
    const name = own ? label[0].slice(1, -1) : this.text.slice(bracket.from, end);
    const found = this.references.get(sameLabel(name));
    return found ? { ...found, end: this.at + (label?.[0].length ?? 0) } : null;
  }

  angle() {
    const email = at(EMAIL, this.text, this.at);
    const link = email ?? at(AUTOLINK, this.text, this.at);
    const html = link ? null : at(HTML, this.text, this.at);
    if (link) {
      const children = [{ type: "text", text: link[1] }];
      this.nodes.push({
        type: "link",
        destination: encode((email ? "mailto:" : "") + link[1]),
        title: "",
        children,
      });
    } else if (html) this.nodes.push({ type: "html_inline", text: html[0] });
    else return false;
    this.at += (link ?? html)[0].length;
    return true;
  }
}

function dashes(text) {
  return text.replaceAll("...", "…").replace(/--+/g, ({ length }) => {
    if (length % 3 === 0) return "—".repeat(length / 3);
    if (length % 2 === 0) return "–".repeat(length / 2);
    return length % 3 === 2 ? `${"—".repeat((length - 2) / 3)}–` : `${"—".repeat((length - 4) / 3)}––`;
  });
}

const fits = (opener, closer) => {
  if (opener.mark !== closer.mark || !opener.opens || opener.left === 0) return false;
  const both = closer.opens || opener.closes;
  return !(both && closer.length % 3 !== 0 && (opener.length + closer.length) % 3 === 0);
};

/** Pairs the delimiter runs of a list of nodes. */
function pair(nodes) {
  for (let at = 0; at < nodes.length; at++) {
    const closer = nodes[at].run;
    while (closer?.closes && closer.left > 0) {
      let from = at - 1;
      while (from >= 0 && !(nodes[from].run && fits(nodes[from].run, closer))) from--;
      if (closer.mark === "'" || closer.mark === '"') {
        nodes[at].text = closer.mark === "'" ? "’" : "”";
        if (from >= 0 && closer.mark === "'") nodes[from].text = "‘";
        if (!closer.opens) delete nodes[at].run;
        break;
      }
      if (from < 0) break;
      const opener = nodes[from].run;
      const used = closer.left >= 2 && opener.left >= 2 ? 2 : 1;
      opener.left -= used;
      closer.left -= used;
      nodes[from].text = nodes[from].text.slice(used);
      nodes[at].text = nodes[at].text.slice(used);
      const children = nodes.slice(from + 1, at);
      for (const child of children) delete child.run;
      nodes.splice(from + 1, at - from - 1, { type: used === 2 ? "strong" : "emph", children });
      at = from + 2;
      if (opener.left === 0) {
        nodes.splice(from, 1);
        at--;
      }
      if (closer.left === 0) {
        nodes.splice(at, 1);
        at--;
      }
    }
  }
  for (const node of nodes) delete node.run;
  return nodes;
}

function parseInlines(text, references, smart) {
  return new Inlines(text, references, smart).parse();
}

module.exports = { parseInlines, readDefinition, TAG };
