const fired = [];
const delays = [7, 3, 9, 1, 5, 3, 7, 1];
delays.forEach((delay, index) => setTimeout(() => fired.push(`${delay}:${index}`), delay));
setTimeout(() => console.log([...fired].sort().join(" "), fired.length), 60);
let turns = 0;
setTimeout(function () {
  (function turn() {
    if (++turns < 50) setImmediate(turn);
    else console.log("turns", turns);
  })();
}, 100);
