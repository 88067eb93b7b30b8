// flags: --unhandled-rejections=warn-with-error-code
process.on("exit", (code) => console.log("exit", code));
Promise.reject(new TypeError("of mode warn-with-error-code"));
setTimeout(() => console.log("timer"), 5);
