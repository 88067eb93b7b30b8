// readFile, writeFile, appendFile in all the forms of what they take.
import fs from "node:fs/promises";
import { Readable } from "node:stream";
await fs.writeFile("a", "text");
await fs.appendFile("a", Buffer.from(" more"));
console.log(await fs.readFile("a"), await fs.readFile("a", "utf8"), await fs.readFile("a", { encoding: "hex", flag: "r" }));
await fs.writeFile("b", (function* () { yield "from "; yield "a generator"; })());
await fs.writeFile("c", Readable.from(["from ", "a stream"]));
await fs.writeFile("d", (async function* () { yield new Uint8Array([65, 66]); yield "é"; })(), "utf8");
for (const name of ["b", "c", "d"]) console.log(await fs.readFile(name, "utf8"));
await fs.writeFile("e", new Uint16Array([0x4241]), { mode: 0o600, flag: "wx" });
console.log(await fs.readFile("e", "latin1"), ((await fs.stat("e")).mode & 0o777).toString(8));
const handle = await fs.open("a", "r+");
console.log(await fs.readFile(handle, "utf8"), await fs.readFile(handle, "utf8"));
await fs.writeFile(handle, "!");
await handle.close();
console.log(await fs.readFile("a", "utf8"));
for (const attempt of [
  () => fs.readFile("none"),
  () => fs.readFile("."),
  () => fs.writeFile("none/x", ""),
  () => fs.writeFile("e", "", { flag: "wx" }),
  () => fs.writeFile("e", 5),
  () => fs.writeFile("e", { then: 1 }),
  () => fs.writeFile("e", [5]),
  () => fs.readFile("a", "zzz"),
  () => fs.readFile(handle),
  () => fs.readFile("a", { signal: AbortSignal.abort() }),
])
  await attempt().then(console.log, ({ name, code, message, syscall, path }) => console.log(name, code, message, syscall, path));
