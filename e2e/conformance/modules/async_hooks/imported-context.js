// What import() loads is evaluated in the context of who asked for it, also after a wait of its own.
const { AsyncLocalStorage } = require("node:async_hooks");

const storage = new AsyncLocalStorage();
globalThis.seen = (place) => console.log(place, storage.getStore());

const moduleOf = (name) =>
  "data:text/javascript," +
  encodeURIComponent(`seen("${name}"); await 1; seen("${name} later"); export default () => seen("${name} called");`);

async function load(name) {
  const { default: call } = await import(moduleOf(name));
  seen(`${name} loaded`);
  storage.run("call", call);
}

(async () => {
  await storage.run("one", load, "first");
  await Promise.all([storage.run("two", load, "second"), storage.run("three", load, "third")]);
  seen("outside");
})();
