// flags: --experimental-vm-modules --no-warnings
// Modules of vm and their time limits.
import vm from "node:vm";
const endless = new vm.SourceTextModule("for (;;) {}");
await endless.link(() => {});
const outcome = await endless.evaluate({ timeout: 20 }).then(
  () => "done",
  (error) => `${error.code} ${error.message}`,
);
console.log(outcome, endless.status);
const short = new vm.SourceTextModule("let n = 0; for (let i = 0; i < 1000; i++) n += i; export default n;");
await short.link(() => {});
await short.evaluate({ timeout: 5000 });
console.log(short.namespace.default, short.status);
