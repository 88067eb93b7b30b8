// access and exists; who runs this may do everything, but run only what somebody may run.
const fs = require("node:fs");
const { F_OK, R_OK, W_OK, X_OK } = fs.constants;
fs.writeFileSync("plain", "", { mode: 0o644 });
fs.writeFileSync("program", "", { mode: 0o755 });
fs.mkdirSync("dir");
console.log(F_OK, R_OK, W_OK, X_OK);
const tries = [
  ["plain"],
  ["plain", R_OK | W_OK],
  ["plain", X_OK],
  ["program", X_OK | R_OK],
  ["dir", R_OK | W_OK | X_OK],
  ["none"],
  ["none", W_OK],
  ["plain/x"],
  ["plain", 8],
  ["plain", -1],
  ["plain", "r"],
  ["plain", null],
  ["plain", 1.5],
  [1],
  ["a\0b"],
];
for (const args of tries) {
  try {
    console.log(args.join(), fs.accessSync(...args));
  } catch (error) {
    console.log(error.name, error.code, error.message, error.syscall, error.path);
  }
}
console.log(fs.existsSync("plain"), fs.existsSync("none"), fs.existsSync("plain/x"), fs.existsSync("a\0b"));
fs.exists("plain", (yes) => console.log("exists", yes));
fs.access("none", (error) => console.log(error.message, error.stack));
fs.access("plain", X_OK, (error) => console.log(error.message));
for (const bad of [undefined, "x"])
  try {
    fs.access("plain", R_OK, bad);
  } catch (error) {
    console.log(error.name, error.message);
  }
try {
  fs.access("plain", 99, () => {});
} catch (error) {
  console.log(error.name, error.message);
}
