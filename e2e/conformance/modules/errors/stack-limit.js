// flags: --stack-trace-limit=3
function deep(n) {
  if (n === 0) throw new Error("deep down");
  deep(n - 1);
}
deep(20);
