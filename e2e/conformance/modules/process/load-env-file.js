// env: KEPT=from outside
const { writeFileSync } = require("node:fs");
const { parseEnv } = require("node:util");
const text = `# comment
BASIC=basic
export EXPORTED = spaced out   # trailing
SINGLE='single # kept'
DOUBLE="line\\nbreak"
TICKS=\`it's "fine"\`
EMPTY=
EMPTY_QUOTES=""
KEPT=not this
MULTI="first
second"
HASH=a#b
EQUALS=a=b=c
 INDENTED=yes
UNCLOSED="abc
AFTER=1`;
console.log(parseEnv(text));
writeFileSync(".env", text);
process.loadEnvFile();
console.log(process.env.BASIC, process.env.KEPT, process.env.MULTI, process.env.EXPORTED);
try {
  process.loadEnvFile("none.env");
} catch (error) {
  console.log(error.code, error.syscall, error.path, error.message);
}
