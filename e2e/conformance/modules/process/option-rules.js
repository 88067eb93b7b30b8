// What of a command line and of its environment Node refuses or takes.
const { spawnSync } = require("node:child_process");
const run = (args, env = {}) => {
  const { status, stdout, stderr } = spawnSync("node", args, { encoding: "utf8", env: { ...process.env, ...env } });
  console.log(args.join(" "), JSON.stringify(env), status, stdout.trim(), stderr.trim().replace(/^.*?: /, ""));
};
run(["--use-largepages=xyzzy", "-p", "1"]);
run(["--test", "--interactive"]);
run(["--watch", "-p", "1"]);
run(["--test-isolation=x", "--test"]);
run(["--trace-require-module=1", "-p", "1"]);
run(["--max-old-space-size-percentage=0", "-p", "1"]);
run(["--heap-prof-name=x", "-p", "1"]);
run(["--tls-min-v1.3", "--tls-max-v1.2", "-p", "1"]);
run(["--title=", "-p", "1"]);
const shown = "const o=require('internal/options').getOptionValue;[o('--pending-deprecation'),o('--preserve-symlinks')].join()";
run(["--expose-internals", "--no-warnings", "-p", shown], { NODE_PENDING_DEPRECATION: "1" });
run(["--expose-internals", "--no-warnings", "-p", shown], { NODE_PRESERVE_SYMLINKS: "1" });
run(["--expose-internals", "--no-warnings", "-p", shown], { NODE_PRESERVE_SYMLINKS: "0" });
