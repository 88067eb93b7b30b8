// truncate and ftruncate in all forms: shorter, longer, zero, wrong.
const fs = require("node:fs");
fs.writeFileSync("f", "0123456789");
fs.truncateSync("f", 4);
console.log(fs.readFileSync("f", "latin1"));
fs.truncateSync("f", 6);
console.log(fs.readFileSync("f"));
const fd = fs.openSync("f", "r+");
fs.ftruncateSync(fd, 2);
console.log(fs.readFileSync("f"));
fs.ftruncateSync(fd, -5);
console.log(fs.readFileSync("f"));
for (const attempt of [
  () => fs.truncateSync("none", 1),
  () => fs.truncateSync(".", 1),
  () => fs.truncateSync("f/x"),
  () => fs.truncateSync("f", "1"),
  () => fs.truncateSync("f", 1.5),
  () => fs.ftruncateSync(fd, "1"),
  () => fs.ftruncateSync("f", 1),
  () => fs.ftruncateSync(fd),
]) {
  try {
    console.log("ok", attempt());
  } catch ({ name, message, code, errno, syscall, path }) {
    console.log(name, message, code, errno, syscall, path);
  }
}
fs.writeFileSync("f", "abcdef");
fs.truncate("f", 3, (error) => {
  console.log(error, fs.readFileSync("f", "latin1"));
  fs.ftruncate(fd, (error) => {
    console.log(error, fs.fstatSync(fd).size);
    fs.truncate("none", (error) => {
      console.log(error.message);
      fs.close(fd, () =>
        fs.ftruncate(fd, 1, (error) => {
          console.log(error.message);
          fs.promises.truncate("f", 9).then(async () => console.log((await fs.promises.readFile("f")).length));
        }),
      );
    });
  });
});
