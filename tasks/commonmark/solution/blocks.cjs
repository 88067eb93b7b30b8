// The first pass: lines become a tree of blocks.
const { decodeText } = require("./entities.cjs");
const { readDefinition, TAG } = require("./inlines.cjs");

const HTML_NAMES =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|" +
  "figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|" +
  "p|param|section|search|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
const HTML_STARTS = [
  /^<(?:script|pre|textarea|style)(?:\s|>|$)/i,
  /^<!--/,
  /^<\?/,
  /^<![a-z]/i,
  /^<!\[CDATA\[/,
  new RegExp(`^</?(?:${HTML_NAMES})(?:\\s|/?>|$)`, "i"),
  new RegExp(`^(?:${TAG})\\s*$`, "i"),
];
const HTML_ENDS = [/<\/(?:script|pre|textarea|style)>/i, /-->/, /\?>/, />/, /\]\]>/];

const HOLDS = {
  document: (type) => type !== "item",
  block_quote: (type) => type !== "item",
  item: (type) => type !== "item",
  list: (type) => type === "item",
};

/** One line with a place in it, counted in characters and in columns; `rest` are columns of a tab that is cut. */
class Line {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.column = 0;
    this.rest = 0;
    this.look();
  }

  /** Finds the next character that is no space. */
  look() {
    let at = this.at;
    let column = this.column;
    if (this.rest > 0) {
      column += this.rest;
      at++;
    }
    while (this.text[at] === " " || this.text[at] === "\t") {
      column += this.text[at] === "\t" ? 4 - (column % 4) : 1;
      at++;
    }
    this.next = at;
    this.nextColumn = column;
    this.indent = column - this.column;
    this.blank = at >= this.text.length;
  }

  /** What begins at the next character that is no space. */
  get ahead() {
    return this.text.slice(this.next);
  }

  /** Takes at most so many columns of white space. */
  skipColumns(count) {
    while (count > 0) {
      const wide = this.rest > 0 ? this.rest : this.text[this.at] === "\t" ? 4 - (this.column % 4) : 1;
      if (this.text[this.at] !== "\t" && this.text[this.at] !== " ") break;
      const taken = Math.min(wide, count);
      this.column += taken;
      count -= taken;
      this.rest = wide - taken;
      if (this.rest === 0) this.at++;
    }
    this.look();
  }

  /** Goes behind the white space and so many characters. */
  skip(characters) {
    this.column = this.nextColumn + characters;
    this.at = this.next + characters;
    this.rest = 0;
    this.look();
  }

  /** All that is left, a cut tab as spaces. */
  take() {
    const text =
      this.rest > 0 ? " ".repeat(this.rest) + this.text.slice(this.at + 1) : this.text.slice(this.at);
    return text;
  }
}

function readMarker(line, container) {
  const found = /^([-+*]|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(line.ahead);
  if (!found || line.indent >= 4) return null;
  const [marker, , digits, delimiter] = found;
  const empty = line.ahead.slice(marker.length).trim() === "";
  if (container.type === "paragraph" && (empty || (digits !== undefined && Number(digits) !== 1)))
    return null;
  return {
    marker,
    kind: delimiter ?? marker,
    start: digits === undefined ? null : Number(digits),
    delimiter,
    indent: line.indent,
    empty,
  };
}

/** Goes behind the marker and its white space. @returns the content offset. */
function skipMarker(line, { marker, indent, empty }) {
  line.skip(marker.length);
  const wide = line.indent;
  const padding = empty || wide > 4 || wide < 1 ? 1 : wide;
  line.skipColumns(padding);
  return indent + marker.length + padding;
}

class Parser {
  constructor() {
    this.document = this.make("document", null, 1, 1);
    this.tip = this.document;
    this.references = new Map();
    this.number = 0;
    this.lastLength = 0;
  }

  make(type, parent, line, column) {
    return { type, parent, children: [], open: true, text: "", from: [line, column], to: [0, 0] };
  }

  add(type, column) {
    while (!(HOLDS[this.tip.type]?.(type) ?? false)) this.close(this.tip, this.number - 1);
    const block = this.make(type, this.tip, this.number, column);
    this.tip.children.push(block);
    this.tip = block;
    return block;
  }

  close(block, line) {
    block.open = false;
    block.to = [line, this.lastLength];
    this.finish(block);
    this.tip = block.parent;
  }

  finish(block) {
    if (block.type === "code_block" && block.fence) {
      const end = block.text.indexOf("\n");
      block.info = decodeText(block.text.slice(0, end).trim());
      block.text = block.text.slice(end + 1);
    } else if (block.type === "code_block") {
      const lines = block.text.split("\n");
      while (lines.length > 0 && lines.at(-1).trim() === "") lines.pop();
      block.text = `${lines.join("\n")}\n`;
      block.to = [block.from[0] + lines.length - 1, block.from[1] + lines.at(-1).length - 1];
    } else if (block.type === "html_block") {
      block.text = block.text.replace(/\n$/, "");
    } else if (block.type === "item") {
      block.to = block.children.at(-1)?.to ?? [block.from[0], block.offset];
    } else if (block.type === "list") {
      block.to = block.children.at(-1).to;
      const gap = (items) =>
        items.some((one, at) => at + 1 < items.length && one.to[0] !== items[at + 1].from[0] - 1);
      block.tight = !gap(block.children) && !block.children.some((item) => gap(item.children));
    }
  }

  closeUnmatched() {
    while (this.tip !== this.matched && this.unmatched) this.close(this.tip, this.number - 1);
    this.unmatched = false;
  }

  /** Whether an open block goes on. "end" when the line closes it and is used up. */
  goesOn(block, line) {
    switch (block.type) {
      case "block_quote":
        if (line.indent >= 4 || !line.ahead.startsWith(">")) return false;
        line.skip(1);
        line.skipColumns(1);
        return true;
      case "item":
        if (line.blank) {
          if (block.children.length === 0) return false;
          line.skip(0);
          return true;
        }
        if (line.indent < block.offset) return false;
        line.skipColumns(block.offset);
        return true;
      case "code_block":
        return block.fence ? this.fenceGoesOn(block, line) : this.codeGoesOn(line);
      case "html_block":
        return !(line.blank && block.kind >= 5);
      case "paragraph":
        return !line.blank;
      case "list":
        return true;
      default:
        return false;
    }
  }

  fenceGoesOn(block, line) {
    const closing = line.indent < 4 ? /^(`{3,}|~{3,})[ \t]*$/.exec(line.ahead) : null;
    if (closing && closing[1][0] === block.fence[0] && closing[1].length >= block.fence.length) {
      this.lastLength = line.at + line.indent + closing[1].length;
      this.close(block, this.number);
      return "end";
    }
    line.skipColumns(block.fenceIndent);
    return true;
  }

  codeGoesOn(line) {
    if (line.indent >= 4) line.skipColumns(4);
    else if (line.blank) line.skip(0);
    else return false;
    return true;
  }

  /** Looks for one beginning of a block. @returns "container", "leaf" or null. */
  begin(container, line) {
    if (line.indent >= 4) {
      if (this.tip.type === "paragraph" || line.blank) return null;
      line.skipColumns(4);
      this.closeUnmatched();
      this.add("code_block", line.at + 1);
      return "leaf";
    }
    const { ahead } = line;
    const column = line.next + 1;
    if (ahead.startsWith(">")) {
      line.skip(1);
      line.skipColumns(1);
      this.closeUnmatched();
      this.add("block_quote", column);
      return "container";
    }
    return (
      this.beginHeading(ahead, column, line) ??
      this.beginFence(ahead, column, line) ??
      this.beginHtml(container, ahead, line) ??
      this.beginSetext(container, ahead, line) ??
      this.beginRest(container, ahead, column, line)
    );
  }

  beginHeading(ahead, column, line) {
    const found = /^(#{1,6})(?:[ \t]+|$)/.exec(ahead);
    if (!found) return null;
    this.closeUnmatched();
    const heading = this.add("heading", column);
    heading.level = found[1].length;
    heading.text = ahead
      .slice(found[0].length)
      .replace(/^[ \t]*#+[ \t]*$/, "")
      .replace(/[ \t]+#+[ \t]*$/, "");
    this.used = true;
    return "leaf";
  }

  beginFence(ahead, column, line) {
    const found = /^(?:`{3,}(?!.*`)|~{3,})/.exec(ahead);
    if (!found) return null;
    const indent = line.indent;
    this.closeUnmatched();
    const code = this.add("code_block", column);
    code.fence = found[0];
    code.fenceIndent = indent;
    line.skip(found[0].length);
    return "leaf";
  }

  beginHtml(container, ahead, line) {
    if (!ahead.startsWith("<")) return null;
    const lazy = this.unmatched && this.tip.type === "paragraph";
    const kind = HTML_STARTS.findIndex(
      (start, at) => start.test(ahead) && (at < 6 || (container.type !== "paragraph" && !lazy)),
    );
    if (kind < 0) return null;
    this.closeUnmatched();
    this.add("html_block", line.at + 1).kind = kind;
    return "leaf";
  }

  beginSetext(container, ahead) {
    if (container.type !== "paragraph" || !/^(?:=+|-+)[ \t]*$/.test(ahead)) return null;
    this.closeUnmatched();
    this.takeDefinitions(container);
    if (container.text === "") return null;
    container.type = "heading";
    container.level = ahead[0] === "=" ? 1 : 2;
    this.used = true;
    return "leaf";
  }

  beginRest(container, ahead, column, line) {
    if (/^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(ahead)) {
      this.closeUnmatched();
      this.add("thematic_break", column);
      this.used = true;
      return "leaf";
    }
    const marker = readMarker(line, container);
    if (!marker) return null;
    const offset = skipMarker(line, marker);
    this.closeUnmatched();
    if (this.tip.type !== "list" || this.tip.kind !== marker.kind) {
      Object.assign(this.add("list", column), {
        kind: marker.kind,
        start: marker.start,
        delimiter: marker.delimiter,
        tight: true,
      });
    }
    this.add("item", column).offset = offset;
    return "container";
  }

  takeDefinitions(block) {
    for (;;) {
      const used = readDefinition(block.text, this.references);
      if (used === 0) return;
      block.from = [block.from[0] + block.text.slice(0, used).split("\n").length - 1, block.from[1]];
      block.text = block.text.slice(used);
    }
  }

  line(text) {
    this.number++;
    this.used = false;
    const line = new Line(text.replaceAll("\0", "\uFFFD"));
    let container = this.document;
    while (container.children.at(-1)?.open) {
      const inner = container.children.at(-1);
      const goes = this.goesOn(inner, line);
      if (goes === "end") return;
      if (!goes) break;
      container = inner;
    }
    this.unmatched = container !== this.tip;
    this.matched = container;
    let leaf = container.type === "code_block" || container.type === "html_block";
    while (!leaf) {
      const begun = this.begin(container, line);
      if (begun === null) {
        line.skip(0);
        break;
      }
      container = this.tip;
      leaf = begun === "leaf";
    }
    if (!this.used) this.addText(container, line);
    this.lastLength = line.text.length;
  }

  addText(container, line) {
    if (this.unmatched && !line.blank && this.tip.type === "paragraph") {
      this.tip.text += `${line.take()}\n`;
      return;
    }
    this.closeUnmatched();
    if (
      container.type === "code_block" ||
      container.type === "paragraph" ||
      container.type === "html_block"
    ) {
      container.text += `${line.take()}\n`;
      if (container.type === "html_block" && HTML_ENDS[container.kind]?.test(line.take())) {
        this.lastLength = line.text.length;
        this.close(container, this.number);
      }
    } else if (!line.blank) {
      const paragraph = this.add("paragraph", line.at + 1);
      paragraph.text = `${line.take()}\n`;
    }
  }

  end(lines) {
    while (this.tip !== null) this.close(this.tip, lines);
    const visit = (block) => {
      for (const child of [...block.children]) visit(child);
      if (block.type !== "paragraph") return;
      const before = block.text;
      this.takeDefinitions(block);
      if (before !== block.text && block.text.trim() === "")
        block.parent.children.splice(block.parent.children.indexOf(block), 1);
    };
    visit(this.document);
  }
}

function parseBlocks(text) {
  const parser = new Parser();
  const lines = text.split(/\r\n|\n|\r/);
  if (text.endsWith("\n")) lines.pop();
  for (const line of lines) parser.line(line);
  parser.end(lines.length);
  return { document: parser.document, references: parser.references };
}

module.exports = { parseBlocks };
