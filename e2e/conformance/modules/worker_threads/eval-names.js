const { Worker } = require("worker_threads");
const w = new Worker("const fs = require('fs'); const __filename = 'x'; const module = 3; console.log(__filename, module, typeof require)", { eval: true });
w.on("exit", console.log).on("error", (e) => console.log(e.message));
