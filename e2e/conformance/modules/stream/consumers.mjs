// stream/consumers.
import { Readable } from "node:stream";
import { arrayBuffer, blob, buffer, json, text } from "node:stream/consumers";
const of = (...chunks) => Readable.from(chunks);
console.log(await text(of("é", Buffer.from([0xe2]), Buffer.from([0x82, 0xac]))), await json(of('{"a":', "1}")), await buffer(of("ab", "c")), await arrayBuffer(of("x")), (await blob(of("blob"))).size);
console.log(await text(new Blob(["web"]).stream()), await text((async function* () { yield "gen"; })()));
await json(of("{")).catch((error) => console.log(error.name));
await text(new Readable({ read() { this.destroy(new Error("broken")); } })).catch((error) => console.log(error.message));
