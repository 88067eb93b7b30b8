require("node:fs").readFileSync("none.txt");
