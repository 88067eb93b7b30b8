// States of promises that async functions, executors, reactions and awaits make.
const { inspect } = require("node:util");
async function one() {
  return 1;
}
async function later(value) {
  await null;
  return value;
}
async function fails() {
  throw new RangeError("no");
}
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
class Store {
  async get() {
    return { a: 1 };
  }
  async #secret() {
    return "private";
  }
  peek() {
    const promise = this.#secret();
    return promise;
  }
  static async make() {
    return [1];
  }
}
const store = new Store();
console.log(one(), later(2), new Store().get(), store.get(), Store.make(), store.peek());
const failed = fails();
failed.catch(() => {});
console.log(inspect(failed).split("\n")[1].trim());
console.log((async () => 5)(), (async () => one())(), (async ({ a }) => a)({ a: 1 }));
console.log(new Promise((resolve) => resolve(5)), new Promise(() => {}), new Promise((resolve) => resolve(one())));
console.log([1, 2].map(async (x) => x * 2), [1].map(async (x) => later(x)));
console.log(String(one), one.name, one.length, inspect(one), sleep(0).constructor === Promise);
async function overruled() {
  try {
    return 1;
  } finally {
    await 0;
    if (later) return 2;
  }
}
async function fallsOut() {
  for (;;) {
    try {
      return 1;
    } finally {
      break;
    }
  }
}
function through(call) {
  return call().then((value) => value + 1);
}
const seven = later(7);
const slept = sleep(5, "slept");
const next = seven.then((value) => value + 1);
const thrown = seven.then(() => {
  throw 9;
});
thrown.catch(() => {});
(async function main() {
  console.log(seven, slept, next, overruled(), fallsOut(), through(one));
  await seven;
  console.log(seven, next);
  await slept;
  console.log(slept, next, thrown);
  const settled = [later(1), sleep(1, 2), fails()];
  await Promise.allSettled(settled);
  console.log(settled.map((promise) => inspect(promise).split("\n")[0]));
  const both = [sleep(1, 1), sleep(1, 2)];
  const all = Promise.all(both);
  console.log(both, all);
  await all;
  console.log(both, all);
  const late = new Promise((_, reject) => setTimeout(reject, 1, "late"));
  try {
    await late;
  } catch (error) {
    console.log(late, error);
  }
  const follows = (async () => seven)();
  console.log(follows);
  await 1;
  console.log(follows);
  await 1;
  await 1;
  console.log(follows);
  const { rejects } = require("node:assert");
  const refused = rejects(fails, /no/);
  console.log(refused);
  await refused;
  console.log(refused);
  for await (const value of (async function* () {
    yield await later(3);
    yield 4;
  })())
    console.log(value);
})();
