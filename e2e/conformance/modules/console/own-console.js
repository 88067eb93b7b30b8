// Consoles of a program's own.
const { Console } = require("node:console");
const { Writable } = require("node:stream");
const sink = () => {
  const written = [];
  return Object.assign(new Writable({ write(chunk, _e, done) { written.push(String(chunk)); done(); } }), { written });
};
const out = sink();
const err = sink();
const own = new Console({ stdout: out, stderr: err, inspectOptions: { depth: 0, compact: false } });
own.log({ a: { b: 1 } });
own.error("to err");
own.warn("also");
const { log } = own;
log("unbound");
const coloured = new Console({ stdout: out, colorMode: true });
coloured.log([1, "s"]);
coloured.error("same stream");
console.log(out.written, err.written, own instanceof Console, console instanceof Console, Object.prototype.toString.call(own));
for (const bad of [undefined, {}, { stdout: {} }, { stdout: out, stderr: 5 }, { stdout: out, colorMode: "x" }, { stdout: out, colorMode: true, inspectOptions: { colors: true } }, { stdout: out, inspectOptions: 5 }])
  try {
    new Console(bad);
    console.log("made");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
const failing = new Writable({ write(_c, _e, done) { done(new Error("no")); } });
new Console(failing).log("ignored");
new Console({ stdout: failing, ignoreErrors: false }).log("x");
failing.on("error", (error) => console.log("error:", error.message));
class Sub extends Console {
  hello() {
    this.log("hello from a subclass");
  }
}
new Sub(process.stdout).hello();
console.log(Console(process.stdout) instanceof Console, Object.keys(console).length);
