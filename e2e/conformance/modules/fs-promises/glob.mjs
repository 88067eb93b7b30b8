// glob as an async iterator.
import fs from "node:fs/promises";
import path from "node:path";
await fs.mkdir("a/b/c", { recursive: true });
for (const name of ["a/1.js", "a/2.ts", "a/b/3.js", "a/b/c/4.js", "5.js"]) await fs.writeFile(name, "");
const all = async (...args) => (await Array.fromAsync(fs.glob(...args))).map((entry) => entry.name ?? entry).sort();
console.log(await all("*.js"), await all("**/*.js"), await all("a/*.{js,ts}"), await all(["a/b/*", "5*"]));
console.log(await all("**", { cwd: "a" }), await all("*.js", { cwd: path.resolve("a") }), await all("none/**"));
console.log(await all("**/*.js", { exclude: (name) => name === "b" }), await all("**/*.js", { withFileTypes: true }));
console.log(typeof fs.glob("*").next, fs.glob("*")[Symbol.asyncIterator] !== undefined);
