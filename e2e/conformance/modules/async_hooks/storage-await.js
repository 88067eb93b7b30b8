const { AsyncLocalStorage } = require("async_hooks");
const { setTimeout: sleep } = require("timers/promises");
const store = new AsyncLocalStorage();
const seen = (label) => console.log(label, store.getStore());
async function inner(n) {
  await null;
  seen(`inner ${n}`);
  await sleep(1);
  return n;
}
async function* numbers() {
  for (let i = 0; i < 2; i++) {
    await sleep(1);
    seen(`generator ${i}`);
    yield i;
  }
}
const thenable = { then: (done) => setImmediate(done, "thenable") };
async function work(name) {
  const list = await Promise.all([inner(1), inner(2)]);
  seen(`${name} all ${list}`);
  seen(`${name} ${await thenable}`);
  for await (const n of numbers()) seen(`${name} loop ${n}`);
  try {
    await Promise.reject(new Error("no"));
  } catch {
    seen(`${name} catch`);
  } finally {
    await 0;
    seen(`${name} finally`);
  }
  await store.run(`${name} nested`, async () => {
    await null;
    seen(`${name} inside`);
  });
  seen(`${name} back`);
}
(async () => {
  await store.run("A", work, "a");
  seen("between");
  await Promise.race([store.run("B", () => inner(3)), sleep(500, undefined, { ref: false })]);
  seen("end");
})();
