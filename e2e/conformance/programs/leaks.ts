import type { Program } from "../program.ts";

/** What one program leaves must not reach the next. */
export const LEAKS: readonly Program[] = [
  {
    name: "leak-write",
    files: {
      "main.js": `globalThis.LEAK=1;Array.prototype.leak=2;process.env.LEAKENV='3';process.on('exit',()=>{});require('fs').leak=4;Object.prototype.pp=1;delete Object.prototype.pp;console.log('set')`,
    },
    args: ["main.js"],
  },
  {
    name: "leak-read",
    files: {
      "main.js": `console.log(typeof LEAK,[].leak,process.env.LEAKENV,require('fs').leak)`,
    },
    args: ["main.js"],
  },
];
