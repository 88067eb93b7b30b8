import type { Program } from "../program.ts";

/** Programs that have to be stopped. */
export const STOPPING: readonly Program[] = [
  {
    name: "kill-loop",
    files: {
      "main.js": "console.log('spin');while(true){}",
    },
    args: ["main.js"],
    killAfterMs: 1500,
  },
  {
    name: "kill-regex",
    files: {
      "main.js": "console.log('go');/(a+)+$/.test('a'.repeat(40)+'b')",
    },
    args: ["main.js"],
    killAfterMs: 1500,
  },
  {
    name: "kill-pending",
    files: {
      "main.js": "console.log('wait');setInterval(()=>{},1000)",
    },
    args: ["main.js"],
    killAfterMs: 1500,
  },
  {
    name: "kill-microtask",
    files: {
      "main.js": "(async()=>{for(;;)await null})()",
    },
    args: ["main.js"],
    killAfterMs: 1500,
  },
];
