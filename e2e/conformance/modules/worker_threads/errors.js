const { Worker } = require("worker_threads");
const { once } = require("events");
const run = async (code) => {
  const worker = new Worker(code, { eval: true });
  worker.on("error", (error) =>
    console.log("error:", error?.name, error?.message, error?.code, error?.extra, error instanceof Error),
  );
  const [code_] = await once(worker, "exit").catch(async () => once(worker, "exit"));
  console.log("exit", code_);
};
(async () => {
  await run("throw Object.assign(new RangeError('too far'), { code: 'E_FAR', extra: [1] })");
  await run("throw 'text'");
  await run("Promise.reject(new TypeError('async'))");
  await run("process.on('uncaughtException', (e) => { console.log('caught', e.message); process.exitCode = 4 }); throw new Error('x')");
  await run("process.exit(7)");
  await run("process.on('exit', (c) => console.log('leaving', c)); process.exitCode = 9");
  await run("syntax error");
})();
