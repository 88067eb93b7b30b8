// Without a package.json, import and export statements, import.meta or a top-level await make a .js file an ES module.
const { writeFileSync } = await import("node:fs");
const sources = {
  "await.js": "const require = 1; await null; export default require;",
  "meta.js": "globalThis.kind = typeof module + ' ' + import.meta.main;",
  "both.js": "const module = 1, exports = 2, __filename = 3; export default module + exports + __filename;",
  "plain.js": "globalThis.kind = typeof module; return;",
  "broken.js": "const x = 1; const x = 2; export default x;",
  "cjs-await.js": "const fs = require('node:fs'); await 1;",
};
for (const [name, text] of Object.entries(sources)) {
  writeFileSync(name, text);
  await import(`./${name}`).then(
    (namespace) => console.log(name, Object.keys(namespace), namespace.default, globalThis.kind),
    (error) => console.log(name, error.name, error.message),
  );
}
console.log(typeof require, typeof this, typeof arguments, typeof exports);
