// opendir: reading, iterating, closing, buffer size, what goes wrong.
const fs = require("node:fs");
fs.mkdirSync("dir/sub", { recursive: true });
for (const name of ["a", "b", "c"]) fs.writeFileSync(`dir/${name}`, "");
const dir = fs.opendirSync("dir");
const names = [];
for (let entry = dir.readSync(); entry; entry = dir.readSync()) names.push(`${entry.name}:${entry.isFile()}:${entry.parentPath}`);
console.log(dir.path, names.sort(), dir.readSync(), dir.closeSync());
for (const attempt of [
  () => dir.readSync(),
  () => dir.closeSync(),
  () => fs.opendirSync("none"),
  () => fs.opendirSync("dir/a"),
  () => fs.opendirSync("dir", { bufferSize: 0 }),
  () => fs.opendirSync("dir", { encoding: "zzz" }),
  () => fs.opendirSync(5),
  () => new fs.Dir(),
]) {
  try {
    console.log("ok", attempt());
  } catch ({ name, message, code, errno, syscall, path }) {
    console.log(name, message, code, errno, syscall, path);
  }
}
fs.opendir("dir", { bufferSize: 1, recursive: true }, async (error, dir) => {
  const seen = [];
  for await (const entry of dir) seen.push(entry.name);
  console.log(error, seen.sort().join(), dir.constructor.name);
  await dir.close().catch((error) => console.log(error.code, error.message));
  dir.read().catch((error) => console.log(error.code));
  const again = await fs.promises.opendir("dir");
  for await (const entry of again) if (entry.name !== "") break;
  await again.read().catch((error) => console.log("after break", error.code));
  const manual = await fs.promises.opendir("dir");
  console.log((await manual.read()).constructor.name);
  manual.read((error, entry) => {
    console.log(error, typeof entry.name);
    manual.close((error) => console.log("closed", error));
  });
  fs.opendir("none", (error) => console.log(error.message));
});
