// readFileSync, writeFileSync, appendFileSync: encodings, flags, descriptors, views.
const fs = require("node:fs");
fs.writeFileSync("a", "grüße\n");
console.log(fs.readFileSync("a"), fs.readFileSync("a", "utf8"), fs.readFileSync("a", { encoding: "base64" }));
for (const encoding of ["hex", "latin1", "ascii", "base64url", "binary", "ucs2"])
  console.log(encoding, JSON.stringify(fs.readFileSync("a", encoding)));
fs.writeFileSync("b", "ff00", "hex");
fs.appendFileSync("b", new Uint16Array([0x4142]));
fs.appendFileSync("b", "é", "latin1");
fs.writeFileSync("b", new DataView(Uint8Array.of(1, 2, 3).buffer, 1), { flag: "a" });
console.log(fs.readFileSync("b"));
fs.writeFileSync("c", "");
console.log(fs.readFileSync("c"), fs.readFileSync("c", "utf8") === "");
fs.writeFileSync(new URL(`file://${process.cwd()}/d%20e`), "by URL");
fs.writeFileSync(Buffer.from("f"), "by buffer");
console.log(fs.readFileSync("d e", "utf8"), fs.readFileSync(Buffer.from("f"), "utf8"));
const fd = fs.openSync("a", "r+");
console.log(fs.readFileSync(fd, "utf8"), JSON.stringify(fs.readFileSync(fd, "utf8")));
fs.writeFileSync(fd, "more");
fs.appendFileSync(fd, "!");
console.log(fs.readFileSync("a", "utf8"));
fs.closeSync(fd);
fs.writeFileSync("bom", "\ufeffbom");
console.log(fs.readFileSync("bom", "utf8").length, fs.readFileSync("bom").length);
fs.writeFileSync("invalid", Uint8Array.of(0x61, 0xff, 0xc3, 0x62));
console.log(fs.readFileSync("invalid", "utf8"));
for (const attempt of [
  () => fs.readFileSync("."),
  () => fs.readFileSync("none"),
  () => fs.readFileSync("none/x", { flag: "w" }),
  () => fs.writeFileSync(".", "x"),
  () => fs.writeFileSync("none/x", "x"),
  () => fs.writeFileSync("a", "x", { flag: "wx" }),
  () => fs.writeFileSync("a", { toString: () => "x" }),
  () => fs.writeFileSync("a", 1),
  () => fs.readFileSync("a", "nope"),
  () => fs.readFileSync("a", { flag: "zz" }),
  () => fs.readFileSync(fd),
  () => fs.readFileSync({}),
  () => fs.appendFileSync("a/b", "x"),
  () => fs.readFileSync(new URL("http://x/y")),
  () => fs.readFileSync(new URL("file:///a%2fb")),
]) {
  try {
    console.log("ok", attempt());
  } catch ({ name, message, code, syscall, path }) {
    console.log(name, message, code, syscall, path);
  }
}
