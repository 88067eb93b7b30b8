// Ticks that throw again and again let immediates and timers through.
let count = 0;
process.on("uncaughtException", () => {
  count++;
  again();
});
function again() {
  process.nextTick(() => {
    throw new Error("again");
  });
}
again();
setImmediate(() => console.log("immediate", count));
setTimeout(() => {
  console.log("timer", count > 2);
  process.exit();
}, 20);
