// racy: on a busy machine the interval may take longer than the timeout
let count = 0;
const interval = setInterval(() => {
  if (++count === 3) clearInterval(interval);
  console.log("interval", count);
}, 1);
const first = setTimeout(() => { console.log("first"); clearTimeout(second); }, 1);
const second = setTimeout(() => console.log("second"), 1);
for (const nothing of [undefined, null, 0, "x", {}, 1e9, NaN, first.none]) { clearTimeout(nothing); clearInterval(nothing); clearImmediate(nothing); }
setTimeout(() => {
const one = setImmediate(() => { console.log("one"); clearImmediate(two); });
const two = setImmediate(() => console.log("two"));
}, 250);
clearInterval(setTimeout(() => console.log("never"), 1));
clearTimeout(setInterval(() => console.log("never"), 1));
