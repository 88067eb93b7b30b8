import * as self from "./namespace-object.mjs";
export const b = 1;
export let a = 2;
export default function () {}
export class C {}
console.log(self);
console.log(Reflect.ownKeys(self), Object.getPrototypeOf(self), Object.isExtensible(self));
console.log(Object.getOwnPropertyDescriptor(self, "a"), Object.getOwnPropertyDescriptor(self, Symbol.toStringTag));
console.log(Reflect.set(self, "a", 3), Reflect.deleteProperty(self, "a"), Reflect.deleteProperty(self, "none"));
console.log(Reflect.defineProperty(self, "b", { value: 1 }), Reflect.defineProperty(self, "b", { value: 2 }));
console.log("a" in self, "none" in self, self.none, self.default.name, String(self));
console.log(Object.isSealed(self), Object.isFrozen(self), Reflect.setPrototypeOf(self, null), Reflect.setPrototypeOf(self, {}));
for (const key in self) console.log(key);
