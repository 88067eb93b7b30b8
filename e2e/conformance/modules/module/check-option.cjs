const { spawnSync } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const run = (...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  console.log(args.join(" "), JSON.stringify([stdout, stderr.replaceAll(process.cwd(), ".").replaceAll(process.execPath, "node").split("\n").slice(0, 6), status]));
};
writeFileSync("good.js", "console.log('must not run'); return;");
writeFileSync("bad.js", "let a = 1;\nlet a = 2;\n");
writeFileSync("esm.mjs", "import 'none'; await 1; export default 2;");
writeFileSync("bad.mjs", "export const a = ;");
writeFileSync("detected.js", "import 'x'; export {};");
for (const file of ["good.js", "bad.js", "esm.mjs", "bad.mjs", "detected.js", "none.js"]) run("--check", file);
run("-c", "-e", "1");
run("-c", "good");
