const timer = setTimeout(function (...values) { console.log(this === timer, values); }, 1, 1, 2, 3, 4, 5);
const interval = setInterval(function (value) { console.log(this === interval, value); clearInterval(this); }, 1, "once");
const immediate = setImmediate(function (...values) { console.log(this === immediate, values.length); }, 1, 2, 3, 4);
const timers = require("node:timers");
console.log(timers.setTimeout === setTimeout, timers.promises === require("node:timers/promises"), Object.keys(timers).sort().join());
// racy: whether the timer is due when the loop begins depends on how long the program took
