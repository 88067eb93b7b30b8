process.on("multipleResolves", (type, promise, value) => console.log(type, promise instanceof Promise, value instanceof Error ? value.message : value));
new Promise((resolve, reject) => { resolve("first"); resolve("second"); reject(new Error("third")); });
new Promise((resolve, reject) => { reject("first"); resolve("second"); reject(new Error("third")); }).catch((reason) => console.log("caught", reason));
new Promise((resolve) => { resolve(1); throw new Error("thrown after"); }).then((value) => console.log("then", value));
process.on("warning", (warning) => console.log(warning.name, warning.code));
setTimeout(() => console.log("end"), 10);
