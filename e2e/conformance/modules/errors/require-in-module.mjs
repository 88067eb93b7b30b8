const fs = require("node:fs");
fs.readFileSync("x");
