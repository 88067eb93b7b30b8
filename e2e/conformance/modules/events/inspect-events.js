// How events and targets are shown.
const { inspect } = require("node:util");
const event = new Event("e");
const clean = (text) => text.replace(/timeStamp: [\d.]+/, "timeStamp: <time>");
console.log(clean(inspect(event)), inspect({ deep: { event } }, { depth: 0 }), clean(inspect(new CustomEvent("c", { detail: 1 }))));
const target = new EventTarget();
console.log(inspect(target), inspect({ a: { target } }, { depth: 0 }));
class Sub extends EventTarget {
  field = 1;
}
console.log(inspect(new Sub()), inspect(new AbortController()), inspect(AbortSignal.abort("r")), inspect(new AbortController(), { depth: -1 }));
