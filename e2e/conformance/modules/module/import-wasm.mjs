// A WebAssembly module's exports are the names of an ES module; its imports are resolved like others.
import { writeFileSync } from "node:fs";
const bytes = Buffer.from("0061736d0100000001070160027f7f017f020f01092e2f6164642e6d6a73036164640000030201000503010001070d0206646f75626c6500010161020010a0a0100a09010700200020001000 0b".replaceAll(" ", ""), "hex");
const plain = Buffer.from("0061736d0100000001060160017f017f030201000707010374777900000a09010700200041026c0b", "hex");
console.log(WebAssembly.validate(plain));
writeFileSync("twice.wasm", plain);
const { instance } = await WebAssembly.instantiate(plain);
console.log(Object.keys(instance.exports), bytes.length > 0);
const loaded = await import("./twice.wasm");
console.log(Object.keys(loaded), loaded.twy(21));
