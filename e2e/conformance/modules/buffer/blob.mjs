// Blob and File.
import { Blob, File, resolveObjectURL } from "node:buffer";
const blob = new Blob(["é", new Uint8Array([0x61, 0x62]), new Blob(["nested"]), new ArrayBuffer(2), 5, {}], { type: "Text/Plain" });
console.log(blob, blob.size, blob.type, JSON.stringify(await blob.text()));
console.log(await blob.slice(2, 5, "x/y").text(), blob.slice(-3).size, blob.slice(5, 2).size, blob.slice(0, 1, "x/y").type, new Uint8Array(await blob.slice(0, 3).arrayBuffer()), await blob.slice(1, 3).bytes());
console.log(await new Blob(["a\nb\r\nc"], { endings: "native" }).text(), new Blob().size, new Blob([], { type: "\u0001bad" }).type);
const chunks = [];
for await (const chunk of new Blob(["x".repeat(70000)]).stream()) chunks.push(chunk.length);
console.log(chunks.reduce((sum, n) => sum + n), chunks[0] > 0);
const file = new File(["data"], "name.txt", { type: "text/csv", lastModified: 5 });
console.log(file, file.name, file.size, file.lastModified, file instanceof Blob, await file.text(), Object.prototype.toString.call(file));
const url = URL.createObjectURL(blob);
console.log(url.startsWith("blob:nodedata:"), (await resolveObjectURL(url).text()).length, resolveObjectURL("blob:nodedata:none"));
URL.revokeObjectURL(url);
console.log(resolveObjectURL(url));
for (const bad of [() => new Blob("x"), () => new Blob(5), () => new Blob([], 5), () => new Blob([], { endings: "x" }), () => new File(), () => new File([]), () => Blob(), () => URL.createObjectURL({}), () => new File([], "x", { lastModified: "y" }).lastModified])
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
console.log(Object.keys(Blob.prototype), await new Response(blob).text().then((text) => text.length));
