// A hash is a transform stream: one chunk comes out at the end.
const { createHash } = require("node:crypto");
const { Readable } = require("node:stream");
const hash = createHash("sha256");
hash.setEncoding("hex");
Readable.from(["one ", "two ", "three"]).pipe(hash);
hash.on("data", (chunk) => console.log("data", chunk));
hash.on("end", () => console.log("end", createHash("sha256").update("one two three").digest("hex")));
