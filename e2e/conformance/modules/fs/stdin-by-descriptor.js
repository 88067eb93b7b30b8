// stdin: first\nsecond\nthird\n
// Standard input read as a file: by descriptor, piecewise, then to the end.
const fs = require("node:fs");
const buffer = Buffer.alloc(6);
console.log(fs.readSync(0, buffer), buffer.toString());
console.log(fs.readSync(0, buffer, 0, 3), buffer.toString("utf8", 0, 3));
console.log(JSON.stringify(fs.readFileSync(0, "utf8")));
console.log(fs.readSync(0, buffer), JSON.stringify(fs.readFileSync(0, "utf8")));
