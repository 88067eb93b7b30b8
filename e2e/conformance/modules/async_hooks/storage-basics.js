// racy: whether the timer is due when the loop begins depends on how long the program took
const { AsyncLocalStorage } = require("async_hooks");
const store = new AsyncLocalStorage();
console.log(store.getStore());
const result = store.run({ id: 1 }, (a, b) => {
  setTimeout(() => console.log("timer", store.getStore()), 1);
  setImmediate(() => console.log("immediate", store.getStore()));
  process.nextTick(() => console.log("tick", store.getStore()));
  queueMicrotask(() => console.log("microtask", store.getStore()));
  Promise.resolve().then(() => console.log("then", store.getStore()));
  store.exit(() => console.log("exit", store.getStore()));
  return a + b;
}, 2, 3);
console.log(result, store.getStore());
store.enterWith("entered");
console.log(store.getStore());
process.nextTick(() => console.log("after enterWith", store.getStore()));
const snapshot = store.run("snap", () => AsyncLocalStorage.snapshot());
console.log(snapshot(() => store.getStore()), store.run("bound", () => AsyncLocalStorage.bind(() => store.getStore()))());
store.disable();
console.log(store.getStore());
