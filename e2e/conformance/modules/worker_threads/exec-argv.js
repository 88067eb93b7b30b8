const { Worker } = require("worker_threads");
for (const execArgv of [["--nope"], ["--title=x"], ["--conditions"], "text"]) {
  try {
    new Worker("", { eval: true, execArgv });
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
const worker = new Worker("console.log(process.execArgv, process.noDeprecation)", { eval: true, execArgv: ["--no-deprecation"] });
worker.on("exit", (code) => console.log(code));
