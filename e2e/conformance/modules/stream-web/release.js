// What a writer's promises are when it lets its stream go, settled or not.
const { inspect } = require("node:util");
const stream = new WritableStream({ write() {} });
const writer = stream.getWriter();
console.log(inspect(writer.ready).split("\n")[0]);
writer.releaseLock();
const outcome = (promise) => promise.then(() => "fulfilled", (error) => `${error.code} ${error.message}`);
Promise.all([outcome(writer.ready), outcome(writer.closed)]).then(async (outcomes) => {
  console.log(outcomes);
  const full = new WritableStream({ write: () => new Promise(() => {}) }, { highWaterMark: 1 });
  const waiting = full.getWriter();
  void waiting.write("a");
  console.log(inspect(waiting.ready));
  waiting.releaseLock();
  console.log(await outcome(waiting.ready));
  const { promise, resolve } = Promise.withResolvers();
  console.log(inspect(promise));
  resolve(5);
  console.log(inspect(promise));
  const failed = Promise.withResolvers();
  failed.reject(6);
  failed.promise.catch(() => {});
  console.log(inspect(failed.promise), failed.resolve.name === "", failed.resolve.length);
});
