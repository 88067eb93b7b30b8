import type { Program } from "../program.ts";

/** How programs end: codes, events, errors that nothing caught. */
export const EXIT: readonly Program[] = [
  {
    name: "tla-unsettled-13",
    files: {
      "main.mjs": `console.log('a');await new Promise(()=>{});console.log('never')`,
    },
    args: ["main.mjs"],
  },
  {
    name: "exit-code",
    files: {
      "main.js": "console.log('before');process.exit(3);console.log('after')",
    },
    args: ["main.js"],
  },
  {
    name: "exit-exitCode",
    files: {
      "main.js": "process.exitCode=4;setTimeout(()=>console.log('late'),20)",
    },
    args: ["main.js"],
  },
  {
    name: "exit-event",
    files: {
      "main.js": `process.on('exit',c=>console.log('exit',c));process.on('beforeExit',()=>console.log('before'));setTimeout(()=>console.log('t'),5)`,
    },
    args: ["main.js"],
  },
  {
    name: "exit-async",
    files: {
      "main.js": `setInterval(()=>{},10);setTimeout(()=>{console.log('x');process.exit(5)},30)`,
    },
    args: ["main.js"],
  },
  {
    name: "exit-try-catch",
    files: {
      "main.js": `try{process.exit(6)}catch(e){console.log('caught')}finally{console.log('fin')}`,
    },
    args: ["main.js"],
  },
  {
    name: "uncaught-error",
    files: {
      "main.js": `
function inner(){
  throw new TypeError('boom happened');
}
console.log('start');
inner();
`,
    },
    args: ["main.js"],
  },
  {
    name: "uncaught-nonerror",
    files: {
      "main.js": "throw {a:1}",
    },
    args: ["main.js"],
  },
  {
    name: "uncaught-async",
    files: {
      "main.js": `setTimeout(()=>{throw new Error('later')},5);setTimeout(()=>console.log('never'),50)`,
    },
    args: ["main.js"],
  },
  {
    name: "unhandled-rejection",
    files: {
      "main.js": `Promise.reject(new Error('rej'));setTimeout(()=>console.log('never'),50)`,
    },
    args: ["main.js"],
  },
  {
    name: "on-uncaught",
    files: {
      "main.js": `process.on('uncaughtException',(e,o)=>{console.log('got',e.message,o)});process.on('unhandledRejection',r=>console.log('ur',r.message));setTimeout(()=>{throw new Error('A')},1);Promise.reject(new Error('B'));setTimeout(()=>console.log('still'),30)`,
    },
    args: ["main.js"],
  },
  {
    name: "syntax-error",
    files: {
      "main.js": "console.log('x'); let y = ;",
    },
    args: ["main.js"],
  },
  {
    name: "missing-module",
    files: {
      "main.js": "require('./nope')",
    },
    args: ["main.js"],
  },
];
