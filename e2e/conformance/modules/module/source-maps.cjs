// flags: --enable-source-maps
const { writeFileSync } = require("node:fs");
const { SourceMap, findSourceMap, getSourceMapsSupport, setSourceMapsSupport } = require("node:module");
const payload = { version: 3, file: "made.js", sources: ["origin.ts"], sourcesContent: ["\n\nfunction first() {\n  throw new Error('mapped');\n}\nfirst();\n"], names: ["first"], mappings: "AAEA,SAASA,QACP,MAAM,IAAI,MAAM,QAAQ,CAC1B,CACAA,MAAM" };
const text = `function first(){throw new Error('mapped');}\nfirst();\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(payload)).toString("base64")}`;
writeFileSync("made.js", text);
try {
  require("./made.js");
} catch (error) {
  console.log(error.stack.split("\n").slice(0, 4).join("\n").replaceAll(process.cwd(), "."));
}
const map = findSourceMap(`${process.cwd()}/made.js`);
console.log(map instanceof SourceMap, map.findEntry(0, 17), map.findOrigin(1, 18), map.payload.sources);
console.log(getSourceMapsSupport(), findSourceMap("none"));
setSourceMapsSupport(false);
console.log(getSourceMapsSupport().enabled);
const own = new SourceMap({ version: 3, sources: ["x.js"], names: [], mappings: "AAAA;AACA,IAAI" });
console.log(own.findEntry(1, 4), own.lineLengths);
