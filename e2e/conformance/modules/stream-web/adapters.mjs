// Between Node's streams and the web's.
import { Duplex, PassThrough, Readable, Writable } from "node:stream";
const web = Readable.toWeb(Readable.from(["a", "b"]));
console.log(web instanceof ReadableStream, await Array.fromAsync(web));
console.log((await Readable.fromWeb(ReadableStream.from(["x", "y"])).toArray()).map(String));
const got = [];
const writable = Writable.toWeb(new Writable({ write(chunk, _e, done) { got.push(String(chunk)); done(); } }));
const writer = writable.getWriter();
await writer.write("one");
await writer.close();
const back = Writable.fromWeb(new WritableStream({ write: (chunk) => { got.push(String(chunk)); }, close: () => { got.push("closed"); } }));
back.end("two");
await new Promise((done) => back.on("close", done));
console.log(got);
const pair = Duplex.toWeb(new PassThrough());
const input = pair.writable.getWriter();
input.write("through");
input.close();
console.log((await Array.fromAsync(pair.readable)).map((chunk) => Buffer.from(chunk).toString()));
const duplex = Duplex.fromWeb(new TransformStream({ transform: (chunk, c) => c.enqueue(`<${chunk}>`) }), { encoding: "utf8", objectMode: true });
duplex.end("d");
console.log(await duplex.toArray());
const failing = Readable.toWeb(new Readable({ read() { this.destroy(new Error("node side")); } }));
await failing.getReader().read().catch((error) => console.log(error.message));
Readable.fromWeb(new ReadableStream({ start(c) { c.error(new Error("web side")); } })).on("error", (error) => console.log(error.message)).resume();
for (const bad of [() => Readable.toWeb({}), () => Readable.fromWeb({}), () => Writable.toWeb({}), () => Writable.fromWeb({}), () => Duplex.fromWeb({})]) try { bad(); } catch (error) { console.log(error.code, error.message); }
