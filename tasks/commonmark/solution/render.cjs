// The tree as HTML or XML.
const UNSAFE = /^javascript:|vbscript:|file:|data:/i;
const SAFE_DATA = /^data:image\/(?:png|gif|jpeg|webp)/i;
const OMITTED = "<!-- raw HTML omitted -->";

const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const place = ({ from, to }) => `${from.join(":")}-${to.join(":")}`;
const attributes = (list) => list.map(([name, value]) => ` ${name}="${value}"`).join("");

class Html {
  constructor(options) {
    this.options = options;
    this.text = "";
    this.last = "\n";
  }

  put(piece) {
    this.text += piece;
    this.last = piece;
  }

  /** A new line, unless there is one. */
  line() {
    if (this.last !== "\n") this.put("\n");
  }

  position(block) {
    return this.options.sourcepos ? [["data-sourcepos", place(block)]] : [];
  }

  around(block, tag, extra, content, inside = true) {
    this.line();
    this.put(`<${tag}${attributes([...this.position(block), ...extra])}>`);
    if (inside) this.line();
    content();
    if (inside) this.line();
    this.put(`</${tag}>`);
    this.line();
  }

  block(block, tight = false) {
    switch (block.type) {
      case "paragraph":
        if (tight) this.inlines(block.inlines);
        else this.around(block, "p", [], () => this.inlines(block.inlines), false);
        break;
      case "heading":
        this.around(block, `h${block.level}`, [], () => this.inlines(block.inlines), false);
        break;
      case "block_quote":
        this.around(block, "blockquote", [], () => this.blocks(block));
        break;
      case "list":
        this.around(
          block,
          block.start === null ? "ul" : "ol",
          block.start === null || block.start === 1 ? [] : [["start", block.start]],
          () => this.items(block),
        );
        break;
      case "thematic_break":
        this.line();
        this.put(`<hr${attributes(this.position(block))} />`);
        this.line();
        break;
      case "html_block":
        this.line();
        this.put(this.options.safe ? OMITTED : block.text);
        this.line();
        break;
      case "code_block":
        this.code(block);
        break;
    }
  }

  code(block) {
    const word = block.info ? block.info.split(/\s+/)[0] : "";
    const name =
      word === "" ? [] : [["class", escape(word.startsWith("language-") ? word : `language-${word}`)]];
    this.line();
    this.put(`<pre><code${attributes([...this.position(block), ...name])}>`);
    this.put(escape(block.text));
    this.put("</code></pre>");
    this.line();
  }

  blocks(block, tight) {
    for (const child of block.children) this.block(child, tight);
  }

  items(list) {
    for (const item of list.children) {
      this.put(`<li${attributes(this.position(item))}>`);
      this.blocks(item, list.tight);
      this.put("</li>");
      this.line();
    }
  }

  inlines(list) {
    for (const node of list) this.inline(node);
  }

  inline(node) {
    const inside = (tag, extra = []) => {
      this.put(`<${tag}${attributes(extra)}>`);
      this.inlines(node.children);
      this.put(`</${tag}>`);
    };
    switch (node.type) {
      case "text":
        return this.put(escape(node.text));
      case "code":
        return this.put(`<code>${escape(node.text)}</code>`);
      case "html_inline":
        return this.put(this.options.safe ? OMITTED : node.text);
      case "softbreak":
        return this.put("\n");
      case "linebreak":
        this.put("<br />");
        return this.line();
      case "emph":
        return inside("em");
      case "strong":
        return inside("strong");
      case "link":
        return inside("a", [
          ...(this.unsafe(node) ? [] : [["href", escape(node.destination)]]),
          ...title(node),
        ]);
      case "image":
        return this.put(
          `<img src="${this.unsafe(node) ? "" : escape(node.destination)}" alt="${this.plain(node.children)}"${attributes(title(node))} />`,
        );
    }
  }

  unsafe({ destination }) {
    return this.options.safe && UNSAFE.test(destination) && !SAFE_DATA.test(destination);
  }

  /** Content without tags. */
  plain(list) {
    return list
      .map((node) => {
        if (node.type === "softbreak" || node.type === "linebreak") return "\n";
        if (node.type === "html_inline") return this.options.safe ? OMITTED : node.text;
        return node.children ? this.plain(node.children) : escape(node.text);
      })
      .join("");
  }
}

const title = (node) => (node.title === "" ? [] : [["title", escape(node.title)]]);

function renderHtml(document, options) {
  const html = new Html(options);
  html.blocks(document);
  return html.text;
}

const EMPTY = ["thematic_break", "softbreak", "linebreak"];
const LEAVES = ["text", "code", "code_block", "html_inline", "html_block"];

function ownAttributes(node) {
  switch (node.type) {
    case "document":
      return [["xmlns", "http://commonmark.org/xml/1.0"]];
    case "list":
      return node.start === null
        ? [
            ["type", "bullet"],
            ["tight", node.tight],
          ]
        : [
            ["type", "ordered"],
            ["start", node.start],
            ["tight", node.tight],
            ["delimiter", node.delimiter === "." ? "period" : "paren"],
          ];
    case "code_block":
      return node.info ? [["info", escape(node.info)]] : [];
    case "heading":
      return [["level", node.level]];
    case "link":
    case "image":
      return [
        ["destination", escape(node.destination)],
        ["title", escape(node.title)],
      ];
    default:
      return [];
  }
}

function renderXml(document, options) {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE document SYSTEM "CommonMark.dtd">'];
  const visit = (node, depth) => {
    const indent = "  ".repeat(depth);
    const tag =
      node.type +
      attributes([
        ...ownAttributes(node),
        ...(options.sourcepos && node.from ? [["sourcepos", place(node)]] : []),
      ]);
    if (EMPTY.includes(node.type)) lines.push(`${indent}<${tag} />`);
    else if (LEAVES.includes(node.type)) lines.push(`${indent}<${tag}>${escape(node.text)}</${node.type}>`);
    else {
      lines.push(`${indent}<${tag}>`);
      for (const child of node.inlines ?? node.children) visit(child, depth + 1);
      lines.push(`${indent}</${node.type}>`);
    }
  };
  visit(document, 0);
  return `${lines.join("\n")}\n`;
}

module.exports = { renderHtml, renderXml };
