const { spawnSync } = require("node:child_process");
const program = `const { getOptionValue } = require("internal/options");
console.log(["strip-types", "enable-source-maps", "experimental-transform-types", "report-on-signal"].map((name) => getOptionValue("--" + name)).join());`;
for (const args of [
  ["--no-experimental-transform-types"],
  ["--experimental-transform-types"],
  ["--experimental-transform-types", "--no-experimental-transform-types"],
  ["--report-on-signal"],
  ["--no-strip-types"],
])
  console.log(args, spawnSync("node", ["--expose-internals", ...args, "-e", program], { encoding: "utf8" }).stdout);
