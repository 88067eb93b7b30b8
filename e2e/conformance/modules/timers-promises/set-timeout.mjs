import { setTimeout, setImmediate } from "node:timers/promises";
console.log(await setTimeout(1, "value"), await setTimeout(), await setImmediate("now"), await setImmediate());
const aborted = AbortSignal.abort(new Error("reason"));
for (const attempt of [() => setTimeout(1, null, { signal: aborted }), () => setTimeout("1", null, 1), () => setTimeout(1, null, { signal: 1 }), () => setTimeout(1, null, { ref: 1 }), () => setImmediate(1, { signal: aborted }), () => setImmediate(1, null), () => setTimeout({})])
  await attempt().then((value) => console.log("value", value), (error) => console.log(error.name, error.code, error.message, error.cause?.message));
