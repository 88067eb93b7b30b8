// mkdir, rmdir, readdir and what goes wrong with them.
const fs = require("node:fs");
console.log(fs.mkdirSync("one"), fs.mkdirSync("p/q/r", { recursive: true })?.endsWith("/p"));
console.log(fs.mkdirSync("p/q", { recursive: true }), fs.mkdirSync("p/q/s/t/../u", { recursive: true })?.slice(-5));
console.log(fs.mkdirSync("./w//x/", { recursive: true })?.slice(-2));
fs.writeFileSync("file", "");
for (const name of ["b", "a", "B", "10", "9", "é", ".hidden", "z".repeat(20)]) fs.writeFileSync(`one/${name}`, "");
fs.symlinkSync("b", "one/link");
fs.mkdirSync("one/sub");
console.log(fs.readdirSync("one").join());
console.log(fs.readdirSync("one", "buffer")[0], fs.readdirSync("one", { encoding: "hex" }).slice(-1));
for (const entry of fs.readdirSync("one", { withFileTypes: true }))
  console.log(entry.name, entry.parentPath, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink(), entry.constructor.name);
console.log(fs.readdirSync("p", { recursive: true }));
console.log(fs.readdirSync("p", { recursive: true, withFileTypes: true }).map((entry) => `${entry.parentPath}>${entry.name}`));
console.log(fs.readdirSync(Buffer.from("p"), { withFileTypes: true, encoding: "buffer" })[0]);
for (const attempt of [
  () => fs.mkdirSync("one"),
  () => fs.mkdirSync("file", { recursive: true }),
  () => fs.mkdirSync("file/x", { recursive: true }),
  () => fs.mkdirSync("file/x"),
  () => fs.mkdirSync("none/x"),
  () => fs.mkdirSync("/", { recursive: true }),
  () => fs.mkdirSync("/"),
  () => fs.mkdirSync("m", { recursive: 1 }),
  () => fs.mkdirSync(""),
  () => fs.rmdirSync("one"),
  () => fs.rmdirSync("file"),
  () => fs.rmdirSync("none"),
  () => fs.rmdirSync("."),
  () => fs.rmdirSync("one/."),
  () => fs.rmdirSync("p/q/r/.."),
  () => fs.rmdirSync("one/sub/"),
  () => fs.unlinkSync("one"),
  () => fs.unlinkSync("file/"),
  () => fs.readdirSync("file"),
  () => fs.readdirSync("none"),
  () => fs.readdirSync("one", "nope"),
]) {
  try {
    console.log("ok", attempt());
  } catch ({ name, message, code, errno }) {
    console.log(name, message.replace(process.cwd(), "<cwd>"), code, errno);
  }
}
