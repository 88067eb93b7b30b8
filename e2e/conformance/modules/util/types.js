// util.types on one value of each kind.
const { types } = require("node:util");
const values = {
  args: (function () { return arguments; })(), arrow: () => {}, asyncFn: async () => {}, genFn: function* () {}, asyncGen: async function* () {}, gen: (function* () {})(),
  date: new Date(), re: /x/, map: new Map(), set: new Set(), weakMap: new WeakMap(), weakSet: new WeakSet(), mapIt: new Map().keys(), setIt: new Set().values(),
  promise: Promise.resolve(), error: new TypeError(), dom: new DOMException("x"), num: Object(1), str: Object("s"), bool: Object(true), big: Object(1n), sym: Object(Symbol()),
  buffer: Buffer.alloc(1), u8: new Uint8Array(1), u8c: new Uint8ClampedArray(1), f16: new Float16Array(1), i32: new Int32Array(1), b64: new BigUint64Array(1), view: new DataView(new ArrayBuffer(1)), ab: new ArrayBuffer(1), sab: new SharedArrayBuffer(1),
  proxy: new Proxy({}, {}), object: {}, nothing: null, array: [], fakeDate: Object.create(Date.prototype), fakeError: { __proto__: Error.prototype }, text: "text", number: 5,
};
for (const [name, value] of Object.entries(values))
  console.log(name, Object.keys(types).filter((check) => check !== "isExternal" && types[check](value)).join(" "));
console.log(Object.keys(types).sort().join(" "));
(async () => console.log(types.isModuleNamespaceObject(await import("node:fs")), types.isCryptoKey(5), types.isKeyObject({})))();
