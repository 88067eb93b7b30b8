const dc = require("diagnostics_channel");
const { AsyncLocalStorage } = require("async_hooks");
const channel = dc.channel("request");
const [plain, mapped] = [new AsyncLocalStorage(), new AsyncLocalStorage()];
channel.bindStore(plain);
channel.bindStore(mapped, (data) => ({ id: data.id * 2 }));
channel.subscribe((data) => console.log("published", data, plain.getStore()));
console.log(channel.runStores({ id: 4 }, function (x) {
  setImmediate(() => console.log("later", mapped.getStore()));
  return [this.self, x, plain.getStore(), mapped.getStore()];
}, { self: 1 }, "arg"));
console.log(plain.getStore(), channel.unbindStore(plain), channel.unbindStore(plain));
