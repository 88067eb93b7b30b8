// Standard streams that are no terminals.
const tty = require("node:tty");
console.log(tty.isatty(0), tty.isatty(1), tty.isatty(2), tty.isatty(99), tty.isatty("x"), tty.isatty(-1));
console.log(process.stdin.isTTY, process.stdout.isTTY, process.stdout.columns, process.stdout.getColorDepth, process.stdin.setRawMode);
for (const make of [() => new tty.ReadStream(1), () => new tty.WriteStream(99), () => new tty.WriteStream(-1), () => new tty.ReadStream("x"), () => tty.WriteStream(1)])
  try {
    make();
  } catch ({ name, code, message, syscall }) {
    console.log(name, code, message, syscall);
  }
console.log(Object.keys(tty).sort().join(), Object.getOwnPropertyNames(tty.WriteStream.prototype).sort().join());
console.log(Object.getOwnPropertyNames(tty.ReadStream.prototype).sort().join());
