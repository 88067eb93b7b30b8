// import() in code that a script makes of text.
const { mkdirSync, writeFileSync } = require("node:fs");
mkdirSync("deep");
writeFileSync("there.mjs", "export const value = 'there';");
writeFileSync("deep/there.mjs", "export const value = 'deep';");
writeFileSync("deep/make.cjs", "exports.load = new Function('from', 'return import(from)');");
const load = new Function("from", "options", "return import(from, options)");
const { load: fromDeep } = require("./deep/make.cjs");
const AsyncFunction = (async () => {}).constructor;
(async () => {
  console.log((await load("node:path")).basename("/a/b"));
  console.log((await load("./there.mjs")).value, (await fromDeep("./there.mjs")).value);
  console.log(Object.keys(await Function('return import("data:text/javascript,export const a = 1")')()));
  console.log((await eval("import('./there.mjs')")).value);
  const inside = "there";
  console.log((await eval("import(`./${inside}.mjs`)")).value);
  console.log(await new AsyncFunction("const { sep } = await import('node:path'); return sep")());
  console.log(eval(7), eval("'import(x)'"), Function("return 'import(x)'")());
  await load("./none.mjs").catch((error) => console.log(error.code));
  await load("./there.mjs", { with: { type: "text" } }).catch((error) => console.log(error.code));
  try {
    eval("import(");
  } catch (error) {
    console.log(error.name);
  }
  try {
    new Function("return import(");
  } catch (error) {
    console.log(error.name);
  }
})();
