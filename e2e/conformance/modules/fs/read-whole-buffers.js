// readFileSync without an encoding: where its bytes lie, what it calls, how it fails.
const fs = require("node:fs");
for (const [name, size] of [["empty", 0], ["small", 10], ["half", 4096], ["large", 5000], ["huge", 300_000]]) {
  fs.writeFileSync(name, "é".repeat(size / 2));
  const first = fs.readFileSync(name);
  const second = fs.readFileSync(name, { encoding: null });
  console.log(name, first.length, Buffer.isBuffer(first), first.equals(second), first.buffer === second.buffer, first.byteOffset % 8, first.buffer.byteLength);
  first.fill(0);
  console.log(fs.readFileSync(name).equals(second), fs.readFileSync(name, "latin1").length, fs.readFileSync(name, "hex").slice(0, 8), fs.readFileSync(Buffer.from(name)).length);
}
Buffer.poolSize = 2 ** 20;
const pooled = fs.readFileSync("huge");
console.log(pooled.buffer.byteLength, pooled.length);
fs.symlinkSync("large", "link");
console.log(fs.readFileSync("link").length, fs.readFileSync("/dev/null").length, fs.readFileSync("/proc/self/cmdline").includes(0));
for (const path of ["none", ".", "small/x", "a\0b", "", 99999, undefined, {}])
  try {
    fs.readFileSync(path);
  } catch (error) {
    console.log(error.code, error.message, error.syscall, error.path, /openSync/.test(error.stack), /readFileSync/.test(error.stack));
  }
fs.writeFileSync("flagged", "x");
try {
  fs.readFileSync("flagged", { flag: "wx+" });
} catch (error) {
  console.log(error.code);
}
console.log(fs.readFileSync("new", { flag: "a+" }).length, fs.existsSync("new"));
const fd = fs.openSync("small", "r");
console.log(fs.readFileSync(fd).length, fs.readFileSync(fd).length);
fs.closeSync(fd);
const seen = [];
for (const name of ["openSync", "readSync", "closeSync"]) {
  const real = fs[name];
  fs[name] = (...values) => {
    seen.push(name);
    return real(...values);
  };
  console.log(fs.readFileSync("small").length, seen.splice(0).join());
}
