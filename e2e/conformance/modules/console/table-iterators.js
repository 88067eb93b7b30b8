// Tables of iterators leave the iterators as they were.
const map = new Map([["a", 1], ["b", { c: 2 }]]);
const set = new Set(["x", "y"]);
console.table(map.entries());
console.table(map.keys());
console.table(map.values());
console.table(set.values());
console.table(set.entries());
const keys = map.keys();
keys.next();
console.table(keys);
console.log(keys.next().value, map.entries(), set.values());
