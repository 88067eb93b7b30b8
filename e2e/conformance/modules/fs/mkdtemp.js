// mkdtemp in its three forms, and what is wrong with a prefix.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const one = fs.mkdtempSync("pre-");
const two = fs.mkdtempSync(path.join(os.tmpdir(), "x"));
console.log(one.length, /^pre-[A-Za-z0-9]{6}$/.test(one), fs.statSync(one).isDirectory(), two.startsWith("/tmp/x"));
console.log(Buffer.isBuffer(fs.mkdtempSync("b-", "buffer")), /^[0-9a-f]+$/.test(fs.mkdtempSync("h-", { encoding: "hex" })));
console.log(fs.mkdtempSync(Buffer.from("c-")).startsWith("c-"), (fs.statSync(one).mode & 0o777).toString(8));
const disposable = fs.mkdtempDisposableSync("d-");
console.log(Object.keys(disposable), fs.existsSync(disposable.path), path.isAbsolute(disposable.path));
fs.writeFileSync(path.join(disposable.path, "inside"), "");
disposable.remove();
console.log(fs.existsSync(disposable.path), disposable.remove());
for (const args of [["none/x"], [""], [5], ["a\0"], ["x", "zz"]])
  try {
    console.log(fs.mkdtempSync(...args).length);
  } catch ({ name, message, code, errno, syscall, path }) {
    console.log(name, message, code, errno, syscall, path);
  }
fs.mkdtemp("e-", (error, made) => {
  console.log(error, made.length);
  fs.mkdtemp("none/e-", (error) => console.log(error.code, error.syscall));
});
