// rename onto files, directories, links, itself.
const fs = require("node:fs");
const tree = () => fs.readdirSync(".", { recursive: true }).filter((name) => name !== "rename.js").join();
fs.writeFileSync("a", "A");
fs.writeFileSync("b", "B");
fs.mkdirSync("dir/sub", { recursive: true });
fs.mkdirSync("empty");
fs.mkdirSync("full");
fs.writeFileSync("full/x", "");
fs.symlinkSync("a", "link");
const ino = fs.statSync("a").ino;
const tries = [
  ["a", "c"],
  ["c", "b"],
  ["b", "b"],
  ["link", "link2"],
  ["dir", "empty"],
  ["empty", "full"],
  ["b", "empty"],
  ["empty", "b"],
  ["empty", "empty/sub/x"],
  ["none", "x"],
  ["b", "none/x"],
  ["b", "b/x"],
  ["b", "full/"],
  ["b", "new/"],
  ["full", "renamed/"],
  ["", "x"],
  [".", "x"],
];
for (const [from, to] of tries) {
  try {
    console.log(from, to, fs.renameSync(from, to), tree());
  } catch ({ message, code, errno, syscall, path, dest }) {
    console.log(message, code, errno, syscall, path, dest);
  }
}
console.log(fs.readFileSync("b", "utf8"), fs.statSync("b").ino === ino, fs.readlinkSync("link2"));
fs.linkSync("b", "hard");
console.log(fs.renameSync("b", "hard"), fs.existsSync("b"), fs.existsSync("hard"));
fs.rename("hard", "last", (error) => {
  console.log(error, tree());
  fs.rename("hard", "last", (error) => console.log(error.message, Object.keys(error).join()));
});
