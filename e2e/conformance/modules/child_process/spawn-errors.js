// What cannot be started, and what is wrong with arguments.
const { spawn, spawnSync, execFile } = require("node:child_process");
const fs = require("node:fs");
fs.writeFileSync("plain", "no program");
fs.mkdirSync("dir");
const tell = (name, { message, code, errno, syscall, path, spawnargs }) => console.log(name, message, code, errno, syscall?.replace(process.execPath, "node"), path, spawnargs);
const started = spawn("no-such-program", ["a", "b"]);
console.log(started.pid, started.stdin?.destroyed);
started.on("exit", () => console.log("never"));
started.on("error", (error) => tell("missing", error));
started.on("close", (code) => console.log("close", code));
spawn("./plain").on("error", (error) => tell("no right", error));
spawn("./dir").on("error", (error) => tell("directory", error));
spawn(process.execPath, ["-v"], { cwd: "none" }).on("error", (error) => tell("no cwd", { ...error, message: error.message.replace(process.execPath, "node"), path: error.path === process.execPath }));
tell("sync", spawnSync("no-such-program", ["x"]).error);
const result = spawnSync("no-such-program");
console.log(result.status, result.signal, result.output, result.pid, result.stdout);
execFile("no-such-program", ["x"], (error, stdout, stderr) => console.log(error.cmd, error.killed, error.code, [stdout, stderr]));
for (const args of [[], [""], [5], ["x", "y"], ["x", [], 5], ["x", { cwd: 5 }], ["x\0y"], ["x", ["a\0"]], ["x", { env: 5 }], ["x", { detached: "yes" }], ["x", { uid: 1.5 }], ["x", { argv0: 5 }], ["x", { timeout: -1 }], ["x", { killSignal: "SIGNONE" }], ["x", { shell: 5 }], ["x", { signal: 5 }]])
  try {
    spawn(...args).on("error", () => {});
    console.log("taken", JSON.stringify(args));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
