import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter } from "node:events";
const store = new AsyncLocalStorage({ name: "request", defaultValue: "none" });
console.log(store.name, store.getStore());
store.enterWith("top");
await null;
console.log("after top-level await", store.getStore());
const emitter = new EventEmitter();
store.run("listener", () => emitter.on("e", () => console.log("emit", store.getStore())));
store.run("emitter", () => emitter.emit("e"));
const results = await Promise.all(["x", "y"].map((id) => store.run(id, async () => {
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 1));
  return store.getStore();
})));
console.log(results, store.getStore());
