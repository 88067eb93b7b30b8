// flags: --unhandled-rejections=warn
process.on("exit", (code) => console.log("exit", code));
Promise.reject(new TypeError("of mode warn"));
setTimeout(() => console.log("timer"), 5);
