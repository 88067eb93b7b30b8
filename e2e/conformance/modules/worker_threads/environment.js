const { Worker, SHARE_ENV, setEnvironmentData, getEnvironmentData } = require("worker_threads");
const { once } = require("events");
process.env.GIVEN = "main";
setEnvironmentData("key", { deep: [1] });
setEnvironmentData("gone", 1);
setEnvironmentData("gone", undefined);
const code = `const { parentPort, getEnvironmentData } = require("worker_threads");
  parentPort.postMessage([process.env.GIVEN, process.env.ONLY, getEnvironmentData("key"), getEnvironmentData("gone")]);
  process.env.GIVEN = "thread"; process.env.FRESH = "new"; delete process.env.LOST;`;
(async () => {
  for (const env of [undefined, { ONLY: 1 }, SHARE_ENV]) {
    process.env.LOST = "still here";
    const worker = new Worker(code, { eval: true, env });
    const exited = once(worker, "exit");
    console.log(...(await once(worker, "message")));
    await exited;
    console.log(process.env.GIVEN, process.env.FRESH, process.env.LOST);
  }
  console.log(getEnvironmentData("key"));
  try {
    new Worker("", { eval: true, env: 5 });
  } catch ({ code, message }) {
    console.log(code, message);
  }
})();
