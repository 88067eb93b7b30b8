// stdin: Ann\n
// Questions, with promises, callbacks and signals.
import readline from "node:readline";
import promises from "node:readline/promises";
const asker = promises.createInterface({ input: process.stdin, output: process.stdout });
console.log(await asker.question("name? "));
await asker.question("never? ", { signal: AbortSignal.abort() }).catch((error) => console.log(error.name, error.code));
asker.close();
await asker.question("closed? ").catch((error) => console.log(error.code, error.message));
import { PassThrough } from "node:stream";
const input = new PassThrough();
const written = [];
const output = new PassThrough().on("data", (chunk) => written.push(String(chunk)));
const old = readline.createInterface({ input, output });
old.question("old style? ", (answer) => {
  console.log("answer", answer);
  old.setPrompt("> ");
  old.prompt();
  old.close();
  console.log(written, old.getPrompt());
  try { old.question("x", () => {}); } catch (error) { console.log(error.code); }
});
input.write("yes\n");
