import type { Program } from "../program.ts";

/** What every program does: output formats, arguments, sloppy mode. */
export const BASICS: readonly Program[] = [
  {
    name: "hello",
    files: {
      "main.js": "console.log('hello world')",
    },
    args: ["main.js"],
  },
  {
    name: "argv",
    files: {
      "main.js": `console.log(JSON.stringify(process.argv.slice(2)), process.argv.length, require('path').basename(process.argv[1]))`,
    },
    args: ["main.js", "a", "--b=c d", "", "ü\"'"],
  },
  {
    name: "console-format",
    files: {
      "main.js": String.raw`
class Foo { constructor(){ this.a=1; this.b={c:[1,2,{d:{e:1}}]} } }
console.log('%s is %d years, %i, %f, %j %o %O %%', 'Bob', 42.5, 42.9, 1.5, {x:1}, [1], {y:{z:1}});
console.log(new Foo(), [1,,3], new Map([['a',{b:1}]]), new Set([1,'2']), null, undefined, -0, 10n, Symbol('s'));
console.log([ 'x'.repeat(30), 'y'.repeat(30), 'z'.repeat(30) ], { long: 'q'.repeat(100), f(){}, g: class A{} });
console.log(Array.from({length:120},(_, i)=>i));
console.log(Buffer.from('hi'), new Uint8Array(3), new Date(0), /re/g, [new Error('x').message]);
console.table([{a:1,b:'x'},{a:2,b:'y'}]);
console.group('G'); console.log('in\nner'); console.groupEnd(); console.log('out');
console.log('multi', {a:'it\'s', b:"q\"", c:'new\nline'});
`,
    },
    args: ["main.js"],
  },
  {
    name: "console-stderr",
    files: {
      "main.js": `console.error('to err'); console.warn('warn'); console.log('to out'); console.debug('dbg'); console.info('inf')`,
    },
    args: ["main.js"],
  },
  {
    name: "sloppy-cjs",
    files: {
      "main.js": `
console.log(typeof module, typeof exports, typeof require, this === module.exports, arguments.length);
(function(){ console.log(this === globalThis) })();
undeclared = 5; console.log(global.undeclared, typeof globalThis.process);
var o = {x:1}; with(o){ console.log(x) }
console.log(010);
`,
    },
    args: ["main.js"],
  },
  {
    name: "shebang",
    files: {
      "main.js": `#!/usr/bin/env node
'use strict';
console.log('ok', (function(){return this})());`,
    },
    args: ["main.js"],
  },
];
