// racy: polls
// watchFile: what the listener is given when a file changes, comes and goes.
const fs = require("node:fs");
fs.writeFileSync("file", "one");
const turns = [
  () => fs.writeFileSync("file", "longer"),
  () => fs.unlinkSync("file"),
  () => fs.writeFileSync("file", "back again"),
];
const listener = (current, previous) => {
  console.log(current.size, previous.size, current.mtimeMs > 0, current instanceof fs.Stats, current.nlink);
  const turn = turns.shift();
  if (turn) setTimeout(turn, 20);
  else {
    fs.unwatchFile("file", listener);
    console.log("unwatched");
  }
};
const watcher = fs.watchFile("file", { interval: 15 }, listener);
console.log(watcher.constructor.name);
setTimeout(turns.shift(), 60);
fs.watchFile("none", { interval: 15, bigint: true, persistent: false }, (current, previous) => {
  console.log("none", current.size, previous.mtimeNs);
  fs.unwatchFile("none");
});
try {
  fs.watchFile("file", {});
} catch (error) {
  console.log(error.code, error.message);
}
