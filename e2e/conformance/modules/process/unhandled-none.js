// flags: --unhandled-rejections=none
process.on("exit", (code) => console.log("exit", code));
Promise.reject(new TypeError("of mode none"));
setTimeout(() => console.log("timer"), 5);
