// navigator, fetch's refusal of odd arguments, names of the global object.
console.log(navigator.language, navigator.languages, typeof navigator.hardwareConcurrency, navigator.platform, navigator.userAgent.startsWith("Node.js/"), Object.prototype.toString.call(navigator));
try { new Navigator(); } catch (error) { console.log(error.name, error.code); }
console.log(globalThis === global, Object.prototype.toString.call(globalThis), typeof globalThis.window, typeof globalThis.self, typeof document, typeof location);
console.log(Object.keys(globalThis).sort().join(" "));
console.log(Object.getOwnPropertyNames(globalThis).filter((name) => !/^(TEMPORARY|PERSISTENT)$/.test(name)).sort().join(" "));
const descriptor = (name) => { const { enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name); return [name, enumerable, configurable]; };
for (const name of ["process", "Buffer", "fetch", "URL", "Event", "crypto", "structuredClone", "queueMicrotask", "WebSocket", "navigator", "console"]) console.log(...descriptor(name));
