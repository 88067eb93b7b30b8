const { Worker } = require("worker_threads");
const worker = new Worker(
  `process.stdin.setEncoding("utf8"); let all = "";
   process.stdin.on("data", (d) => { all += d; });
   process.stdin.on("end", () => { process.stdout.write("out:" + all.toUpperCase()); console.error("err:" + all.length); });`,
  { eval: true, stdin: true, stdout: true, stderr: true },
);
const collected = { stdout: "", stderr: "" };
for (const name of ["stdout", "stderr"]) worker[name].setEncoding("utf8").on("data", (d) => (collected[name] += d));
worker.stdin.write("hello ");
worker.stdin.end("thread");
worker.on("exit", (code) => setImmediate(() => console.log(code, collected)));
