// compose and Duplex.from.
import { compose, Duplex, PassThrough, Readable, Transform } from "node:stream";
const upper = new Transform({ transform(chunk, _e, done) { done(null, String(chunk).toUpperCase()); } });
const mark = async function* (source) { for await (const chunk of source) yield `<${chunk}>`; };
const both = compose(upper, mark);
both.end("abc");
console.log(both instanceof Duplex, (await both.toArray()).map(String));
console.log(await compose(async function* () { yield "from"; yield "nothing"; }).toArray());
let seen = "";
const swallow = compose(async (source) => { for await (const chunk of source) seen += chunk; });
swallow.end("swallowed");
await new Promise((done) => swallow.on("finish", done));
console.log(seen);
const duplex = Duplex.from(async function* (source) { for await (const chunk of source) yield String(chunk).length; });
duplex.end("four");
console.log(await duplex.toArray());
console.log(await Duplex.from(Promise.resolve("later")).toArray(), await Duplex.from(["x", "y"]).toArray(), (await Duplex.from(new Blob(["blob"])).toArray()).map(String));
const broken = compose(new PassThrough(), async function* () { throw new Error("inside"); });
broken.on("error", (error) => console.log(error.message));
broken.end("x");
broken.resume();
for (const bad of [() => compose(), () => compose(5), () => Duplex.from(5), () => compose(Readable.from([1]), Readable.from([2]))]) try { bad(); } catch (error) { console.log(error.code, error.message); }
