// Every digest that is listed, of the same text.
const { createHash, getHashes } = require("node:crypto");
for (const name of getHashes()) {
  const length = /^shake/.test(name) ? { outputLength: 24 } : {};
  console.log(name, createHash(name, length).update("The quick brown fox").digest("hex"));
}
