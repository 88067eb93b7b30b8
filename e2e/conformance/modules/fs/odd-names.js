// Names with blanks, dots, unicode, line feeds, and bytes that are no UTF-8.
const fs = require("node:fs");
const names = ["a b", "...", "ünï", "日本語", "new\nline", "tab\t", "'quote\"", "\\back", "emoji😀", "e\u0301", "é", "%20", "-rf", "~", "*"];
fs.mkdirSync("d");
for (const name of names) fs.writeFileSync(`d/${name}`, name);
console.log(fs.readdirSync("d"));
console.log(names.every((name) => fs.readFileSync(`d/${name}`, "utf8") === name));
const raw = Buffer.from([0x64, 0x2f, 0xff, 0xfe, 0x61]);
fs.writeFileSync(raw, "raw bytes");
console.log(fs.readFileSync(raw, "utf8"), fs.existsSync(raw), fs.readdirSync("d", "buffer").at(-1));
fs.renameSync(raw, Buffer.from([0x64, 0x2f, 0xc3]));
console.log(fs.readdirSync("d", "buffer").map((name) => name.toString("hex")).sort());
fs.unlinkSync(Buffer.from([0x64, 0x2f, 0xc3]));
for (const name of ["x".repeat(255), "x".repeat(256), "é".repeat(127), "é".repeat(128), "d/".repeat(2100), "."])
  try {
    fs.writeFileSync(name, "");
    console.log("ok", name.length);
  } catch ({ code, errno }) {
    console.log(code, errno, name.length);
  }
for (const path of ["d//a b", "./d/./a b", "d/../d/a b", "/../../" + process.cwd() + "/d/a b", "d/a b/.", "d/a b/.."])
  console.log(path.replace(process.cwd(), "<cwd>"), fs.existsSync(path));
console.log(fs.statSync(new URL(`file://${process.cwd()}/d/%E6%97%A5%E6%9C%AC%E8%AA%9E`)).size);
