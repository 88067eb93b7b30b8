import type { Program } from "../program.ts";

/** Exact bytes on stdout and stderr. */
export const OUTPUT: readonly Program[] = [
  {
    name: "stdout-write",
    files: {
      "main.js": String.raw`process.stdout.write('a');process.stdout.write('b\n',()=>{process.stdout.write('cb')});console.log(typeof process.stdout.isTTY, process.stdout.writable)`,
    },
    args: ["main.js"],
  },
  {
    name: "stdout-binary",
    files: {
      "main.js": `process.stdout.write(Buffer.from(Array.from({length:256},(_, i)=>i)));process.stdout.write(new Uint8Array([255,254,0,10]))`,
    },
    args: ["main.js"],
  },
  {
    name: "stdout-big",
    files: {
      "main.js": `for(let i=0;i<40000;i++)console.log('line '+i+' xxxxxxxxxxxxxxxxxxxxxxxx');process.stdout.write('done')`,
    },
    args: ["main.js"],
  },
  {
    name: "stdout-fswrite",
    files: {
      "main.js": String.raw`const fs=require('fs');fs.writeSync(1,'one\n');fs.writeFileSync(1,'two\n');fs.writeFileSync('/dev/stdout','three\n');fs.writeSync(2,'err\n')`,
    },
    args: ["main.js"],
  },
];
