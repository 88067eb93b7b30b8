const vm = require("vm");
const context = vm.createContext({});
const attempt = (code) => {
  try {
    return vm.runInContext(code, context);
  } catch ({ name, message }) {
    return `${name}: ${message}`;
  }
};
console.log(attempt("let a = 1, [b, c] = [2, 3]; const d = () => a; class E { static x = 9 } a + b + c"));
console.log(attempt("a += 10; d() + E.x"), Object.keys(context), d_name());
console.log(attempt("d = 5"), attempt("let a = 2"), attempt("missing"), attempt("later; let later = 1"));
console.log(attempt("1; let z = 2"), attempt("if (true) { 'kept' }"), attempt("var v = 3"));
function d_name() {
  return vm.runInContext("d.name + E.name", context);
}
