// What does not differ from machine to machine.
const os = require("node:os");
console.log(os.EOL === "\n", os.devNull, os.platform(), os.type(), os.arch() === process.arch, os.endianness());
console.log(Object.keys(os).sort().join());
console.log(typeof os.hostname(), os.hostname().length > 0, /^\d+\.\d+/.test(os.release()), typeof os.version(), typeof os.machine());
console.log(os.tmpdir(), os.homedir() === process.env.HOME, `${os.hostname}` === os.hostname(), `${os.platform}`);
console.log(os.totalmem() > os.freemem(), os.freemem() > 0, os.uptime() > 0, os.loadavg().length, os.availableParallelism() > 0);
const [cpu] = os.cpus();
console.log(Object.keys(cpu), Object.keys(cpu.times), typeof cpu.model, os.cpus().length >= 1);
const { lo } = os.networkInterfaces();
console.log(lo[0]);
for (const value of [{ TMPDIR: "/x/" }, { TMPDIR: "", TMP: "/y" }, { TMPDIR: "", TMP: "", TEMP: "/z" }]) {
  Object.assign(process.env, value);
  console.log(os.tmpdir());
}
process.env.HOME = "/elsewhere";
console.log(os.homedir());
