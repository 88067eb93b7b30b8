// Children piped to each other, with more bytes than a pipe holds.
const { spawn } = require("node:child_process");
const node = process.execPath;
const make = spawn(node, ["-e", "for (let i = 0; i < 40000; i++) process.stdout.write('line ' + i + '\\n')"]);
const filter = spawn("grep", ["7$"]);
const count = spawn("wc", ["-l"]);
make.stdout.pipe(filter.stdin);
filter.stdout.pipe(count.stdin);
count.stdout.on("data", (data) => console.log(String(data).trim()));
for (const [name, child] of Object.entries({ make, filter, count })) child.on("close", (code) => (done[name] = code));
const done = {};
process.on("exit", () => console.log(JSON.stringify(done, ["make", "filter", "count"])));
const early = spawn(node, ["-e", "process.stdout.on('error', (e) => { console.error(e.code); process.exit(1) }); setInterval(() => process.stdout.write('x'.repeat(10000)), 1)"]);
early.stdout.once("data", () => early.stdout.destroy());
early.stderr.on("data", (data) => console.log("writer saw", String(data).trim()));
early.on("close", (code) => console.log("writer ended", code));
