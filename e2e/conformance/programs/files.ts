import type { Program } from "../program.ts";

/** The file system: synchronous, callbacks, promises, streams, descriptors. */
export const FILES: readonly Program[] = [
  {
    name: "fs-sync",
    files: {
      "main.js": `
const fs=require('fs'),path=require('path');
fs.mkdirSync('t/a/b',{recursive:true});fs.writeFileSync('t/a/f.txt','hello');fs.appendFileSync('t/a/f.txt',' world');
fs.writeFileSync('t/a/bin',Buffer.from([0,255,128]));
console.log(fs.readFileSync('t/a/f.txt','utf8'),fs.readFileSync('t/a/bin'));
console.log(fs.readdirSync('t/a').sort(),fs.readdirSync('t/a',{withFileTypes:true}).map(d=>d.name+':'+d.isDirectory()).sort());
const st=fs.statSync('t/a/f.txt');console.log(st.size,st.isFile(),st.isDirectory(),st.mtime instanceof Date);
fs.renameSync('t/a/f.txt','t/g.txt');fs.copyFileSync('t/g.txt','t/h.txt');fs.unlinkSync('t/g.txt');
console.log(fs.existsSync('t/g.txt'),fs.existsSync('t/h.txt'),fs.readdirSync('t',{recursive:true}).sort());
try{fs.readFileSync('nope.txt')}catch(e){console.log(e.code,e.errno,e.syscall,e.message.replace(process.cwd(),'.'),e instanceof Error)}
try{fs.readdirSync('t/h.txt')}catch(e){console.log(e.code)}
try{fs.readFileSync('t')}catch(e){console.log(e.code)}
try{fs.mkdirSync('t')}catch(e){console.log(e.code)}
fs.rmSync('t',{recursive:true});console.log(fs.existsSync('t'));
try{fs.accessSync('t')}catch(e){console.log(e.code)}
`,
    },
    args: ["main.js"],
  },
  {
    name: "fs-promises",
    files: {
      "main.mjs": String.raw`import fs from 'node:fs/promises';import {promises,constants} from 'fs';await fs.mkdir('d',{recursive:true});await fs.writeFile('d/x','1\n2\n3');console.log(await fs.readFile('d/x','utf8'),(await fs.stat('d/x')).size,await fs.readdir('d'),promises.readFile===fs.readFile);const h=await fs.open('d/x');for await(const l of h.readLines())console.log('L',l);await fs.rm('d',{recursive:true,force:true});try{await fs.access('d',constants.R_OK)}catch(e){console.log(e.code,e.syscall)}`,
    },
    args: ["main.mjs"],
  },
  {
    name: "fs-streams",
    files: {
      "main.js": String.raw`const fs=require('fs');const {pipeline}=require('stream/promises');const {Transform}=require('stream');fs.writeFileSync('in','abc\n'.repeat(50000));(async()=>{let chunks=0;await pipeline(fs.createReadStream('in',{highWaterMark:16384}),new Transform({transform(c,e,cb){chunks++;cb(null,c.toString().toUpperCase())}}),fs.createWriteStream('out'));const s=fs.readFileSync('out','utf8');console.log(s.length,s.slice(0,8),chunks)})()`,
    },
    args: ["main.js"],
  },
  {
    name: "fs-fd",
    files: {
      "main.js": `const fs=require('fs');const fd=fs.openSync('f','w+');fs.writeSync(fd,'hello world');fs.writeSync(fd,Buffer.from('XX'),0,2,3);const b=Buffer.alloc(20);const n=fs.readSync(fd,b,0,20,0);console.log(n,b.toString('utf8',0,n),fs.fstatSync(fd).size);fs.ftruncateSync(fd,4);fs.closeSync(fd);console.log(fs.readFileSync('f','utf8'));try{fs.closeSync(fd)}catch(e){console.log(e.code)};fs.symlinkSync('f','l');console.log(fs.readlinkSync('l'),fs.lstatSync('l').isSymbolicLink(),fs.readFileSync('l','utf8'),require('path').basename(fs.realpathSync('l')))`,
    },
    args: ["main.js"],
  },
  {
    name: "fs-callback",
    files: {
      "main.js": `const fs=require('fs');fs.writeFile('a','x',e=>{fs.readFile('a','utf8',(e,d)=>{console.log(e,d);fs.readFile('zz',(e)=>{console.log(e.code);fs.readdir('.',(e,l)=>console.log(l.includes('a')))})})});console.log('first')`,
    },
    args: ["main.js"],
  },
];
