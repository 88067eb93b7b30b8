// flags: --unhandled-rejections=throw
process.on("exit", (code) => console.log("exit", code));
Promise.reject(new TypeError("of mode throw"));
setTimeout(() => console.log("timer"), 5);
