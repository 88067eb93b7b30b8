const { revocable } = Proxy;
const own = Object.getOwnPropertyDescriptor(Proxy, "revocable");
console.log(own.value === revocable, own.writable, own.enumerable, own.configurable);
console.log(revocable.name, revocable.length, String(revocable), "prototype" in revocable);
console.log(Object.getOwnPropertyNames(Proxy).sort().join());

const { proxy, revoke } = revocable({ a: 1 }, {});
console.log(proxy.a, revoke.name === "", revoke.length);
revoke();
try {
  proxy.a;
} catch (error) {
  console.log(error.name, error.message);
}
console.log(require("node:util").types.isProxy(proxy));

const other = () => "other";
Proxy.revocable = other;
console.log(Proxy.revocable === other, Object.getOwnPropertyDescriptor(Proxy, "revocable").value === other);
Proxy.revocable = revocable;
console.log(Reflect.deleteProperty(Proxy, "revocable"), "revocable" in Proxy);
try {
  new revocable({}, {});
} catch (error) {
  console.log(error.name, error.message);
}
