const vm = require("vm");
const sandbox = vm.createContext({ log: (...values) => console.log(...values), setTimeout });
vm.runInContext(
  `var order = [];
   (async () => { for await (const x of [1, Promise.resolve(2)]) order.push(x); await null; order.push("end"); log(order.join()); })();
   Promise.resolve().then(() => log("micro"));
   setTimeout(() => log("timer", typeof order, typeof this.log), 1);
   log("sync");`,
  sandbox,
);
