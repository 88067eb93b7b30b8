// Tables of all sorts of data.
console.table([[1, 2], [3, 4]]);
console.table([{ a: 1, b: "x" }, { a: 2, c: true }]);
console.table([{ a: 1, b: 2 }, { a: 3, b: 4 }], ["b"]);
console.table([{ a: 1 }], []);
console.table([{ a: 1 }], ["missing"]);
console.table({ first: { v: 1 }, second: [1, 2], third: 5 });
console.table(new Map([["k", { a: 1 }], [{ o: 1 }, 2]]));
console.table(new Set([1, "two", { three: 3 }]));
console.table("text");
console.table(5);
console.table(null);
console.table(undefined);
console.table([]);
console.table([null, undefined, Symbol("s"), 1n]);
console.table([{ wide: "漢字", emoji: "😀" }, { wide: "é", emoji: "e\u0301" }]);
console.table([{ nested: { a: { b: 1 } }, list: [1, [2]], fn() {} }]);
console.table([["multi\nline", "x".repeat(60)]]);
console.table(new Uint8Array([1, 2]));
console.table(Object.assign([1], { extra: 2 }));
console.table([1, 2], "a".split(""));
try {
  console.table([1], 5);
} catch (error) {
  console.log(error.code, error.message);
}
