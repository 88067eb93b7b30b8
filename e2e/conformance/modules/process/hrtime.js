const start = process.hrtime();
const big = process.hrtime.bigint();
console.log(start.length, Number.isInteger(start[0]), start[1] < 1e9, typeof big);
const difference = process.hrtime(start);
console.log(difference[0] === 0, difference[1] >= 0, process.hrtime.bigint() >= big, process.uptime() > 0);
for (const bad of [1, [], [1], [1, 2, 3], ["a", "b"]]) {
  try {
    console.log(process.hrtime(bad).length);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
