const { AsyncLocalStorage } = require("async_hooks");
const store = new AsyncLocalStorage();
const seen = (label) => console.log(label, store.getStore());

async function entersBefore() {
  store.enterWith("before await");
  await 0;
}
async function entersAfter() {
  await 0;
  store.enterWith("after await");
}
async function caught() {
  try {
    store.enterWith("in try");
    await Promise.reject(new Error("x"));
  } catch {
    seen("catch");
  }
  try {
    store.enterWith("thrown");
    throw 1;
  } catch {
    seen("catch at once");
  } finally {
    seen("finally");
  }
}
const query = (name) => ({
  then(done) {
    seen(`then of ${name}`);
    setImmediate(done, name);
  },
});
const arrow = async (x) => await (x, query("arrow"));
// What stands between has arrows, too.
const odd = async (x) /* => */ => /* => */ (await x, x);
const object = async () => ({ a: await 1 });
const strict = async function () {
  "use strict";
  return (0, this);
};
const gives = async () => {
  if (store) return query("return");
};
async function* generates() {
  "use strict";
  yield await query("generator");
}
outer: for (const x of [1]) {
  (async () => {
    label: for await (const y of generates()) {
      for (const z of [1, 2]) if (z > 1) continue label;
    }
  })();
  continue outer;
}
class Rejects {
  async atOnce() {
    throw new Error("at once");
  }
  async later() {
    await null;
    throw new Error("later");
  }
}

process.on("unhandledRejection", (error) => seen(`unhandled ${error.message}`));

async function main() {
  await entersAfter();
  await Promise.resolve().then(() => store.enterWith("inside then"));
  seen("does not leak");
  await entersBefore();
  seen("leaks");
  await store.run("C", caught);
  seen("back");
  await store.run("D", async () => console.log(await arrow(1), await odd(2), await object(), await gives()));
  await store.run("E", () => Promise.resolve(query("resolve")));
  await store.run("F", () => Promise.resolve().then(() => query("reaction")));
  console.log(await strict());
  const rejects = new Rejects();
  store.run("G", () => void rejects.atOnce());
  store.run("H", () => void rejects.later());
  store.run("I", () => void Promise.reject(new Error("reject")));
  store.run("J", () => void Promise.resolve().then(() => JSON.parse("{")));
  seen("end");
}
console.log(String(main), String(arrow), String(odd), String(gives), String(generates));
main();
