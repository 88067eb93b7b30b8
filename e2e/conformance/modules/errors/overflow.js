function forever(n) {
  return forever(n + 1) + 1;
}
try {
  forever(0);
} catch (error) {
  console.log(error.name, error.message, error instanceof RangeError, error.stack.split("\n")[1].includes("forever"));
}
