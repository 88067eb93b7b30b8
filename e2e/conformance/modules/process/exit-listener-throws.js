// A listener of the end throws, and nothing takes the error.
process.on("exit", (code) => {
  console.log("exit", code);
  process.exitCode = 5;
  throw new Error("in exit");
});
