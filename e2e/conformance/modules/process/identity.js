// flags: --title=named
// args: one --two -- three
console.log(process.title, process.argv.length, process.argv.slice(2), process.argv0, process.execArgv);
console.log(process.version, process.versions.node === process.version.slice(1), process.platform, process.arch, process.release.name, process.release.lts);
console.log(typeof process.pid, process.ppid > 0, process.pid !== process.ppid, process.debugPort, process.exitCode, process.connected, process.send);
console.log(Object.prototype.toString.call(process), process.constructor.name, Object.getPrototypeOf(process).constructor.name, typeof process.on);
console.log(process.config.variables !== undefined, Object.isFrozen(process.config), process.allowedNodeEnvironmentFlags.has("--max-old-space-size"), process.allowedNodeEnvironmentFlags.has("--eval"));
const { inspector, ...features } = process.features;
console.log(typeof inspector, features, process.stdin.fd, process.stdout.fd, process.stderr.fd);
process.title = "other";
console.log(process.title, process.getuid() === process.geteuid(), Array.isArray(process.getgroups()));
