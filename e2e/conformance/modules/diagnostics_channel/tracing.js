const dc = require("diagnostics_channel");
const channels = dc.tracingChannel("op");
const log = (name) => (m) => console.log(name, Object.keys(m).join(), m.result ?? m.error?.message ?? "");
channels.subscribe({ start: log("start"), end: log("end"), asyncStart: log("asyncStart"), asyncEnd: log("asyncEnd"), error: log("error") });
console.log(channels.hasSubscribers, channels.traceSync((a) => a + 1, { ctx: 1 }, null, 1));
try {
  channels.traceSync(() => {
    throw new Error("sync");
  }, {});
} catch ({ message }) {
  console.log("thrown", message);
}
(async () => {
  console.log(await channels.tracePromise(async (x) => x * 2, {}, null, 4));
  await channels.tracePromise(() => Promise.reject(new Error("async")), {}).catch(({ message }) => console.log("rejected", message));
  channels.traceCallback((done) => setImmediate(done, null, "value"), 0, {}, null, (error, value) => console.log("callback", error, value));
})();
