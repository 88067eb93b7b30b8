// How values are put into texts: @csv, @sh, @base64 and the like.
const { describe, Fault, need, stringify } = require("./values.cjs");

const text = (value) => (typeof value === "string" ? value : stringify(value));
const replaced = (table) => (value) => text(value).replace(/[<>&'"]/g, (mark) => table[mark]);
const row = (quoted, between) => (list) =>
  need(list, "array", "cannot be formatted, only an array can be")
    .map((item) => {
      if (item !== null && typeof item === "object")
        throw new Fault(`${describe(item)} is not valid in a row`);
      return item === null ? "" : typeof item === "string" ? quoted(item) : text(item);
    })
    .join(between);

const FORMATS = {
  "@text": text,
  "@json": (value) => stringify(value),
  "@html": replaced({ "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&#39;", '"': "&quot;" }),
  "@uri": (value) =>
    encodeURIComponent(text(value)).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  "@csv": row((item) => `"${item.replaceAll('"', '""')}"`, ","),
  "@tsv": row(
    (item) =>
      item.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r"),
    "\t",
  ),
  "@sh": (value) =>
    (Array.isArray(value) ? value : [value])
      .map((item) => {
        if (item !== null && typeof item === "object")
          throw new Fault(`${describe(item)} can not be escaped for shell`);
        return typeof item === "string" ? `'${item.replaceAll("'", "'\\''")}'` : text(item);
      })
      .join(" "),
  "@base64": (value) => Buffer.from(text(value)).toString("base64"),
  "@base64d": (value) => {
    const decoded = Buffer.from(text(value), "base64").toString("utf8");
    if (decoded === "" && text(value).replaceAll("=", "") !== "")
      throw new Fault(`${describe(value)} is not valid base64 data`);
    return decoded;
  },
};

module.exports = { FORMATS };
