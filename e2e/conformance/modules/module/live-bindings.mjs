// An import shows the exporter's variable as it is now, also through re-exports and namespaces.
import { writeFileSync } from "node:fs";
writeFileSync("counter.mjs", "export let count = 0; export function add() { count++; } export { count as total };");
writeFileSync("again.mjs", "export { count as seen, add as default } from './counter.mjs'; export * as inner from './counter.mjs';");
const { default: add, inner, ...rest } = await import("./again.mjs");
const direct = await import("./counter.mjs");
add();
add();
console.log(direct.count, direct.total, inner.count, rest.seen, (await import("./again.mjs")).seen);
console.log(inner === direct, Object.keys(direct), typeof add);
