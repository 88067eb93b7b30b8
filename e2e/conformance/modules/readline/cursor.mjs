// Cursor control of readline and of its promises.
import readline from "node:readline";
import { Readline } from "node:readline/promises";
import { PassThrough } from "node:stream";
const out = new PassThrough();
const taken = () => JSON.stringify(String(out.read() ?? ""));
console.log(readline.cursorTo(out, 1, 2), taken(), readline.cursorTo(out, 5), taken(), readline.moveCursor(out, -1, 3), taken(), readline.moveCursor(out, 0, 0), taken());
for (const direction of [-1, 0, 1]) { readline.clearLine(out, direction); console.log(taken()); }
readline.clearScreenDown(out, () => console.log("callback"));
console.log(taken());
for (const bad of [() => readline.cursorTo(out, "x"), () => readline.cursorTo(out, NaN), () => readline.clearLine(out, 0, 5), () => readline.cursorTo(out, "x", 1), () => readline.moveCursor(out, 1, 1, "x")]) try { console.log(bad(), taken()); } catch (error) { console.log(error.name, error.code, error.message); }
console.log(readline.cursorTo(undefined, 1, 1), readline.clearLine(null, 1));
const actions = new Readline(out);
actions.cursorTo(1, 1).moveCursor(2, -2).clearLine(0).clearScreenDown();
console.log(taken());
await actions.commit();
console.log(taken());
actions.cursorTo(3).rollback();
await actions.commit();
console.log(taken());
new Readline(out, { autoCommit: true }).clearLine(1);
await new Promise((done) => setImmediate(done));
console.log(taken());
for (const bad of [() => new Readline({}), () => new Readline(out, { autoCommit: 5 }), () => actions.cursorTo("x"), () => actions.clearLine(5), () => actions.moveCursor(1.5, 0)]) try { bad(); console.log("fine"); } catch (error) { console.log(error.code, error.message); }
