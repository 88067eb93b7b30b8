// AbortController and AbortSignal.
const controller = new AbortController();
controller.signal.onabort = (event) => console.log("onabort", event.type, event.isTrusted);
controller.signal.addEventListener("abort", () => console.log("listener"));
console.log(controller.signal.aborted, controller.signal.reason, controller);
controller.abort();
controller.abort("again");
console.log(controller.signal.aborted, controller.signal.reason.name, controller.signal.reason.code, controller.signal.reason.message);
for (const act of [() => controller.signal.throwIfAborted(), () => new AbortSignal(), () => AbortSignal.abort("r").throwIfAborted(), () => AbortSignal.timeout(-1), () => AbortSignal.timeout("x"), () => AbortSignal.any(5), () => AbortSignal.any([5])]) try { console.log(act()); } catch (error) { console.log(error?.name ?? error, error?.code, error?.message); }
const timeout = AbortSignal.timeout(2);
setTimeout(() => {}, 50);
const first = new AbortController();
const any = AbortSignal.any([first.signal, timeout]);
await new Promise((done) => any.addEventListener("abort", done));
console.log(any.reason.name, any.reason.code, any.reason.message, first.signal.aborted);
console.log(AbortSignal.any([]).aborted, AbortSignal.any([AbortSignal.abort(1), AbortSignal.abort(2)]).reason, AbortSignal.abort().reason.message);
import { setTimeout as wait } from "node:timers/promises";
const stop = new AbortController();
const waiting = wait(1000, null, { signal: stop.signal });
stop.abort(new Error("enough"));
await waiting.catch((error) => console.log(error.name, error.code, error.cause.message));
console.log(Object.prototype.toString.call(any), any, Object.keys(AbortSignal.prototype));
