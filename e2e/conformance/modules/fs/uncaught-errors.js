// An error of a file call that nobody catches: what the process says, and how it ends.
const fs = require("node:fs");
process.on("exit", (code) => console.log("exit", code));
fs.readFile("none", (error) => {
  console.log(error.stack);
  throw error;
});
