// Proxies are looked through, or shown with target and handler.
const { inspect, types } = require("node:util");
const handler = { get: (target, key) => `got ${String(key)}`, ownKeys: () => { throw new Error("asked"); } };
const proxy = new Proxy({ a: 1, b: [2] }, handler);
console.log(inspect(proxy), inspect(proxy, { showProxy: true }), inspect(proxy, { showProxy: 1 }));
console.log(inspect(new Proxy([1, 2], {})), inspect(new Proxy(function f() {}, {})), inspect(new Proxy(new Map([[1, 2]]), {})));
const twice = new Proxy(new Proxy({ deep: { deeper: { deepest: {} } } }, {}), { set: undefined });
console.log(inspect(twice), inspect(twice, { showProxy: true, depth: 1 }), inspect(twice, { showProxy: true, depth: 10 }));
const { proxy: gone, revoke } = Proxy.revocable({}, {});
revoke();
console.log(inspect(gone), inspect(gone, { showProxy: true }), inspect([gone]));
console.log(types.isProxy(proxy), types.isProxy({}), types.isProxy(gone), types.isDate(new Proxy(new Date(), {})));
