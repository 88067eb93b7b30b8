const { spawnSync } = require("node:child_process");
const run = (input, ...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-i", ...args], { input, encoding: "utf8", env: { ...process.env, NODE_REPL_HISTORY: "" } });
  console.log(JSON.stringify([stdout, stderr, status]));
};
run("1 + 1\nlet x = await Promise.resolve(5)\nx\n.exit\n");
run("for (const i of [1, 2]) {\nconsole.log(i)\n}\nnone\n");
run("process.exitCode = 4\n");
run("a\n", "-e", "const a = 'from eval'");
