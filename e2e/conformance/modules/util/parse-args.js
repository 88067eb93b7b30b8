// args: -v --name=ann --level 3 file.txt --no-color -abc --tag x --tag y -- --raw
// parseArgs on the process's own arguments and on lists.
const { parseArgs } = require("node:util");
const options = {
  verbose: { type: "boolean", short: "v" },
  name: { type: "string" },
  level: { type: "string", default: "1" },
  color: { type: "boolean", default: true },
  a: { type: "boolean", short: "a" },
  b: { type: "boolean", short: "b" },
  c: { type: "boolean", short: "c" },
  tag: { type: "string", multiple: true },
};
console.log(parseArgs({ options, allowPositionals: true, allowNegative: true }));
const { tokens } = parseArgs({ options, allowPositionals: true, allowNegative: true, tokens: true });
console.log(tokens);
console.log(parseArgs({ args: ["--x", "--y=1", "z", "-q"], strict: false }));
const attempt = (config) => {
  try {
    console.log(parseArgs(config));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
attempt({ args: ["--unknown"], options: {} });
attempt({ args: ["positional"], options: {} });
attempt({ args: ["--name"], options });
attempt({ args: ["--name", "-v"], options });
attempt({ args: ["--verbose=yes"], options });
attempt({ args: ["--no-color"], options });
attempt({ args: [], options: { x: { type: "number" } } });
attempt({ args: [], options: { x: { type: "string", short: "xy" } } });
attempt({ args: [], options: { x: { type: "boolean", default: "no" } } });
attempt({ args: [], options: { x: { type: "string", multiple: true, default: ["a", "b"] } } });
attempt({ args: ["--__proto__=x"], strict: false });
