// stdin: one\ntwo\nthree\nfour\n
// for await over lines, left early and gone on with.
import readline from "node:readline";
const lines = readline.createInterface({ input: process.stdin });
for await (const line of lines) {
  console.log(line);
  if (line === "two") break;
}
console.log(lines.closed);
import { Readable } from "node:stream";
for await (const line of readline.createInterface({ input: Readable.from(["a\nb", "c\n", "d"]) })) console.log(line);
const controller = new AbortController();
const aborted = readline.createInterface({ input: new Readable({ read() {} }), signal: controller.signal });
aborted.on("close", () => console.log("closed by the signal"));
controller.abort();
