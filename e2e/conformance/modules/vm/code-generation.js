const vm = require('vm');
const log = [];
const proxy = new Proxy({ foo: 'bar', console }, { get(t, k) { if (typeof k === 'symbol' || !(k in t)) throw new Error('no ' + String(k)); return t[k]; }, getOwnPropertyDescriptor() { throw new Error('whoops'); } });
vm.createContext(proxy); console.log(vm.isContext(proxy), vm.isContext({}));
console.log(vm.runInContext('foo', proxy));
const run = (code, codeGeneration = { strings: false, wasm: false }) => { try { const r = vm.runInNewContext(code, { print: console.log }, { contextCodeGeneration: codeGeneration }); console.log(code, r); return r; } catch (e) { console.log(code, e.name, e.message); } };
for (const code of ['eval("1")', 'eval(5)', 'new Function("return 1")', 'Function("1")', 'new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0]))', 'typeof eval', '(0, eval)("2")', '(function(){}) instanceof Function', 'Function.prototype === (class {}).__proto__', 'String(Function)', 'Function.name + eval.name + eval.length', 'typeof WebAssembly.Memory']) run(code);
run('eval("1 + 1")', { strings: true, wasm: false }); run('WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,0])).catch((e) => print(e.name, e.message)), 1', { wasm: false }); run('new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0])) && 1', { strings: false });
try { vm.createContext({}, { codeGeneration: { strings: 0 } }); } catch (e) { console.log(e.code); }
for (const v of [null, 5]) try { vm.isContext(v); } catch (e) { console.log(e.code); }
const { spawnSync } = require("node:child_process");
const program = `for (const make of [() => eval("1"), () => new Function("1"), () => (0, eval)("3"), () => process.exit instanceof Function, () => require("vm").runInThisContext("1 + 1")])
  try { console.log(make()); } catch (e) { console.log(e.name, e.message); }
import("fs").then((fs) => console.log(typeof fs.readFileSync));`;
require("node:fs").writeFileSync("no-strings.js", program);
console.log(spawnSync("node", ["--disallow-code-generation-from-strings", "no-strings.js"], { encoding: "utf8" }).stdout);
