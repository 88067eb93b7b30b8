// Modules of WebAssembly in the source phase: compiled, neither linked nor evaluated.
import { writeFileSync } from "node:fs";

writeFileSync("code.wasm", Buffer.from("0061736d01000000", "hex"));
writeFileSync("text.mjs", "console.log('evaluated'); export default 1");
writeFileSync(
  "static.mjs",
  `import source code from "./code.wasm";
   import source from "./text.mjs";
   export { code };
   export const same = code === (await import.source("./code.wasm"));
   console.log(code instanceof WebAssembly.Module, source);`,
);
const { code, same } = await import("./static.mjs");
console.log(same, WebAssembly.Module.exports(code), code === (await import.source("./code.wasm")));
console.log((await eval('import.source("./code.wasm")')) === code);

writeFileSync("without.mjs", 'import source text from "./text.mjs"; console.log("never", text);');
for (const load of [() => import("./without.mjs"), () => import.source("./text.mjs"), () => import.source("node:fs")])
  await load().catch((error) =>
    console.log(error.name, error.code, error.message.replace(import.meta.url.replace(/[^/]*$/, ""), "./")),
  );
for (const text of ["import source { a } from './x.wasm'", "import source a, b from './x.wasm'"]) {
  writeFileSync("wrong.mjs", text);
  await import(`./wrong.mjs?${text.length}`).catch((error) => console.log(error.name));
}
