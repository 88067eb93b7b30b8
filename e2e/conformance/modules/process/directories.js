const { mkdirSync } = require("node:fs");
const start = process.cwd();
mkdirSync("sub/deep", { recursive: true });
process.chdir("sub");
console.log(process.cwd() === `${start}/sub`, require("node:path").resolve("x") === `${start}/sub/x`);
process.chdir("deep/..");
console.log(process.cwd() === `${start}/sub`);
for (const bad of ["none", 1, undefined, ""]) {
  try {
    process.chdir(bad);
  } catch (error) {
    console.log(error.code, error.syscall, error.message.replaceAll(start, "."));
  }
}
const mask = process.umask(0o27);
console.log(process.umask().toString(8), process.umask("22").toString(8), process.umask(mask).toString(8));
for (const bad of ["9", -1, {}, 2 ** 33]) {
  try {
    process.umask(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
