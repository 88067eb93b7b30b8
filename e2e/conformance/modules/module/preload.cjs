const { spawnSync } = require("node:child_process");
const { mkdirSync, writeFileSync } = require("node:fs");
const run = (args, env = {}) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, ...env } });
  console.log(JSON.stringify([stdout, stderr.replaceAll(process.cwd(), ".").split("\n").slice(0, 5), status]));
};
mkdirSync("node_modules/setup", { recursive: true });
writeFileSync("node_modules/setup/index.js", "console.log('setup', module.parent?.id, require.main === undefined);");
writeFileSync("a.cjs", "console.log('a', process.argv.length); globalThis.shared = 1;");
writeFileSync("b.mjs", "console.log('b', globalThis.shared, import.meta.main); await null; console.log('b later');");
writeFileSync("main.js", "console.log('main', globalThis.shared, require.main === module);");
run(["-r", "./a.cjs", "-r", "setup", "main.js"]);
run(["--import", "./b.mjs", "--require=./a.cjs", "main.js", "x"]);
run(["--import=./b.mjs", "-e", "console.log('eval')"]);
run(["main.js"], { NODE_OPTIONS: "-r ./a.cjs --import=./b.mjs" });
run(["-r", "./none.js", "main.js"]);
run(["--import", "none", "main.js"]);
