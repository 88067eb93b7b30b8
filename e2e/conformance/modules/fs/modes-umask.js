// Permission bits of what is made, as the umask cuts them; chmod and its forms.
const fs = require("node:fs");
const bits = (name) => (fs.lstatSync(name).mode & 0o7777).toString(8);
const old = process.umask(0o027);
console.log(old.toString(8), process.umask().toString(8));
fs.writeFileSync("default", "");
fs.writeFileSync("given", "", { mode: 0o777 });
fs.writeFileSync("text", "", { mode: "666" });
fs.mkdirSync("dir");
fs.mkdirSync("closed", 0o700);
fs.mkdirSync("deep/a/b", { recursive: true, mode: 0o775 });
fs.closeSync(fs.openSync("opened", "w", 0o606));
fs.symlinkSync("default", "link");
const temporary = fs.mkdtempSync("tmp-");
for (const name of ["default", "given", "text", "dir", "closed", "deep", "deep/a/b", "opened", "link", temporary])
  console.log(name.replace(temporary, "tmp"), bits(name), name.length);
process.umask(0o022);
fs.appendFileSync("given", "more");
fs.writeFileSync("given", "rewritten", { mode: 0o600 });
console.log(bits("given"));
for (const mode of [0o000, 0o644, "755", 0o4755, 0o1777, 0o7777]) {
  fs.chmodSync("default", mode);
  console.log(bits("default"));
}
const fd = fs.openSync("default", "r");
fs.fchmodSync(fd, 0o640);
console.log(bits("default"), (fs.fstatSync(fd).mode & 0o777).toString(8));
fs.closeSync(fd);
fs.chmodSync("link", 0o611);
console.log(bits("default"), bits("link"));
for (const mode of ["8", -1, 2 ** 32, 1.5, {}, "rwx"]) {
  try {
    fs.chmodSync("default", mode);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
try {
  fs.lchmodSync;
  console.log(typeof fs.lchmodSync);
  fs.chmodSync("missing", 0o644);
} catch (error) {
  console.log(error.message);
}
