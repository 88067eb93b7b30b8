// Assert objects with options of their own.
const { Assert, AssertionError } = require("node:assert");
const full = new Assert({ diff: "full" });
const simple = new Assert();
const loose = new Assert({ strict: false });
const long = (mark) => Array.from({ length: 40 }, (_, i) => `line ${i}${i === 20 ? mark : ""}`);
const attempt = (check) => {
  try {
    check();
    console.log("passes");
  } catch (error) {
    console.log(error.name, error.code, error.diff, error instanceof AssertionError, error.message.length);
    console.log(error.message.split("\n").slice(0, 12).join("\n"));
  }
};
attempt(() => full.deepStrictEqual(long("a"), long("b")));
attempt(() => simple.deepStrictEqual(long("a"), long("b")));
attempt(() => loose.equal(1, "1"));
attempt(() => simple.equal(1, "1"));
attempt(() => loose.deepEqual({ a: 1 }, { a: "1" }));
attempt(() => simple.ok(0));
attempt(() => full.throws(() => {}));
attempt(() => new Assert({ diff: "other" }));
attempt(() => Assert());
const { strictEqual } = simple;
attempt(() => strictEqual(1, 2));
attempt(() => new Assert({ skipPrototype: true }).deepStrictEqual(new (class A { x = 1; })(), { x: 1 }));
