// Synchronous hooks see what is imported and what is required, the latest one first.
import { registerHooks, createRequire } from "node:module";
const require = createRequire(import.meta.url);
const first = registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith("virtual:")) return { url: specifier, format: specifier.endsWith("json") ? "json" : "module", shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url === "virtual:json") return { format: "json", source: '{"v":1}', shortCircuit: true };
    if (url.startsWith("virtual:")) return { format: "module", source: `export default ${JSON.stringify(url)}`, shortCircuit: true };
    return next(url, context);
  },
});
const second = registerHooks({
  resolve(specifier, context, next) {
    console.log("resolve", specifier, context.conditions.includes("import"), typeof context.parentURL);
    return next(specifier === "other" ? "virtual:other" : specifier);
  },
});
console.log((await import("virtual:a")).default, (await import("other")).default);
console.log(require("virtual:b").default);
console.log((await import("virtual:json", { with: { type: "json" } })).default);
second.deregister();
console.log((await import("virtual:c")).default);
first.deregister();
await import("virtual:d").catch((error) => console.log(error.code));
registerHooks({ resolve: () => ({ url: "file:///x" }) });
await import("unfinished").catch((error) => console.log(error.code));
