const vm = require("vm");
for (const run of [
  () => vm.runInNewContext("while (true) {}", {}, { timeout: 20 }),
  () => vm.runInThisContext("for (;;);", { timeout: 20 }),
  () => vm.runInNewContext("const f = () => { do { try { g() } catch {} } while (true) }; function g() { for (const x of [1]) ; } f()", {}, { timeout: 20 }),
  () => vm.runInNewContext("let n = 0; for (let i = 0; i < 1000; i++) n += i; n", {}, { timeout: 5000 }),
]) {
  try {
    console.log(run());
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
// Whichever limit ends first stops all that runs within it.
const run = (timeout) => vm.runInNewContext("while (true) {}", {}, { timeout });
for (const [inner, outer] of [
  [20, 5000],
  [5000, 20],
]) {
  try {
    vm.runInNewContext(`run(${inner})`, { run }, { timeout: outer });
  } catch ({ code, message }) {
    console.log(code, message);
  }
}
