// EventTarget and Event.
const target = new EventTarget();
const event = new Event("go", { cancelable: true, bubbles: true, composed: true });
console.log(event.type, event.cancelable, event.bubbles, event.composed, event.defaultPrevented, event.eventPhase, event.isTrusted, event.target, event.returnValue, event.cancelBubble);
target.addEventListener("go", function (e) { console.log("function", this === target, e.eventPhase, e.currentTarget === target, e.composedPath().length); e.preventDefault(); });
target.addEventListener("go", { handleEvent(e) { console.log("object", e.defaultPrevented); } }, { once: true });
target.addEventListener("go", () => console.log("passive"), { passive: true });
const removable = () => console.log("never");
target.addEventListener("go", removable);
target.addEventListener("go", removable);
target.removeEventListener("go", removable);
console.log(target.dispatchEvent(event), event.eventPhase, event.composedPath().length);
target.addEventListener("stop", (e) => { e.stopImmediatePropagation(); console.log("only this"); });
target.addEventListener("stop", () => console.log("not this"));
target.dispatchEvent(new Event("stop"));
const controller = new AbortController();
target.addEventListener("gone", () => console.log("gone"), { signal: controller.signal });
controller.abort();
console.log(target.dispatchEvent(new Event("gone")), new CustomEvent("c", { detail: { a: 1 } }).detail, new CustomEvent("d").detail);
for (const bad of [() => new Event(), () => target.dispatchEvent({}), () => target.addEventListener("x"), () => target.addEventListener("x", "y"), () => Event("x"), () => new Event(Symbol("s")), () => EventTarget.prototype.dispatchEvent.call({}, event), () => new Event("x", 5)])
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
target.addEventListener("again", (e) => { try { target.dispatchEvent(e); } catch (error) { console.log(error.code); } });
target.dispatchEvent(new Event("again"));
console.log(target, Object.prototype.toString.call(event), Event.AT_TARGET, Object.keys(new Event("k")));
process.on("uncaughtException", (error) => console.log("uncaught", error.message));
target.addEventListener("throws", () => { throw new Error("in a listener"); });
target.addEventListener("throws", () => console.log("next listener runs"));
target.dispatchEvent(new Event("throws"));
