require("node:fs").readFileSync(5.5);
