import { registerHooks } from "node:module";
import { writeFileSync } from "node:fs";
writeFileSync("shout.mjs", "export const word = 'hello';");
writeFileSync("page.txt", "some text");
registerHooks({
  load(url, context, next) {
    if (url.endsWith(".txt")) {
      const { source } = next(url, { ...context, format: "module" });
      return { format: "module", source: `export default ${JSON.stringify(String(source))}` };
    }
    const result = next(url, context);
    if (!url.endsWith("shout.mjs")) return result;
    console.log(result.format, Buffer.isBuffer(result.source) || result.source instanceof Uint8Array, context.format, context.importAttributes);
    return { ...result, source: String(result.source).replace("hello", "HELLO") };
  },
});
console.log((await import("./shout.mjs")).word, (await import("./page.txt")).default, (await import("./shout.mjs?again")).word);
