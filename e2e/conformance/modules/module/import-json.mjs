import { writeFileSync } from "node:fs";
writeFileSync("data.json", JSON.stringify({ a: [1, { b: null }], "odd name": true }));
writeFileSync("broken.json", '{ "a": 1,, }');
const json = { with: { type: "json" } };
const namespace = await import("./data.json", json);
console.log(namespace, namespace.default === (await import("./data.json", json)).default);
console.log((await import('data:application/json,{"x":1}', json)).default);
const cwd = process.cwd();
for (const [specifier, options] of [["./data.json"], ["./broken.json", json], ["./data.json", { with: { type: "css" } }], ["./data.json", { with: { other: "x" } }], ["./import-json.mjs", json]])
  await import(specifier, options).catch((error) => console.log(error.name, error.code, error.message.replaceAll(cwd, ".").replaceAll("file://", "")));
