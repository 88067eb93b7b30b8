const vm = require("vm");
const sandbox = vm.createContext({ frozen: 1 });
Object.defineProperty(sandbox, "fixed", { value: 1, writable: false, enumerable: true, configurable: true });
const attempt = (code) => {
  try {
    return vm.runInContext(code, sandbox);
  } catch ({ name, message }) {
    return `${name}: ${message}`;
  }
};
console.log(attempt("'use strict'; var ok = 1; ok"), sandbox.ok);
console.log(attempt("'use strict'; nope = 1"));
console.log(attempt("'use strict'; (function () { return this })()"));
console.log(attempt("(function () { 'use strict'; return this })()"));
console.log(attempt("fixed = 2; fixed"));
