const vm = require("vm");
let stored = 0;
const sandbox = {
  get value() {
    return stored + (this === sandbox ? 100 : 0);
  },
  set value(x) {
    stored = x;
  },
};
vm.createContext(sandbox);
console.log(vm.runInContext("value = 5; value", sandbox), stored);
console.log(vm.runInContext("'value' in this", sandbox), vm.runInContext("Object.keys(this).join()", sandbox));
vm.runInContext("Object.defineProperty(this, 'hidden', { value: 1, enumerable: false })", sandbox);
console.log(Object.keys(sandbox), sandbox.hidden);
console.log(vm.runInContext("Array.isArray([1]) && Math.max(1, 2) === 2 && JSON.stringify({ a: 1 })", sandbox));
