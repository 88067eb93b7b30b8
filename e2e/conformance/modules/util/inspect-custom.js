// Objects that say themselves how they are shown.
const util = require("node:util");
const { inspect } = util;
class Money {
  constructor(amount) {
    this.amount = amount;
  }
  [inspect.custom](depth, options, given) {
    if (depth < 0) return options.stylize("[Money]", "special");
    return `Money<${given(this.amount, { ...options, depth: options.depth === null ? null : options.depth - 1 })}>`;
  }
}
console.log(inspect(new Money(5)), inspect([new Money({ a: { b: {} } })]), inspect({ a: { b: { c: new Money(1) } } }));
console.log(inspect(new Money("x"), { customInspect: false }), inspect.custom === Symbol.for("nodejs.util.inspect.custom"));
console.log(inspect({ [inspect.custom]: () => ({ other: 1 }) }), inspect({ [inspect.custom]: () => 42 }), inspect({ [inspect.custom]: "text" }));
console.log(inspect({ a: { [inspect.custom]: () => "two\nlines" } }));
console.log(inspect(new Money(new Money(3)), { colors: true }));
console.log(util.format("%o|%O|%s", new Money(1), new Money(2), new Money(3)));
class Secret {
  #hidden = 1;
  get [Symbol.toStringTag]() {
    return "Sealed";
  }
}
console.log(inspect(new Secret()), inspect({ [Symbol.toStringTag]: "Odd" }), inspect(Object.create(null)));
