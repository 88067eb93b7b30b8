// flags: --permission --allow-child-process --allow-fs-read=* --allow-fs-write=here --no-warnings
const { spawnSync } = require("node:child_process");

const show = (args, env) => {
  const program =
    "console.log(process.execArgv.slice(0, -2), process.env.NODE_OPTIONS, process.permission?.has('child'), process.permission?.has('fs.write'))";
  const { stdout, stderr, status } = spawnSync(process.execPath, [...args, "-e", program], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  console.log(stdout + stderr.split("\n").slice(0, 1).join(), status);
};

show([]);
show(["--permission"]);
show([], { NODE_OPTIONS: "--permission --allow-fs-write=*" });
show(["--allow-fs-read=*"]);
show(["--permission-audit"]);
