// mkdir, readdir, opendir, rmdir, rm, mkdtemp by promise.
import fs from "node:fs/promises";
import path from "node:path";
console.log(await fs.mkdir("a"), path.relative(".", await fs.mkdir("b/c/d", { recursive: true })), await fs.mkdir("b/c", { recursive: true }));
for (const name of ["z", "y", "x"]) await fs.writeFile(`a/${name}`, "");
console.log(await fs.readdir("a"), (await fs.readdir("a", { withFileTypes: true })).map((entry) => [entry.name, entry.parentPath, entry.isFile()]));
console.log((await fs.readdir(".", { recursive: true })).sort(), await fs.readdir("a", "buffer"));
console.log((await fs.readdir("b", { recursive: true, withFileTypes: true })).map((entry) => path.join(entry.parentPath, entry.name)));
const seen = [];
for await (const entry of await fs.opendir(".", { recursive: true })) seen.push(entry.name);
console.log(seen.sort());
const made = await fs.mkdtemp("tmp-");
console.log(/^tmp-\w{6}$/.test(made));
await fs.rmdir(made);
await fs.rm("b", { recursive: true });
const scoped = await fs.mkdtempDisposable("gone-");
console.log(Object.keys(scoped).sort());
await scoped.remove();
for (const attempt of [
  () => fs.mkdir("a"),
  () => fs.mkdir("none/x"),
  () => fs.mkdir("a/x/y", { recursive: true }),
  () => fs.readdir("none"),
  () => fs.readdir("a/x"),
  () => fs.opendir("none"),
  () => fs.opendir("a/x"),
  () => fs.rmdir("a"),
  () => fs.rmdir("none"),
  () => fs.rm("none"),
  () => fs.rm("a"),
  () => fs.rm("none", { force: true }),
  () => fs.unlink("a"),
  () => fs.mkdtemp("none/x"),
])
  await attempt().then(console.log, ({ name, code, message, syscall, errno }) => console.log(name, code, message.replace(/x\w{6}/, "xXXXXXX").replace(process.cwd(), "<cwd>"), syscall, errno));
