import type { Program } from "../program.ts";

/** Input from a pipe, in all the ways that programs read it. */
export const INPUT: readonly Program[] = [
  {
    name: "stdin-fd0",
    files: {
      "main.js": `const s=require('fs').readFileSync(0,'utf8'); console.log(s.length, JSON.stringify(s))`,
    },
    args: ["main.js"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "stdin-devstdin",
    files: {
      "main.js": String.raw`const s=require('fs').readFileSync('/dev/stdin','utf8'); console.log(s.split('\n').length, JSON.stringify(s))`,
    },
    args: ["main.js"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "stdin-readsync",
    files: {
      "main.js": `const fs=require('fs');const b=Buffer.alloc(7);let n,out='';while((n=fs.readSync(0,b,0,7,null))>0) out+=b.toString('latin1',0,n); console.log(Buffer.from(out,'latin1').toString())`,
    },
    args: ["main.js"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "stdin-events",
    files: {
      "main.js": `let s='';process.stdin.setEncoding('utf8');process.stdin.on('data',d=>s+=d);process.stdin.on('end',()=>console.log('END',JSON.stringify(s)))`,
    },
    args: ["main.js"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "stdin-asynciter",
    files: {
      "main.js": `(async()=>{const ch=[];for await(const x of process.stdin)ch.push(x);console.log(Buffer.isBuffer(ch[0]),Buffer.concat(ch).toString())})()`,
    },
    args: ["main.js"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "stdin-empty",
    files: {
      "main.js": `let n=0;process.stdin.on('data',()=>n++);process.stdin.on('end',()=>console.log('end',n));process.stdin.resume()`,
    },
    args: ["main.js"],
  },
  {
    name: "readline-events",
    files: {
      "main.js": `const rl=require('readline').createInterface({input:process.stdin,crlfDelay:Infinity});let i=0;rl.on('line',l=>console.log(++i,l));rl.on('close',()=>console.log('closed',i))`,
    },
    args: ["main.js"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "readline-forawait",
    files: {
      "main.mjs": `import readline from 'node:readline';const rl=readline.createInterface({input:process.stdin});let n=0;for await(const l of rl){n++;console.log('>'+l)}console.log(n)`,
    },
    args: ["main.mjs"],
    stdin: `line one
line two

ünïcödé ✓ line
last no newline`,
  },
  {
    name: "readline-question",
    files: {
      "main.mjs": `import * as rl from 'node:readline/promises';import {stdin,stdout} from 'node:process';const r=rl.createInterface({input:stdin,output:stdout});const a=await r.question('name? ');console.log('hi '+a);r.close();`,
    },
    args: ["main.mjs"],
    stdin: `Ann
`,
  },
  {
    name: "stdin-big",
    files: {
      "main.js": String.raw`const s=require('fs').readFileSync(0,'utf8');let t=0;for(const l of s.split('\n'))t+=Number(l)||0;console.log(t,s.length)`,
    },
    args: ["main.js"],
    stdin: Array.from({ length: 300_000 }, (_, index) => index).join("\n"),
  },
];
