// The stack of an error from a promise names what awaited it.
import fs from "node:fs/promises";
async function outer() {
  return await inner();
}
async function inner() {
  await null;
  return await fs.readFile("missing");
}
try {
  await outer();
} catch (error) {
  console.log(error.stack.replaceAll(import.meta.dirname, "<dir>"));
}
await fs.stat("missing").catch((error) => console.log(error.stack.split("\n").length, Object.keys(error)));
await fs.open("missing").catch((error) => console.log(error.stack.split("\n").slice(0, 2)));
process.on("exit", (code) => console.log("exit", code));
fs.unlink("missing");
