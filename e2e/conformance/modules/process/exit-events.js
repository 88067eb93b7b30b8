process.on("beforeExit", (code) => {
  console.log("beforeExit", code, process.exitCode);
  if (!globalThis.again) setTimeout(() => console.log("more work"), 1);
  globalThis.again = true;
});
process.on("exit", (code) => {
  console.log("exit", code, process.exitCode);
  setTimeout(() => console.log("never"), 0);
  process.exitCode = 5;
});
process.exitCode = "3";
console.log(process.exitCode, typeof process.exitCode);
