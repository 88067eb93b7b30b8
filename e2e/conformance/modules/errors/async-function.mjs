async function inner() {
  await null;
  throw new Error("from inside");
}
async function outer() {
  await inner();
}
await outer();
