// In a cycle, functions can be called before their module ran; other exports cannot be read yet.
import { writeFileSync } from "node:fs";
writeFileSync("a.mjs", `import { fromB, early } from './b.mjs';
export function hoisted() { return 'hoisted'; }
export const late = 'late'; export var old = 'var';
console.log('a runs', fromB, early());`);
writeFileSync("b.mjs", `import * as a from './a.mjs'; import { hoisted, late, old } from './a.mjs';
console.log('b runs', hoisted(), old);
try { late; } catch (error) { console.log(error.name, error.message); }
try { a.late; } catch (error) { console.log(error.name, error.message); }
export const fromB = 'B'; export const early = () => late + '!';`);
await import("./a.mjs");
console.log("end");
