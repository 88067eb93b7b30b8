// DOMException and its codes.
const error = new DOMException("message", "NotFoundError");
console.log(error.name, error.message, error.code, error instanceof Error, error instanceof DOMException, Object.prototype.toString.call(error), String(error));
console.log(new DOMException().name, new DOMException("x", "Odd").code, new DOMException("x", { name: "DataCloneError", cause: 5 }).cause, DOMException.ABORT_ERR, DOMException.prototype.SYNTAX_ERR);
console.log(error.stack.split("\n")[0], Object.keys(DOMException).length, Object.keys(error));
for (const bad of [() => DOMException("x"), () => structuredClone(() => {}), () => structuredClone(Symbol("s")), () => structuredClone(), () => structuredClone(1, { transfer: [1] }), () => structuredClone(new WeakMap())]) try { bad(); } catch (thrown) { console.log(thrown.name, thrown.code, thrown instanceof DOMException, thrown.message); }
