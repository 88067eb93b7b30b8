// FileHandle: read, write, vectors, stat, sync, truncate, close.
import fs from "node:fs/promises";
const handle = await fs.open("file", "w+", 0o640);
console.log(typeof handle.fd, handle.constructor.name, handle.fd > 2);
console.log(await handle.write("hello world"), await handle.write("HE", 0), await handle.write(Buffer.from("xyz"), 1, 2, 20));
console.log(await handle.writev([Buffer.from("12"), new Uint8Array([51])], 6));
const buffer = Buffer.alloc(5);
console.log(await handle.read(buffer, 0, 5, 0), await handle.read({ buffer: Buffer.alloc(3), position: 6 }));
console.log((await handle.read({ position: 0 })).buffer.length, (await handle.read(Buffer.alloc(4), { offset: 1, length: 2, position: 1 })).bytesRead);
console.log(await handle.readv([Buffer.alloc(2), Buffer.alloc(2)], 0), await handle.read(Buffer.alloc(3), null, null, 100));
console.log((await handle.stat()).size, (await handle.stat({ bigint: true })).size);
await handle.truncate(5);
await handle.chmod(0o600);
await handle.utimes(1, 2);
await handle.chown(0, 0);
await handle.sync();
await handle.datasync();
console.log(await fs.readFile("file", "utf8"), (await handle.stat()).mtimeMs, ((await handle.stat()).mode & 0o777).toString(8));
await handle.appendFile("+", "utf8");
console.log(JSON.stringify(await handle.readFile({ encoding: "latin1" })), JSON.stringify(await fs.readFile("file", "latin1")));
handle.on("close", () => console.log("close event"));
console.log(await handle.close(), handle.fd, await handle.close());
for (const name of ["read", "write", "stat", "truncate", "sync", "readFile", "writeFile", "chmod", "readv", "writev"])
  await handle[name](name === "readv" || name === "writev" ? [Buffer.alloc(1)] : Buffer.alloc(1)).catch((error) => console.log(name, error.code, error.message, error.syscall));
await using scoped = await fs.open("file");
console.log(typeof scoped[Symbol.asyncDispose]);
