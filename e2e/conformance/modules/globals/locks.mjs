// Web Locks of one thread: order, modes, stealing, misses, outcomes.
const { locks } = navigator;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (...values) => console.log(...values);
const first = locks.request("a", async (lock) => {
  say("first", lock.name, lock.mode, String(lock));
  await wait(5);
  return "one";
});
const second = locks.request("a", { mode: "shared" }, async ({ mode }) => {
  say("second", mode);
  await wait(5);
});
const third = locks.request("a", { mode: "shared" }, () => say("third"));
await locks.request("a", { ifAvailable: true }, (lock) => say("missed", lock));
const { held, pending } = await locks.query();
say(held.length, pending.map(({ name, mode }) => `${name} ${mode}`), typeof held[0].clientId);
say(await first, await second, await third);
const robbed = locks.request("b", () => new Promise(() => {}));
robbed.catch((error) => say(error.name, error.message));
say(await locks.request("b", { steal: true }, () => "stolen"));
for (const options of [{ steal: true, ifAvailable: true }, { mode: "shared", steal: true }, { mode: "none" }])
  await locks.request("c", options, () => {}).catch((error) => say(error.name, error.message));
await locks.request("c", () => { throw new RangeError("inside"); }).catch((error) => say(error.message));
const abort = new AbortController();
const holder = locks.request("d", () => wait(20));
const waiting = locks.request("d", { signal: abort.signal }, () => say("never"));
abort.abort();
await waiting.catch((error) => say(error.name));
await holder;
say((await locks.query()).held.some(({ name }) => name === "b"));
