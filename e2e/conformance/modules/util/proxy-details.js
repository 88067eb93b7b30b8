const { inspect } = require("util");
const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
console.log(inspect(revoke), JSON.stringify(revoke.name), revoke.length);
console.log(inspect({ proxy, revoke }, { showProxy: true }));
revoke();
console.log(inspect(proxy), inspect(proxy, { showProxy: true }));
const outer = new Proxy(new Proxy({ x: [1, { y: 2 }] }, {}), { get: () => 5 });
console.log(inspect(outer), inspect(outer, { showProxy: true }), inspect(outer, { showProxy: 1, depth: 0 }));
console.log(inspect(new Proxy(function named() {}, {}), { showProxy: true }), inspect(new Proxy([1, 2], {})), inspect(new Proxy(class A {}, {})));
