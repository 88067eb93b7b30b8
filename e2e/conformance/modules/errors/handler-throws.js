process.on("exit", (code) => console.log("exit", code));
process.on("uncaughtException", (error) => {
  console.log("handling", error.message);
  throw new Error("thrown by the handler");
});
setTimeout(() => { throw new Error("first"); }, 1);
