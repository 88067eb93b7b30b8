// A listener of the end throws, and a listener takes the error; so it is with the end before.
process.on("uncaughtException", (error, origin) => console.log("caught", error.message, origin));
process.on("beforeExit", (code) => {
  console.log("before", code);
  if (globalThis.done) return;
  globalThis.done = true;
  throw new Error("in beforeExit");
});
process.on("exit", (code) => {
  console.log("exit", code);
  throw new Error("in exit");
});
process.on("exit", () => console.log("not reached"));
