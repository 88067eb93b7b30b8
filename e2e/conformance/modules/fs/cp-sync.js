// cpSync: recursive, force, errorOnExist, filter, dereference, links, timestamps, mode.
const fs = require("node:fs");
const tree = (dir) => fs.readdirSync(dir, { recursive: true }).sort().join();
const from = (text) => String(text).replaceAll(process.cwd(), "<cwd>");
fs.mkdirSync("src/sub/deep", { recursive: true });
fs.writeFileSync("src/a", "a", { mode: 0o600 });
fs.writeFileSync("src/sub/b", "b");
fs.symlinkSync("a", "src/link");
fs.symlinkSync("sub", "src/dir-link");
fs.utimesSync("src/a", 1000, 2000);
const attempt = (...args) => {
  try {
    console.log("ok", fs.cpSync(...args), fs.existsSync(args[1]) && fs.statSync(args[1]).isDirectory() ? tree(args[1]) : "");
  } catch ({ name, message, code, errno, syscall, path }) {
    console.log(name, from(message), code, errno, syscall, from(path));
  }
};
attempt("src", "dest");
attempt("src", "dest", { recursive: true });
console.log(from(fs.readlinkSync("dest/link")), from(fs.readlinkSync("dest/dir-link")));
console.log((fs.statSync("dest/a").mode & 0o777).toString(8), fs.statSync("dest/a").mtimeMs === 2000000);
attempt("src/a", "made/on/the/way");
attempt("src/a", "dest/a", { errorOnExist: true });
attempt("src/a", "dest/a", { errorOnExist: true, force: false });
fs.writeFileSync("dest/a", "changed");
attempt("src/a", "dest/a", { force: false });
console.log(fs.readFileSync("dest/a", "utf8"));
attempt("src/a", "dest/a", { preserveTimestamps: true });
console.log(fs.readFileSync("dest/a", "utf8"), fs.statSync("dest/a").mtimeMs);
attempt("src", "verbatim", { recursive: true, verbatimSymlinks: true });
console.log(fs.readlinkSync("verbatim/link"));
attempt("src", "followed", { recursive: true, dereference: true });
console.log(fs.lstatSync("followed/link").isSymbolicLink());
const seen = [];
attempt("src", "filtered", { recursive: true, filter: (a, b) => (seen.push(`${a}>${b}`), !a.endsWith("sub")) });
console.log(seen.sort().join());
attempt("src", "src/sub/deep/er", { recursive: true });
attempt("src", "src", { recursive: true });
attempt("src/a", "src/a");
attempt("none", "x");
attempt("src/a", "dest");
attempt("src", "dest/a", { recursive: true });
attempt("src", "filtered2", { recursive: true, filter: () => Promise.resolve(true) });
attempt("src/a", "m", { mode: fs.constants.COPYFILE_EXCL });
attempt("src/a", "m", { mode: fs.constants.COPYFILE_EXCL });
attempt("src", "x", { dereference: true, verbatimSymlinks: true });
attempt("src", "x", { recursive: 1 });
attempt("src", "x", 5);
