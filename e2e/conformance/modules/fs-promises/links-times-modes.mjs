// link, symlink, readlink, realpath, chmod, chown, utimes, lutimes, access, stat, lstat, statfs.
import fs from "node:fs/promises";
await fs.writeFile("f", "content");
await fs.symlink("f", "s");
await fs.symlink("loop", "loop");
await fs.link("f", "h");
console.log(await fs.readlink("s"), await fs.readlink("s", "buffer"), (await fs.realpath("s")).endsWith("/f"), (await fs.stat("h")).nlink);
await fs.chmod("s", 0o600);
console.log(((await fs.stat("f")).mode & 0o777).toString(8), (await fs.lstat("s")).isSymbolicLink());
await fs.utimes("f", new Date(1000), 2);
await fs.lutimes("s", 3, 4);
console.log((await fs.stat("s")).mtimeMs, (await fs.lstat("s")).mtimeMs, (await fs.stat("f", { bigint: true })).atimeNs);
console.log(await fs.access("f"), await fs.access("s", fs.constants.R_OK), await fs.chown("f", 0, 0), await fs.lchown("s", 0, 0));
console.log((await fs.statfs(".")).constructor.name, typeof (await fs.statfs(".", { bigint: true })).bsize);
await fs.rename("h", "r");
await fs.copyFile("r", "c");
await fs.truncate("c", 3);
console.log(await fs.readFile("c", "utf8"), (await fs.readdir(".")).length);
for (const attempt of [
  () => fs.stat("loop"),
  () => fs.realpath("loop"),
  () => fs.readlink("f"),
  () => fs.link("none", "x"),
  () => fs.symlink("x", "s"),
  () => fs.rename("none", "x"),
  () => fs.copyFile("none", "x"),
  () => fs.copyFile("f", "r", fs.constants.COPYFILE_EXCL),
  () => fs.access("f", fs.constants.X_OK),
  () => fs.access("none"),
  () => fs.utimes("none", 1, 1),
  () => fs.chmod("none", 0o600),
  () => fs.truncate("none"),
  () => fs.lchmod("f", 0o600),
  () => fs.stat("none", { throwIfNoEntry: false }),
  () => fs.statfs("none"),
  () => fs.open("none"),
  () => fs.open("f", "zz"),
])
  await attempt().then((value) => console.log("ok", typeof value), ({ name, code, message, syscall, path, dest }) => console.log(name, code, message, syscall, path, dest));
