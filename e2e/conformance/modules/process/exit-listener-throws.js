// A listener of the end throws, and nothing takes the error.
process.on("exit", (c) => { console.log("exit", c); process.exitCode = 5; throw new Error("in exit"); });
