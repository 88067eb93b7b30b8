// Promises in a module's output, and stacks of what made them.
const greet = async (name) => {
  if (!name) throw new TypeError("no name");
  return `hello ${name}`;
};
const first = greet("a");
console.log(first, greet("b"));
console.log("%o", greet("c"));
export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const waits = wait(1);
console.log(waits);
await waits;
console.log(waits, first);
const failing = greet();
try {
  await failing;
} catch (error) {
  console.log(error.stack.split("\n")[1].replace(import.meta.url, "here"));
}
console.log(await Promise.all(["x", "y"].map((name) => greet(name))));
await new Promise((resolve) => {
  const lines = new Error("inside").stack.split("\n").slice(1, 3);
  console.log(lines.map((line) => line.replace(import.meta.url, "here")).join("\n"));
  resolve();
});
const unhandled = greet();
setTimeout(() => console.log("not reached"), 1);
