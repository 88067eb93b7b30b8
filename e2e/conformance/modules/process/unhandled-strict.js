// flags: --unhandled-rejections=strict
process.on("exit", (code) => console.log("exit", code));
Promise.reject(new TypeError("of mode strict"));
setTimeout(() => console.log("timer"), 5);
