// copyFile and its modes.
const fs = require("node:fs");
const { COPYFILE_EXCL, COPYFILE_FICLONE } = fs.constants;
fs.writeFileSync("a", "first", { mode: 0o750 });
fs.writeFileSync("b", "second and longer", { mode: 0o600 });
fs.mkdirSync("dir");
fs.symlinkSync("a", "link");
const tries = [
  ["a", "new"],
  ["a", "b"],
  ["a", "a"],
  ["link", "from-link"],
  ["a", "link"],
  ["a", "b", COPYFILE_EXCL],
  ["a", "c", COPYFILE_EXCL],
  ["a", "d", COPYFILE_FICLONE],
  ["dir", "e"],
  ["a", "dir"],
  ["none", "e"],
  ["a", "none/e"],
  ["a/x", "e"],
  ["a", "e", 8],
  ["a", "e", -1],
  ["a", "e", "x"],
  ["a", 5],
];
for (const args of tries) {
  try {
    console.log(args.join(), fs.copyFileSync(...args));
  } catch ({ name, message, code, errno, syscall, path, dest }) {
    console.log(name, message, code, errno, syscall, path, dest);
  }
}
for (const name of ["new", "b", "from-link", "c", "d"])
  console.log(name, fs.readFileSync(name, "utf8"), (fs.statSync(name).mode & 0o777).toString(8));
fs.copyFile("a", "by-callback", (error) => {
  console.log(error, fs.readFileSync("by-callback", "utf8"));
  fs.copyFile("none", "x", (error) => {
    console.log(error);
    fs.promises.copyFile("none", "x").catch((error) => console.log(error));
  });
});
