// What an ES module throws while it is required is shown with the module's own line.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");

const modules = {
  thrower: 'export const a = 1;\n\nfunction fail() {\n  throw new Error("from the module");\n}\nfail();\n',
  unnamed: "export const a = 1;\nmodule.exports = { hello: 1 };\n",
  reference: "export const a = 1;\nconsole.log(missing);\n",
};
for (const [name, text] of Object.entries(modules)) {
  fs.writeFileSync(`${name}.mjs`, text);
  fs.writeFileSync(`${name}.cjs`, `require("./${name}.mjs");\n`);
  const { status, stderr } = spawnSync(process.execPath, [`${name}.cjs`]);
  // The outermost frames are not what this is about.
  console.log(status, String(stderr).split("\n").slice(0, 6).join("\n"));
}
