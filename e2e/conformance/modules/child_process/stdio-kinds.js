// The stdio option: pipe, ignore, inherit, descriptors, streams, extra pipes.
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const node = process.execPath;
const out = fs.openSync("out.txt", "w");
console.log(spawnSync(node, ["-e", "console.log('to a file'); console.error('too')"], { stdio: ["ignore", out, out] }).status);
fs.closeSync(out);
console.log(fs.readFileSync("out.txt", "utf8"));
spawnSync(node, ["-e", "console.log('inherited')"], { stdio: "inherit" });
spawnSync(node, ["-e", "console.log('by number')"], { stdio: [0, 1, 2] });
const ignored = spawnSync(node, ["-e", "console.log('nobody hears')"], { stdio: "ignore" });
console.log(ignored.stdout, ignored.output, ignored.status);
fs.writeFileSync("in.txt", "from a file");
const input = fs.openSync("in.txt", "r");
const fed = spawnSync(node, ["-e", "process.stdout.write(require('fs').readFileSync(0, 'utf8') + '!')"], { stdio: [input, "pipe", "pipe"] });
console.log(String(fed.stdout), fed.output.length);
const child = spawn(node, ["-e", "require('fs').writeSync(3, 'on three'); process.stdin.resume()"], { stdio: ["pipe", "ignore", "inherit", "pipe"] });
console.log(child.stdout, child.stderr, child.stdio.map((stream) => stream && stream.constructor.name));
child.stdio[3].on("data", (data) => {
  console.log(String(data));
  child.stdin.end();
});
child.on("close", (code) => console.log("closed", code));
for (const stdio of ["nope", ["pipe", "what"], [{}], ["ipc", "ipc"]])
  try {
    spawn(node, ["-v"], { stdio });
  } catch (error) {
    console.log(error.code, error.message);
  }
try {
  spawnSync(node, ["-v"], { stdio: ["pipe", "pipe", "pipe", "ipc"] });
} catch (error) {
  console.log(error.code, error.message);
}
