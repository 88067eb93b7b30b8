process.on("exit", (code) => console.log("exit", code, process.exitCode));
process.on("beforeExit", () => console.log("beforeExit"));
await null;
const { promise } = Promise.withResolvers();
console.log("waits");
await promise;
console.log("never");
