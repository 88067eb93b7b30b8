// racy: how many change events a write gives depends on timing
// watch: what is told of files that come, change and go.
const fs = require("node:fs");
fs.mkdirSync("dir/sub", { recursive: true });
fs.writeFileSync("dir/old", "");
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => {
  const seen = new Set();
  const watcher = fs.watch("dir", (event, name) => seen.add(`${event} ${name}`));
  watcher.on("close", () => console.log("close"));
  await wait(30);
  fs.writeFileSync("dir/new", "x");
  await wait(30);
  fs.appendFileSync("dir/old", "more");
  fs.writeFileSync("dir/sub/inner", "unseen");
  fs.renameSync("dir/new", "dir/moved");
  fs.unlinkSync("dir/moved");
  await wait(60);
  console.log([...seen].sort());
  watcher.close();
  watcher.close();
  const deep = new Set();
  const recursive = fs.watch("dir", { recursive: true, encoding: "buffer" }, (event, name) => deep.add(`${name}`));
  await wait(60);
  fs.writeFileSync("dir/sub/inner", "seen");
  await wait(80);
  console.log([...deep].sort());
  recursive.close();
  const single = fs.watch("dir/old");
  const heard = [];
  single.on("change", (event, name) => heard.push(`${event} ${name}`));
  fs.appendFileSync("dir/old", "!");
  await wait(60);
  console.log(heard[0], single.constructor.name, single.ref() === single, single.unref() === single);
  single.close();
  try {
    fs.watch("none");
  } catch ({ message, code, syscall, path, filename }) {
    console.log(message, code, syscall, path, filename);
  }
})();
