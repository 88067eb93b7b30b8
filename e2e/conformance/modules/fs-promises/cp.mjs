// cp by promise.
import fs from "node:fs/promises";
await fs.mkdir("src/in", { recursive: true });
await fs.writeFile("src/a", "a");
await fs.writeFile("src/in/b", "b");
await fs.symlink("a", "src/l");
const tree = async (dir) => (await fs.readdir(dir, { recursive: true })).sort().join();
const plain = (text) => String(text).replaceAll(process.cwd(), "<cwd>");
for (const args of [
  ["src", "one"],
  ["src", "one", { recursive: true }],
  ["src", "two", { recursive: true, filter: async (from) => !from.endsWith("b") }],
  ["src", "one", { recursive: true, force: false, errorOnExist: true }],
  ["src/a", "one/a", { preserveTimestamps: true }],
  ["src/a", "deep/er/a"],
  ["src", "src/in/x", { recursive: true }],
  ["src/a", "src/a"],
  ["none", "x"],
  ["src/a", "one/in"],
  ["src", "one/a", { recursive: true }],
  ["src", "three", { recursive: true, dereference: true }],
  ["src", "four", { recursive: true, verbatimSymlinks: true }],
  ["src", "x", { recursive: true, mode: 99 }],
])
  await fs.cp(...args).then(
    async (value) => console.log(value, args[1], await tree(args[1]).catch((error) => error.code)),
    ({ name, code, message, errno, syscall, path }) => console.log(name, code, plain(message), errno, syscall, plain(path)),
  );
console.log((await fs.lstat("three/l")).isSymbolicLink(), await fs.readlink("four/l"), plain(await fs.readlink("one/l")));
