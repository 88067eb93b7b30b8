// rmSync with and without force and recursive; links are removed, not followed.
const fs = require("node:fs");
fs.mkdirSync("d/e/f", { recursive: true });
fs.writeFileSync("d/e/f/x", "x");
fs.writeFileSync("keep", "kept");
fs.symlinkSync("../keep", "d/link");
fs.symlinkSync("d", "to-d");
for (const attempt of [
  () => fs.rmSync("none"),
  () => fs.rmSync("none", { force: true }),
  () => fs.rmSync("none", { recursive: true }),
  () => fs.rmSync("d"),
  () => fs.rmSync("d", { force: true }),
  () => fs.rmSync("to-d"),
  () => fs.existsSync("d/e"),
  () => fs.rmSync("d/e", { recursive: true, maxRetries: 2, retryDelay: 1 }),
  () => fs.rmSync("d", { recursive: true, force: true }),
  () => fs.readFileSync("keep", "utf8"),
  () => fs.rmSync("keep/x", { force: true }),
  () => fs.rmSync("keep", { recursive: true }),
  () => fs.rmSync("", { force: true }),
  () => fs.rmSync("d", { recursive: "yes" }),
  () => fs.rmSync("d", { retryDelay: -1 }),
  () => fs.rmSync("d", 1),
  () => fs.rmdirSync("d", { recursive: false }),
]) {
  try {
    console.log("ok", attempt());
  } catch ({ name, message, code, errno, syscall, path }) {
    console.log(name, message, code, errno, syscall, path);
  }
}
console.log(fs.readdirSync("."));
fs.mkdirSync("x");
fs.writeFileSync("x/file", "");
fs.rm("x", (error) => {
  console.log(error.name, error.code, error.message.replace(process.cwd(), "<cwd>"));
  fs.rm("x", { recursive: true }, (error) => {
    console.log(error, fs.existsSync("x"));
    fs.rm("x", (error) => {
      console.log(error.message);
      fs.promises.rm("x").catch((error) => {
        console.log(error.message, error.stack.includes("at async"));
        return fs.promises.rm("x", { force: true }).then(console.log);
      });
    });
  });
});
