// Many at once: each settles with its own result.
import fs from "node:fs/promises";
const names = Array.from({ length: 60 }, (_, index) => `file-${index}`);
await Promise.all(names.map((name, index) => fs.writeFile(name, String(index).repeat(index))));
const sizes = await Promise.all(names.map(async (name) => (await fs.stat(name)).size));
console.log(sizes.join());
const settled = await Promise.allSettled([...names.slice(0, 3), "none", "."].map((name) => fs.readFile(name, "utf8")));
console.log(settled.map(({ status, value, reason }) => [status, value ?? reason.code]));
console.log(await Promise.race([fs.readFile("file-1", "utf8"), new Promise((resolve) => setTimeout(resolve, 1000, "late"))]));
const handle = await fs.open("shared", "w+");
await Promise.all(Array.from({ length: 20 }, (_, index) => handle.write(String.fromCharCode(97 + index), index)));
console.log(await fs.readFile("shared", "utf8"));
await handle.close();
await Promise.all(names.map((name) => fs.rm(name)));
console.log((await fs.readdir(".")).filter((name) => name.startsWith("file")).length);
process.exit(0);
