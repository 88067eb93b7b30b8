import type { Program } from "../program.ts";

/** CommonJS and ES modules, packages, and the ways between them. */
export const MODULES: readonly Program[] = [
  {
    name: "cjs-multi",
    files: {
      "main.js": `const a=require('./lib/a');const b=require('./lib');const d=require('./data.json');console.log(a.name,b.idx,d.k,require.main===module,__filename.split('/').pop(),__dirname===process.cwd(),require('./lib/a')===a,module.children.length>0,Object.keys(require.cache).length);console.log(require.resolve('./lib/a').endsWith('lib/a.js'));delete require.cache[require.resolve('./data.json')];`,
      "lib/a.js": "exports.name='A';const b=require('./b');exports.fromB=b.v;",
      "lib/b.js": `const a=require('./a');module.exports={v:a.name,partial:a.fromB===undefined}`,
      "lib/index.js": "module.exports={idx:require('./b').partial}",
      "data.json": `{"k":[1,2,3]}`,
    },
    args: ["main.js"],
  },
  {
    name: "esm-multi",
    files: {
      "main.mjs": `import def,{named as n,inc,count} from './m.mjs';import * as ns from './re.mjs';import fs,{readFileSync} from 'node:fs';import path from 'path';import data from './d.json' with {type:'json'};inc();console.log(def,n,count,Object.keys(ns).sort(),typeof readFileSync,fs.readFileSync===readFileSync,path.sep,data.z);console.log(import.meta.url.startsWith('file:///'),import.meta.url.endsWith('main.mjs'),import.meta.filename?.endsWith('main.mjs'),import.meta.dirname===process.cwd(),typeof require,this);`,
      "m.mjs": `export default 'D';export const named='N';export let count=0;export function inc(){count++}`,
      "re.mjs": `export * from './m.mjs';export {default as other} from './m.mjs';export * as all from './m.mjs'`,
      "d.json": `{"z":9}`,
    },
    args: ["main.mjs"],
  },
  {
    name: "esm-tla",
    files: {
      "main.mjs": `const x=await new Promise(r=>setTimeout(()=>r(7),5));console.log(x);const {y}=await import('./late.mjs');console.log(y);export {}`,
      "late.mjs": "export const y=await Promise.resolve('Y')",
    },
    args: ["main.mjs"],
  },
  {
    name: "esm-cycle",
    files: {
      "main.mjs": "import {a} from './a.mjs';console.log(a())",
      "a.mjs": `import {b} from './b.mjs';export function a(){return 'a'+b()};export const ka=1`,
      "b.mjs": `import {a,ka} from './a.mjs';export function b(){return 'b'+typeof a+ka}`,
    },
    args: ["main.mjs"],
  },
  {
    name: "esm-cjs-interop",
    files: {
      "main.mjs": `import cjs,{foo,bar} from './c.cjs';import {createRequire} from 'node:module';const require=createRequire(import.meta.url);console.log(cjs.foo===foo,bar(),require('./c.cjs').foo,typeof require.resolve);import('./c.cjs').then(m=>console.log(Object.keys(m).sort().join()))`,
      "c.cjs": "exports.foo=1;exports.bar=()=>'BAR'",
    },
    args: ["main.mjs"],
  },
  {
    name: "pkg-type-module",
    files: {
      "package.json": `{"name":"x","type":"module","imports":{"#u":"./src/u.js"}}`,
      "main.js": `import {u} from '#u';import p from 'pkg';import {sub} from 'pkg/sub';import legacy from 'legacy';console.log(u,p,sub,legacy.v)`,
      "src/u.js": "export const u='U'",
      "node_modules/pkg/package.json": `{"name":"pkg","exports":{".":{"import":"./i.mjs","require":"./r.js"},"./sub":"./s.mjs"}}`,
      "node_modules/pkg/i.mjs": "export default 'IMP'",
      "node_modules/pkg/r.js": "module.exports='REQ'",
      "node_modules/pkg/s.mjs": "export const sub='SUB'",
      "node_modules/legacy/package.json": `{"name":"legacy","main":"./lib/x"}`,
      "node_modules/legacy/lib/x.js": "module.exports={v:'LEG'}",
    },
    args: ["main.js"],
  },
  {
    name: "dynamic-import-cjs",
    files: {
      "main.js": `(async()=>{const m=await import('./e.mjs');const fs=await import('node:fs');console.log(m.default,typeof fs.readFileSync,typeof fs.default.readFileSync);try{await import('./none.mjs')}catch(e){console.log(e.code)}})()`,
      "e.mjs": "export default 'E'",
    },
    args: ["main.js"],
  },
];
