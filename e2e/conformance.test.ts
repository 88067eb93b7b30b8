import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import { differences } from "./conformance/differences.ts";
import { type Expectation, expectation } from "./conformance/expectation.ts";
import type { Program } from "./conformance/program.ts";
import { PROGRAMS } from "./conformance/programs/index.ts";
import type { Api } from "./pages/conformance.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");
const EXPECTED = JSON.parse(
  readFileSync(join(import.meta.dirname, "conformance/expected.json"), "utf8"),
) as Record<string, Expectation>;

/** Programs that do not yet behave as in Node, and in what they differ. Must match exactly. */
const DIFFER: Readonly<Record<string, string>> = {};

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  server = await serve(SERVED);
  browser = await launch();
  page = await browser.newPage();
  await openTestPage(page, server.url, "pages/conformance.ts");
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function observe(program: Program, isolated = false): Promise<Expectation> {
  const { files, args, stdin = "", env = {}, killAfterMs } = program;
  const request = {
    argv: ["node", ...args],
    stdin,
    env: { TZ: "UTC", ...env },
    timeoutMs: killAfterMs ?? 60_000,
  };
  const result = await page.evaluate(
    ([given, asked, apart]) => (apart ? api.runIsolated(given, asked) : api.run(given, asked)),
    [{ ...files }, request, isolated] as const,
  );
  const bytes = (text: string) => Buffer.from(text, "base64");
  return expectation(program, result.cwd, bytes(result.stdout), bytes(result.stderr), result.code);
}

test("programs behave as under the pinned Node", async () => {
  const differing: Record<string, string> = {};
  for (const program of PROGRAMS) {
    const expected = EXPECTED[program.name];
    if (!expected) throw new Error(`${program.name} was not recorded: run e2e/conformance/record.ts`);
    let seen = await observe(program);
    for (let tries = 1; program.racy && tries < 4 && differences(seen, expected) !== ""; tries++)
      seen = await observe(program);
    const found = differences(seen, expected);
    if (found !== "") differing[program.name] = found;
    if (found !== "" && process.env["SHOW"]) console.log(program.name, { seen, expected });
  }
  const count = PROGRAMS.length - Object.keys(differing).length;
  console.log(`conformance: ${count} of ${PROGRAMS.length}`);
  expect(differing).toEqual(DIFFER);
}, 600_000);

test("programs behave the same in used workers, in any order", async () => {
  const order = PROGRAMS.map((program) => ({ program, key: Math.random() })).toSorted(
    (a, b) => a.key - b.key,
  );
  const differing: Record<string, string> = {};
  for (const { program } of order) {
    const expected = EXPECTED[program.name];
    if (!expected || program.name in DIFFER) continue;
    let seen = await observe(program, true);
    for (let tries = 1; program.racy && tries < 4 && differences(seen, expected) !== ""; tries++)
      seen = await observe(program, true);
    const found = differences(seen, expected);
    if (found !== "") differing[program.name] = found;
    if (found !== "" && process.env["SHOW"]) console.log(program.name, { seen, expected });
  }
  expect(differing).toEqual({});
}, 600_000);

const text = (encoded: string) => Buffer.from(encoded, "base64").toString();

test("a task's policy: modules and globals that are forbidden, a clock that stands still", async () => {
  const run = async (code: string, policy: Parameters<Api["run"]>[2]) => {
    const request = { argv: ["node", "main.js"], timeoutMs: 20_000 };
    const result = await page.evaluate(([given, asked, how]) => api.run(given, asked, how), [
      { "main.js": code },
      request,
      policy,
    ] as const);
    return text(result.stdout) + text(result.stderr);
  };
  const deny = { deny: { modules: ["zlib"], globals: ["fetch"] } };
  const denied = await run(
    `const tell = (work) => { try { return work() } catch (e) { return [e.code, e.message] } };
    console.log(JSON.stringify([tell(() => require("zlib")), tell(() => require("node:zlib")), tell(() => fetch),
      tell(() => process.getBuiltinModule("zlib")), tell(() => new CompressionStream("gzip")), typeof require("fs").readFileSync]));
    import("zlib").catch((e) => console.log(e.code));`,
    deny,
  );
  const refusal = ["ERR_ACCESS_DENIED", "Cannot use 'zlib': this task forbids it."];
  const [line = "", last] = denied.split("\n");
  const global = ["ERR_ACCESS_DENIED", "Cannot use 'fetch': this task forbids it."];
  expect(JSON.parse(line)).toEqual([refusal, refusal, global, refusal, refusal, "function"]);
  expect(last).toBe("ERR_ACCESS_DENIED");

  const names = ["crypto", "Crypto", "CryptoKey", "SubtleCrypto"];
  const keyless = await run(
    `const tell = (work) => { try { return typeof work() } catch (e) { return e.message } };
    console.log(JSON.stringify([tell(() => require("crypto")), ...${JSON.stringify(names)}.map((name) => tell(() => globalThis[name]))]));`,
    { deny: { modules: ["crypto"], globals: [] } },
  );
  expect(JSON.parse(keyless)).toEqual(
    ["crypto", ...names].map((name) => `Cannot use '${name}': this task forbids it.`),
  );

  const frozen = { frozen: { now: 1_700_000_000_000, seed: 7 } };
  const program = `console.log(Date.now(), new Date().toISOString(), new Date(5).getTime(), performance.now(), Math.random(),
    require("crypto").randomBytes(8).toString("hex")); setTimeout(() => console.log(Date.now()), 5);`;
  const [once, again] = [await run(program, frozen), await run(program, frozen)];
  expect(once).toBe(again);
  expect(once).toMatch(/^1700000000000 2023-11-14T22:13:20\.000Z 5 0 0\.\d+ [0-9a-f]{16}\n1700000000000\n$/);
});

/** Each leaves something behind, or tries to. */
const LEAVERS = [
  "globalThis.LEFT = 1; undeclared = 2; var declared = 3; process.env.LEFT = '4'; require('fs').left = 5;",
  "Array.prototype.left = 1;",
  "Object.defineProperty(globalThis, 'LEFT', { value: 1 });",
  "Object.freeze(Array.prototype);",
  "Date.prototype.toISOString = () => 'left'; Error.stackTraceLimit = 1; /(x)/.exec('x');",
  "globalThis.Map = class {};",
  "process.env.TZ = 'Asia/Tokyo'; console.log(new Date(0).getHours());",
  "try { process.exit(6) } catch { globalThis.LEFT = 1 } finally { globalThis.LEFT = 2 }",
  "setInterval(() => { globalThis.LEFT = 5 }, 1); setTimeout(() => process.exit(2), 20);",
  "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => { globalThis.LEFT = 7 }); process.exit();",
  // A module that was compiled is used again.
  "WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(({ module }) => { module.left = 1; Object.freeze(module); Object.setPrototypeOf(module, null) });",
  "const other = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 108, 101, 102, 116, 0, 0, 10, 4, 1, 2, 0, 11])); Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { if (this.module) this.module = other } }); WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));",
  "const s = new (require('async_hooks').AsyncLocalStorage)(); s.run(1, async () => { await 1; console.log(s.getStore()) });",
  "Promise.reject(new Error('left'));",
  // The library's public objects, by assignment, by definition, by deletion, by being closed.
  "require('fs').readFileSync = () => 'left'; require('path').posix.join = () => 'left'; require('util').inspect.defaultOptions.depth = 0;",
  "Object.defineProperty(require('fs'), 'readFileSync', { get: () => () => 'left', configurable: true });",
  "Object.defineProperty(require('path'), 'join', { value: () => 'left', configurable: false });",
  "delete require('events').prototype.on; delete require('stream').Readable.prototype.destroyed; delete Buffer.prototype.parent;",
  "Object.freeze(require('fs')); Object.seal(process); Object.preventExtensions(require('path'));",
  "Object.setPrototypeOf(require('events').prototype, { left: 1 }); require('stream').Readable.prototype.__proto__ = { left: 1 };",
  "require('fs').readFileSync.left = 1; require('fs').readFileSync[Symbol.for('left')] = 1; Buffer.from.prototype = 1; console.log.left = 1;",
  "require('events').prototype.left = 1; require('events').defaultMaxListeners = 1; require('events').captureRejections = true; Buffer.poolSize = 1;",
  "Object.getPrototypeOf(setTimeout(() => {}, 0)).left = 1; Object.getPrototypeOf(setImmediate(() => {})).left = 1;",
  "Object.getPrototypeOf(process.stdout._handle ?? process.stdout).left = 1; process.stdout.write = () => true; process.stdout.constructor.prototype.write = () => true;",
  // The process and its modules.
  "process.on('exit', () => console.log('left')); process.on('uncaughtException', () => {}); process.left = 1; process.exitCode = 0;",
  "const M = require('module'); M._extensions['.js'] = () => {}; M._cache.left = 1; M.prototype.require = () => 'left'; M._load = () => 'left'; M.wrapper[0] = 'left';",
  "const M = require('module'); M.registerHooks({ load: () => ({ format: 'commonjs', source: 'console.log(\"left\")', shortCircuit: true }) });",
  "process.title = 'left'; process.umask(0o777); process.chdir('/'); process.argv.push('left'); process.execArgv.push('left'); process.emitWarning('once', { code: 'LEFT' });",
  "process.emit = () => true; process.nextTick = () => {}; process.stdout.emit = () => true; process.hrtime.bigint = () => 0n; process.exit.left = 1;",
  "require('diagnostics_channel').channel('left').subscribe(() => {}); require('async_hooks').createHook({ init() {} }).enable();",
  "new (require('async_hooks').AsyncLocalStorage)().enterWith('left'); require('http').globalAgent.left = 1; require('https').globalAgent = null;",
  "require('domain').create().enter(); require('readline').createInterface({ input: process.stdin }).on('line', () => {}); setTimeout(() => process.exit(), 5);",
  "require('util').inspect.styles.left = 1; require('util').inspect.colors.red[0] = 1; require('os').constants.signals.LEFT = 1; require('assert').strict.equal = () => {};",
  "Error.prepareStackTrace = () => 'left'; Error.stackTraceLimit = Infinity;",
  "Symbol.for('left'); RegExp.prototype.exec = () => null; JSON.parse = () => 'left';",
  "Promise.prototype.then = function () { globalThis.LEFT = 1 }; queueMicrotask(() => { globalThis.LEFT = 2 });",
  "(async () => { for (;;) { await new Promise((done) => setImmediate(done)); globalThis.LEFT = 1 } })(); setTimeout(() => process.exit(), 10);",
  "(async () => { try { process.exit() } catch {} await 1; globalThis.LEFT = 1; await 2; require('fs').left = 1; Array.prototype.left = 1 })();",
  "new FinalizationRegistry(() => { globalThis.LEFT = 1 }).register({}, 1); new WeakRef({});",
  "Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30).value.then(() => { globalThis.LEFT = 1 }); process.exit();",
  "const { port1, port2 } = new MessageChannel(); port1.onmessage = () => { globalThis.LEFT = 1 }; port2.postMessage(1); process.exit();",
  "require('net').createServer(() => {}).listen(0); require('fs').watch('.', () => { globalThis.LEFT = 1 }); require('fs').writeFileSync('x', ''); setTimeout(() => process.exit(), 5);",
  "setTimeout(() => { globalThis.LEFT = 1 }, 50).unref(); require('fs').watchFile('main.js', { interval: 5 }, () => {}).unref();",
  "Object.defineProperty(globalThis, 'console', { get() { globalThis.LEFT = 1 }, configurable: true }); globalThis[Symbol.for('left')] = 1;",
  "Object.defineProperty(Object.prototype, 'left', { get: () => 'left', set() {}, configurable: true }); Function.prototype.call = () => 'left';",
  "const { Readable } = require('stream'); Readable.from([1]).constructor.prototype.read = () => 'left'; Readable.prototype[Symbol.asyncIterator] = null;",
  "const u = Buffer.allocUnsafe(8); u.fill('left left'); new Uint8Array(u.buffer).fill(108);",
  // Ends by errors that nothing catches, or that something does, with more to come.
  "globalThis.LEFT = 1; Array.prototype.left = 1; setInterval(() => { globalThis.LEFT = 2 }, 1); throw new Error('left');",
  "queueMicrotask(() => { globalThis.LEFT = 1; queueMicrotask(() => { require('fs').left = 1 }) }); process.nextTick(() => { globalThis.LEFT = 3 }); JSON.parse('{left');",
  "process.on('exit', () => { globalThis.LEFT = 1; setTimeout(() => { globalThis.LEFT = 2 }); throw new Error('left') });",
  "process.on('uncaughtException', () => { globalThis.LEFT = 1; throw new Error('again') }); setTimeout(() => null.left);",
  "process.on('uncaughtException', () => {}); process.on('exit', () => { Promise.resolve().then(() => { globalThis.LEFT = 1 }); throw 1 });",
  "process.setSourceMapsEnabled(true); require('v8').setFlagsFromString('--expose-gc'); require('async_hooks').createHook({ destroy() { globalThis.LEFT = 1 } }).enable(); new (require('async_hooks').AsyncResource)('left');",
  "require('crypto').createHash('md5').constructor.prototype.update = () => 'left'; require('url').URL.prototype.toString = () => 'left';",
];
const LOOK = `const fs = require("fs"), path = require("path"), util = require("util"), events = require("events"), M = require("module");
const { Readable } = require("stream");
const warnings = []; process.on("warning", (w) => warnings.push(w));
console.log(typeof LEFT, typeof undeclared, typeof declared, [].left, process.env.LEFT, fs.left,
  Object.isFrozen(Array.prototype), new Date(0).toISOString(), new Date(0).getHours(), Error.stackTraceLimit, new Map().size);
console.log(fs.readFileSync(__filename, "utf8").length, path.join("a", "b"), path.posix.join("a", "c"), util.inspect({ a: { b: { c: 1 } } }),
  typeof events.prototype.on, "destroyed" in Readable.prototype, "parent" in Buffer.prototype, Object.isFrozen(fs), Object.isSealed(process), Object.isExtensible(path));
console.log(events.prototype.left, Readable.prototype.left, fs.readFileSync.left, fs.readFileSync[Symbol.for("left")], typeof Buffer.from.prototype, console.log.left,
  events.defaultMaxListeners, events.captureRejections, Buffer.poolSize);
const timer = setTimeout(() => {}, 0), immediate = setImmediate(() => {});
console.log(timer.left, immediate.left, Object.getPrototypeOf(process.stdout._handle ?? process.stdout).left, process.left, process.exitCode, process.listenerCount("exit"), process.listenerCount("uncaughtException"));
console.log(Object.keys(M._extensions).join(), M._cache.left, M.wrapper[0], typeof require("./other.js"), process.title, process.umask().toString(8), process.cwd(), process.argv.length, process.execArgv.length, process.exit.left, process.hrtime.bigint() > 0n);
console.log(require("diagnostics_channel").hasSubscribers("left"), require("async_hooks").executionAsyncId(), require("http").globalAgent.left, typeof require("https").globalAgent, process.domain, process.stdin.listenerCount("data"));
console.log(util.inspect.styles.left, util.inspect.colors.red[0], require("os").constants.signals.LEFT, /x/.exec("x")?.length, JSON.parse("1"), ({}).left, Symbol.keyFor(Symbol.for("left")));
console.log(Buffer.allocUnsafe(8).buffer instanceof ArrayBuffer, Buffer.allocUnsafe(64).includes("left"), require("crypto").createHash("md5").update("").digest("hex"), String(new URL("a:b")), globalThis[Symbol.for("left")], typeof new Error("x").stack);
require("assert").throws(() => require("assert").strict.equal(1, 2));
console.error("to stderr", process.stderr.constructor.name);
Promise.resolve(1).then((v) => console.log(v, warnings.length));
(async () => { for await (const v of Readable.from([1])) console.log(v); await 1; console.log(typeof LEFT);
  const made = await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  console.log(Object.keys(made).join(), made.module.left, WebAssembly.Module.exports(made.module).length, Object.isFrozen(made.module)); })();`;

/** Two workers take turns: what is there twice comes to both. */
const twice = <T>(...items: readonly T[]): T[] => items.flatMap((item) => [item, item]);

test("a program that enters the library by a back door leaves it whole for others", async () => {
  // Natively, too, `tls` is not whole in the first; so many want it that it is evaluated ahead.
  const [backDoor, tls] = [
    'require("_tls_wrap"); console.log(true)',
    'console.log(typeof require("tls").Server)',
  ];
  const results = await page.evaluate(
    (codes) => api.sequence(codes),
    [
      ...Array.from({ length: 12 }, () => `process.noDeprecation = true; ${backDoor}`),
      ...Array.from({ length: 8 }, () => tls),
    ],
  );
  expect(results.slice(12).map(({ output }) => output)).toEqual(Array(8).fill("function\n"));
  expect(results.slice(12).some(({ reused }) => reused)).toBe(true);
}, 60_000);

test("types are taken away in used workers as in new ones", async () => {
  // The parser is WebAssembly: its memory is not among what is put back between two programs.
  const sources = [
    ["strip", "let a: number = 1"],
    ["transform", "enum A { B }"],
    ["strip", "let b: = 5"],
    ["strip", "enum C { D }"],
    ["transform", "namespace N { export const a = 1 }"],
  ];
  const programs = sources.map(
    ([mode, source]) => `process.noDeprecation = true; process.removeAllListeners("warning");
      try { console.log(require("module").stripTypeScriptTypes(${JSON.stringify(source)}, { mode: "${mode}" })); }
      catch (error) { console.log(error.code, error.message); }`,
  );
  const results = await page.evaluate(
    (codes) => api.sequence(codes),
    Array(8).fill(programs).flat() as string[],
  );
  const outputs = results.map(({ output }) => output);
  expect(outputs.slice(0, 5)).toEqual([
    "let a         = 1\n",
    expect.stringMatching(/^var A /),
    expect.stringMatching(/^ERR_INVALID_TYPESCRIPT_SYNTAX /),
    expect.stringMatching(/^ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX /),
    expect.stringContaining("N.a = 1"),
  ]);
  expect(outputs).toEqual(Array(8).fill(outputs.slice(0, 5)).flat());
  expect(results.slice(20).some(({ reused }) => reused)).toBe(true);
}, 60_000);

test("what the library evaluates for a program works in used workers, too", async () => {
  // In another order in each run: what many programs want is evaluated ahead for the next.
  const loading = (name: string): string =>
    `process.noDeprecation = true; require("${name}"); import("${name}").then(({ default: module }) => console.log(module === require("${name}")));`;
  const ahead = Array.from(
    { length: 6 },
    () => "process.noDeprecation = navigator.platform === 'linux'; console.log(true)",
  );
  const programs = [...ahead, ...builtinModules.toSorted(() => Math.random() - 0.5).map(loading)];
  const results = await page.evaluate((codes) => api.sequence(codes), programs);
  const failed = results.map(({ output }, i) => [programs[i], output]);
  // What is not there says so.
  expect(failed.filter(([, output = ""]) => !/^true\n|_(UN|NOT_)AVAILABLE/.test(output))).toEqual([]);
}, 120_000);

/** Programs that change files: what one of them did is expected of the next that is started in the same way. */
const CHANGERS = [
  'fs.mkdirSync("out"); fs.writeFileSync("out/a", "1"); show(fs.readFileSync("out/a", "utf8"))',
  'fs.mkdirSync("out"); fs.writeFileSync("out/a", "longer".repeat(9000)); fs.renameSync("out/a", "b"); show(fs.statSync("b").size)',
  'show(fs.mkdirSync("out/a/b", { recursive: true })?.endsWith("/out"), fs.mkdirSync("out/a", { recursive: true })); fs.writeFileSync("out/a/b/c", "2")',
  'fs.writeFileSync("out", "3"); show(attempt(() => fs.mkdirSync("out")), attempt(() => fs.writeFileSync("out/a", "4")))',
  'fs.mkdirSync("out"); process.chdir("out"); fs.mkdirSync("out"); fs.writeFileSync("a", "5"); process.chdir(".."); show()',
  'fs.mkdirSync("out"); fs.rmdirSync("out"); show(attempt(() => fs.writeFileSync("out/a", "6")))',
  'fs.unlinkSync("other.js"); show(attempt(() => fs.unlinkSync("other.js"))); fs.mkdirSync("other.js"); show()',
  'const at = Date.now(); fs.writeFileSync("a", "7"); while (Date.now() < at + 60); show(fs.statSync("a").mtimeMs < at + 40)',
  'fs.writeFileSync("a", "8"); fs.chmodSync("a", 0o600); fs.writeFileSync("a", "9", { flag: "a" }); show(fs.readFileSync("a", "utf8"))',
  'fs.mkdirSync("out"); require("child_process").execSync("echo 10 > out/a"); fs.writeFileSync("out/b", "11"); show()',
].map(
  (code) => `const fs = require("fs");
const attempt = (work) => { try { return work(); } catch ({ message }) { return message; } };
const show = (...values) => console.log(...values, fs.readdirSync(".", { recursive: true }).sort().join());
${code}`,
);

test("programs that change files find them as they left them, whatever the last one did", async () => {
  const alone = await Promise.all(
    CHANGERS.map((code) =>
      page.evaluate(([given, asked]) => api.run(given, asked), [
        { "main.js": code, "other.js": "exports.other = 1;" },
        { argv: ["node", "main.js"], timeoutMs: 20_000 },
      ] as const),
    ),
  );
  const wanted = alone.map(({ stdout }) => Buffer.from(stdout, "base64").toString());
  expect(wanted).not.toContain("");
  const order = Array.from({ length: 8 }, () =>
    CHANGERS.map((_, i) => i).toSorted(() => Math.random() - 0.5),
  );
  const many = CHANGERS.flatMap((_, i) => [i, i, i, i]);
  const turns = [...order.flat(), ...many];
  const results = await page.evaluate(
    (codes) => api.sequence(codes),
    turns.map((i) => CHANGERS[i] as string),
  );
  expect(results.map(({ output }, n) => [turns[n], output])).toEqual(turns.map((i) => [i, wanted[i]]));
}, 60_000);

test("globals that are made when they are looked at are made anew for the next program", async () => {
  const programs = ["0", "0", "0", "0"];
  for (const name of ["Crypto", "CompressionStream", "WebSocket", "CloseEvent"])
    programs.push(...twice(`${name}.left = 1; console.log(0)`, `console.log(${name}.left ?? 0)`));
  const results = await page.evaluate((codes) => api.sequence(codes), programs);
  expect(results.slice(4).map(({ output }) => output)).toEqual(Array(16).fill("0\n"));
  expect(results.some(({ reused }) => reused)).toBe(true);
}, 60_000);

test("what a program leaves behind never reaches the next one, though workers are used again", async () => {
  const programs = LEAVERS.flatMap((leaver) => twice(leaver, LOOK));
  const results = await page.evaluate(([codes, first]) => api.sequence([first, ...codes]), [
    programs,
    LOOK,
  ] as const);
  // What the first program saw, in a worker that had run nothing.
  const clean = results[0]?.output ?? "";
  expect(clean).toMatch(
    /^undefined undefined undefined undefined undefined undefined false 1970-01-01T00:00:00.000Z 0 10 0\n/,
  );
  const looks = results.slice(1).filter((_result, index) => index % 4 >= 2);
  const seen = looks.map(({ output }, i) => [LEAVERS[i >> 1], output]);
  expect(seen).toEqual(LEAVERS.flatMap((leaver) => twice([leaver, clean])));
  const reused = results.filter((result) => result.reused).length;
  console.log(`in used workers: ${reused} of ${results.length}`);
  expect(reused).toBeGreaterThan(LEAVERS.length);
}, 300_000);

test("options that modules look at when they are evaluated count in used workers, too", async () => {
  // By the third run the modules are evaluated ahead, without any options.
  const program = `
    const net = require("net");
    process.removeAllListeners("warning");
    const server = require("http").createServer((request, response) => response.end("taken"));
    server.on("clientError", (error, socket) => { console.log(error.code); socket.destroy(); server.close(); });
    server.listen(0, () => {
      const client = net.connect(server.address().port, () => client.write("GET / HTTP/1.1\\r\\nHost: x\\r\\nX: \\x01\\r\\n\\r\\n"));
      client.on("data", (data) => { console.log(String(data).slice(0, 15)); client.destroy(); server.close(); });
      client.on("error", () => {});
    });
    console.log(net.getDefaultAutoSelectFamily());`;
  const flags = [[], ["--insecure-http-parser"], ["--no-network-family-autoselection"], []];
  const results = await page.evaluate(([codes, words]) => api.sequence(codes, words), [
    Array<string>(16).fill(program),
    Array(4).fill(flags).flat() as string[][],
  ] as const);
  const refused = "HPE_INVALID_HEADER_TOKEN\n";
  const expected = [`true\n${refused}`, "true\nHTTP/1.1 200 OK\n", `false\n${refused}`, `true\n${refused}`];
  expect(results.map(({ output }) => output)).toEqual(Array(4).fill(expected).flat());
  expect(results.slice(8).filter(({ reused }) => reused).length).toBeGreaterThan(4);
}, 60_000);

test("what a regular expression matched last is not there for the next program", async () => {
  const leaver = `/l(e)(f)t/.exec("what is left"); console.log(RegExp.$1 + RegExp.$2)`;
  // What the host itself looks for in sources is not to be seen, either.
  const look = `const later = async () => { await import("./other.js").then(Promise.reject); };
console.log([RegExp.$_, RegExp.$1, RegExp.$2, RegExp.lastMatch, RegExp.leftContext].join());`;
  const results = await page.evaluate((codes) => api.sequence(codes), [
    look,
    ...Array(4).fill(twice(leaver, look)).flat(),
  ] as string[]);
  const expected = [",,,,\n", ...Array(4).fill(["ef\n", "ef\n", ",,,,\n", ",,,,\n"]).flat()];
  expect(results.map(({ output }) => output)).toEqual(expected);
  expect(results.some(({ reused }) => reused)).toBe(true);
}, 60_000);
