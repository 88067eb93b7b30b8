const { spawnSync } = require("child_process");
const fs = require("fs");
const module_ = require("module");
fs.writeFileSync("plain.js", "exports.a = 1;");
fs.writeFileSync("main.cjs", "require('./plain.js'); import('./esm.mjs').then((m) => console.log(m.b));");
fs.writeFileSync("esm.mjs", "export const b = 2;");
fs.writeFileSync("typed.ts", "const n: number = 3; console.log(n);");
const run = (env, ...args) => {
  const given = { PATH: process.env.PATH, NODE_DEBUG_NATIVE: "COMPILE_CACHE", ...env };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env: given, encoding: "utf8" });
  const told = stderr
    .replaceAll(process.cwd(), "<cwd>")
    .replaceAll(/\.[a-zA-Z0-9]{6}(?=[\s.])/g, ".XXXXXX")
    .replaceAll(/v24\S*?-x64-[0-9a-f]+-\d+/g, "<tag>")
    .replaceAll(/\/[0-9a-f]{8}\b/g, "/<key>")
    .replaceAll(/\[\d+( \d+){4}\]/g, "[…]")
    .replaceAll(/size=\d+/g, "size=…");
  console.log([stdout, status].join(" "), told.split("\n").sort().join("\n"));
};
run({ NODE_COMPILE_CACHE: "cache" }, "main.cjs");
run({ NODE_COMPILE_CACHE: "cache" }, "main.cjs");
fs.appendFileSync("plain.js", "// changed");
run({ NODE_COMPILE_CACHE: "cache" }, "main.cjs");
run({ NODE_COMPILE_CACHE: "types" }, "typed.ts");
run({ NODE_COMPILE_CACHE: "types" }, "typed.ts");
run({ NODE_COMPILE_CACHE: "cache", NODE_DISABLE_COMPILE_CACHE: "1" }, "main.cjs");
fs.writeFileSync("file", "");
run({ NODE_COMPILE_CACHE: "file" }, "plain.js");
console.log(module_.constants.compileCacheStatus, module_.getCompileCacheDir());
const { status, directory } = module_.enableCompileCache("own");
console.log(status, directory === `${process.cwd()}/own`, module_.getCompileCacheDir().startsWith(directory), module_.enableCompileCache().status);
require("./plain.js");
module_.flushCompileCache();
console.log(fs.readdirSync(module_.getCompileCacheDir()).length > 0);
try { module_.flushCompileCache(1); } catch (e) { console.log(e.code, e.message); }
