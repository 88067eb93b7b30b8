// What is printed above errors that nothing catches, program by program.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const programs = {
  // What an ES module throws goes through a promise: V8 knows where an error was made unless its stack was read.
  "assertion.mjs": "import assert from 'node:assert';\nassert.equal(1, 2);",
  "read.mjs": "const error = new Error('x');\nerror.stack;\nthrow error;",
  "captured.mjs": "const error = new Error('x');\nError.captureStackTrace(error);\nthrow error;",
  "number.mjs": "throw 5;",
  "rejected.cjs": "const error = new Error('x');\nerror.stack;\nPromise.reject(error);",
  "rejected-object.cjs": "Promise.reject({ a: 1 });",
  "rejected-foo.cjs": "Promise.reject(new (class Foo {})());",
  // JSON.parse names the text.
  "json.cjs": 'const text = \'{\\n  "a": 1,\\n  b\\n}\';\nconst x = JSON.parse(text);',
  "json-end.mjs": "JSON.parse('');",
  "json-deep.cjs": "const f = (n) => (n ? f(n - 1) : JSON.parse('{\"a\": }'));\nf(12);",
  "json-file.cjs": "require('./bad.json');",
  // Sources that do not parse.
  "end.cjs": "if (1) {\n  foo(",
  "pattern.cjs": "const x = 1; /(/g.test('');",
  "module-word.cjs": "const module = 5; await 1;",
  "meta.cjs": "const x = import.meta.url;",
  "nested.mjs": "if (1) {\n  import { x } from 'y';\n}",
  "default-twice.mjs": "export default 1; export const a = 1; export { a };",
  "undefined-export.mjs": "export { nope };",
  "return.mjs": "await 1; return 5;",
  "comment.mjs": "const a = 1;\n/* no end\n",
  // Other ends.
  "loop.mjs": "const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };\nfor await (const x of never);",
  "namespace.mjs": "import * as fs from 'node:fs';\nfs.readFileSync('/nope');",
  "clone.cjs": "structuredClone(() => {});",
  "symbol.cjs": "throw Symbol('s');",
  "function.cjs": "throw function f() {};",
  "no-stack.cjs": "const e = new Error('x'); delete e.stack; throw e;",
  "eval.cjs": "function f() {\n  eval('throw new Error(\"in eval\")');\n}\ntry {\n  f();\n} catch (e) {\n  console.log(e.stack);\n}",
};
writeFileSync("bad.json", '{"a": 1,}');
for (const [name, text] of Object.entries(programs)) {
  writeFileSync(name, text);
  const { status, stdout, stderr } = spawnSync("node", [name], { encoding: "utf8" });
  console.log(`== ${name} ${status}\n${stdout}${stderr.replaceAll(/node:\d+\)/g, "node:pid)")}`);
}
