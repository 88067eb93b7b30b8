// statfs, openAsBlob, and functions that are there for other reasons.
const fs = require("node:fs");
const stats = fs.statfsSync(".");
console.log(Object.keys(stats).join(), stats.constructor.name, stats.bsize > 0, stats.blocks >= stats.bfree);
const big = fs.statfsSync("/", { bigint: true });
console.log(typeof big.bavail, big.bsize > 0n);
for (const attempt of [() => fs.statfsSync("none"), () => fs.statfsSync("f", 1), () => fs.openAsBlob(5), () => fs.openAsBlob("f", 5)])
  try {
    console.log(typeof attempt());
  } catch ({ name, message }) {
    console.log(name, message);
  }
fs.writeFileSync("f", "some text in a blob");
(async () => {
  const blob = await fs.openAsBlob("f", { type: "text/plain" });
  console.log(blob.size, blob.type, await blob.text(), await blob.slice(5, 9).text());
  console.log(Buffer.from(await blob.arrayBuffer()).toString("latin1", 0, 4), blob instanceof Blob);
  let read = 0;
  for await (const chunk of blob.stream()) read += chunk.length;
  console.log(read);
  fs.writeFileSync("f", "changed since it was opened");
  await blob.text().catch((error) => console.log(error.name, error.message));
  await fs.openAsBlob("none").catch((error) => console.log(error.code, error.message));
})();
