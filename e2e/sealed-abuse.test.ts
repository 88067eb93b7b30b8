import { availableParallelism, loadavg } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SealedApi } from "./pages/sealed.ts";
import { openSealed, type SealedHost } from "./support/sealed.ts";

declare const sealed: SealedApi;

let host: SealedHost;
beforeAll(async () => {
  host = await openSealed();
  await host.page.evaluate(async () => {
    const limits = {
      processes: 8,
      descriptors: 1000,
      inodes: 3000,
      bytes: 64e6,
      output: 5e6,
      watches: 100,
      queued: 2 ** 24,
    };
    await sealed.limited("abused", { files: { "kept.txt": "still here" }, limits });
    await sealed.runOn("abused", "0");
  });
});
afterAll(() => host.close());

type Limits = NonNullable<Parameters<SealedApi["runOn"]>[2]>;
type Outcome = Awaited<ReturnType<SealedApi["runOn"]>>;

const run = (source: string, limits: Limits = {}): Promise<Outcome> =>
  host.page.evaluate(([text, given]) => sealed.runOn("abused", text, given), [source, limits] as const);

const ENDED = "The sandbox ended this program: it";
const late = (err = ""): object => ({
  code: null,
  timedOut: true,
  err: `${err}${ENDED} ran longer than 1.5 s.\n`,
});
const SHORT = { timeoutMs: 1500 };

/** The most that any task on the page's main thread may take. */
const LONGEST_TASK_MS = 100;
/** What else this computer does stretches all tasks. */
const others = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** What was tried, the program, its limits, how it must end. */
const ABUSES: readonly [string, string, Limits, object][] = [
  ["an endless loop", "for (;;);", SHORT, late()],
  ["an endless regular expression", "/^(a+)+$/.test('a'.repeat(50) + 'b')", SHORT, late()],
  ["endless microtasks", "(function f() { Promise.resolve().then(f) })()", SHORT, late()],
  ["endless ticks", "(function f() { process.nextTick(f) })()", SHORT, late()],
  ["endless timers", "(function f() { setTimeout(f, 0); setTimeout(f, 0) })()", SHORT, late()],
  ["endless immediates", "(function f() { setImmediate(f) })()", SHORT, late()],
  [
    "endless messages to itself",
    "const { port1, port2 } = new MessageChannel(); port2.on('message', (m) => { port1.postMessage(m); port1.postMessage(m) }); port1.postMessage('x')",
    SHORT,
    { code: null, timedOut: true },
  ],
  ["a loop in a shell", "", { ...SHORT, argv: ["sh", "-c", "while :; do :; done"] }, late()],
  [
    "a program that answers no signal",
    "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); for (;;);",
    SHORT,
    late(),
  ],
  [
    "a gigabyte printed",
    "const s = 'x'.repeat(1e6); for (let i = 0; i < 1000; i++) process.stdout.write(s)",
    { maxOutput: 1e6 },
    { code: null, truncated: true, err: `${ENDED} printed more than 1,000,000 bytes.\n` },
  ],
  [
    "a gigabyte of errors",
    "for (;;) console.error('x'.repeat(1e5))",
    { maxOutput: 1e6 },
    { code: null, truncated: true, err: expect.stringMatching(/printed more than 1,000,000 bytes\.\n$/) },
  ],
  [
    "recursion",
    "(function f() { return f() + 1 })()",
    {},
    { code: 1, err: expect.stringContaining("RangeError: Maximum call stack size exceeded") },
  ],
  [
    "recursion through JSON, inspect and clone",
    "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; for (const f of [JSON.stringify, structuredClone, require('util').inspect, require('v8').serialize]) try { f(a) } catch (e) { if (!(e instanceof RangeError)) console.log(e.name) } console.log('end')",
    {},
    { code: 0, out: expect.stringMatching(/end\n$/) },
  ],
  [
    "sixty-four gigabytes in buffers",
    "const all = []; try { for (let i = 0; i < 64; i++) all.push(new ArrayBuffer(2 ** 30)) } catch (e) { console.log(e.name) } console.log('end')",
    {},
    { code: 0, out: expect.stringMatching(/end\n$/) },
  ],
  [
    "a string of ten gigabytes",
    "try { 'x'.repeat(1e10) } catch (e) { console.log(e.name) }",
    {},
    { out: "RangeError\n" },
  ],
  [
    "WebAssembly memory without end",
    "const all = []; try { for (let i = 0; i < 500; i++) all.push(new WebAssembly.Memory({ initial: 30000 })) } catch (e) { console.log(e.name) } console.log('end')",
    {},
    { out: expect.stringMatching(/end\n$/) },
  ],
  [
    "more files than there may be",
    "const fs = require('fs'); fs.mkdirSync('many'); try { for (let i = 0; i < 1e6; i++) fs.writeFileSync('many/' + i, '') } catch (e) { console.log(e.code) } console.log(fs.readdirSync('many').length > 2000); fs.rmSync('many', { recursive: true })",
    {},
    { out: "ENOSPC\ntrue\n", err: "node: limit of 3,000 files reached\n" },
  ],
  [
    "more bytes than there may be",
    "const fs = require('fs'); try { for (let i = 0; ; i++) fs.writeFileSync('big' + i, Buffer.alloc(1e7)) } catch (e) { console.log(e.code) } for (let i = 0; i < 7; i++) fs.rmSync('big' + i, { force: true })",
    {},
    { out: "ENOSPC\n", err: "node: limit of 64,000,000 bytes of files reached\n" },
  ],
  [
    "a file longer than the disk",
    "try { require('fs').truncateSync('kept.txt', 1e12) } catch (e) { console.log(e.code) }",
    {},
    { out: "ENOSPC\n" },
  ],
  [
    "more open files than there may be",
    "const fs = require('fs'); try { for (;;) fs.openSync('/dev/null') } catch (e) { console.log(e.code) }",
    {},
    { out: "EMFILE\n", err: "node: limit of 1,000 open files reached\n" },
  ],
  [
    "more watches than there may be",
    "const fs = require('fs'); try { for (;;) fs.watch('.') } catch (e) { console.log(e.code) } process.exit()",
    {},
    { out: "ENOSPC\n", err: "node: limit of 100 watches reached\n" },
  ],
  [
    "arguments without end",
    "const { spawnSync } = require('child_process'); console.log(spawnSync('node', Array(3e5).fill('argument')).error.code, spawnSync('node', ['x'.repeat(1e6)]).error.code, spawnSync('node', [], { env: { A: 'x'.repeat(1e6) } }).error.code)",
    {},
    { out: "E2BIG E2BIG E2BIG\n" },
  ],
  [
    "a fork bomb",
    "const { spawn } = require('child_process'); for (let i = 0; i < 20; i++) spawn('node', ['main.js'], { stdio: 'inherit' }).on('error', (e) => { console.log(e.code) })",
    { timeoutMs: 8000 },
    { err: expect.stringContaining("limit of 8 processes reached\n") },
  ],
  [
    "a fork bomb that detaches itself",
    "const { spawn } = require('child_process'); for (let i = 0; i < 20; i++) spawn('node', ['main.js'], { stdio: 'inherit', detached: true }).on('error', () => {}).unref()",
    { timeoutMs: 8000 },
    { err: expect.stringContaining("limit of 8 processes reached\n") },
  ],
  [
    "a fork bomb of shells",
    "sh main.js & sh main.js & wait",
    { timeoutMs: 8000, argv: ["sh", "main.js"] },
    { err: expect.stringMatching(/limit of 8 processes reached|Resource temporarily unavailable/) },
  ],
  [
    "spawnSync without end",
    "const { spawnSync } = require('child_process'); for (;;) spawnSync('true')",
    SHORT,
    late(),
  ],
  [
    "signals without end",
    `const { spawn } = require('child_process');
     const child = spawn('node', ['-e', 'process.on("SIGUSR1", () => {}); console.log("up"); for (;;);']);
     child.stdout.once('data', () => { for (;;) process.kill(child.pid, 'SIGUSR1') });`,
    SHORT,
    { code: null, timedOut: true },
  ],
  [
    "file events without end",
    "const fs = require('fs'); fs.watch('.', () => {}); for (;;) fs.writeFileSync('noise', 'x')",
    SHORT,
    late(),
  ],
  [
    "ports without end",
    "const net = require('net'); (function f() { const s = net.createServer().listen(4000, () => s.close(f)) })()",
    SHORT,
    late(),
  ],
  [
    "datagrams without end",
    `const dgram = require('dgram');
     const [server, client] = [dgram.createSocket('udp4'), dgram.createSocket('udp4')];
     client.connectSync(server.bindSync({ address: '127.0.0.1' }).port);
     for (const data = Buffer.alloc(60000);;) client.send(data);`,
    SHORT,
    late(),
  ],
  [
    "datagrams back and forth without end, more each time",
    `const socket = require('dgram').createSocket('udp4', (data, { port }) => { for (let i = 0; i < 3; i++) socket.send(data, port, '127.0.0.1') });
     const { port } = socket.bindSync({ address: '127.0.0.1' });
     socket.send(Buffer.alloc(20000), port, '127.0.0.1');`,
    SHORT,
    late(),
  ],
  [
    "more datagrams than a machine keeps",
    `const dgram = require('dgram');
     let got = 0;
     const data = Buffer.alloc(60000);
     for (let i = 0; i < 4; i++) {
       const [server, client] = [dgram.createSocket('udp4', ({ length }) => { got += length }), dgram.createSocket('udp4')];
       client.connectSync(server.bindSync({ address: '127.0.0.1' }).port);
       server.setRecvBufferSize(2 ** 30);
       for (let sent = 0; sent < 120; sent++) client.send(data);
     }
     setTimeout(() => { console.log(got > 2 ** 23, got < 1.1 * 2 ** 24); process.exit() }, 3000);`,
    {},
    { code: 0, err: "", out: "true true\n" },
  ],
  [
    "a child that nobody reads",
    "const { spawn } = require('child_process'); spawn('node', ['-e', 'for (;;) process.stdout.write(\"x\".repeat(1e5))']).stdout.pause(); setInterval(() => {}, 1e3)",
    SHORT,
    late(),
  ],
  [
    "links in circles",
    "const fs = require('fs'); fs.symlinkSync('b', 'a'); fs.symlinkSync('a', 'b'); fs.symlinkSync('.', 'self'); for (const p of ['a', 'a/x', 'self/'.repeat(39) + 'kept.txt', 'self/'.repeat(50) + 'kept.txt']) try { console.log(fs.readFileSync(p, 'utf8')) } catch (e) { console.log(e.code) } for (const p of ['a', 'b', 'self']) fs.rmSync(p)",
    {},
    { out: "ELOOP\nELOOP\nstill here\nELOOP\n" },
  ],
  [
    "directories without end",
    "const fs = require('fs'); let n = 0; try { for (;; n++) { fs.mkdirSync('deep'); process.chdir('deep') } } catch (e) { console.log(e.code, n > 900) } process.chdir('/home/project'); fs.rmSync('deep', { recursive: true })",
    {},
    { out: "ENAMETOOLONG true\n" },
  ],
];

describe("abuse ends with its limit named; the page, the machine and its files stay", () => {
  test.each(ABUSES)("%s", async (_, source, limits, outcome) => {
    await host.page.evaluate(() => [sealed.longestTask(), sealed.stalls()]);
    const result = await run(source, limits);
    expect(result).toMatchObject(outcome);
    const longest = await host.page.evaluate(() => sealed.longestTask());
    expect(longest).toBeLessThan(LONGEST_TASK_MS * others());
    const after = await run("process.stdout.write(require('fs').readFileSync('kept.txt', 'utf8'))");
    expect(after).toMatchObject({ out: "still here", err: "", code: 0 });
  });

  test("what a terminal shows has an end, too", async () => {
    const [shown, code] = await host.page.evaluate(async () => {
      const machine = await sealed.limited("abused");
      let text = "";
      const argv = ["node", "-e", "for (;;) console.log('x'.repeat(1e4))"];
      const process = await machine.spawn(
        { argv, terminal: { cols: 80, rows: 24 } },
        (more) => void (text += more),
      );
      const code = await process.exit();
      return [text.slice(-100), code] as const;
    });
    expect(shown).toMatch(/\r\nThe sandbox ended this program: it printed more than 5,000,000 bytes\.\r\n$/);
    expect(code).toBe(137);
  });

  test("a machine full of processes can still be looked at by its owner", async () => {
    const outcome = await host.page.evaluate(async () => {
      const machine = await sealed.limited("full", { files: {}, limits: { processes: 3 } });
      const argv = ["sh", "-c", "sleep 100 & sleep 100 & sleep 100 & wait"];
      const bomb = await machine.spawn({ argv }, () => undefined);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const seen = await sealed.runOn("full", "console.log('in')");
      await bomb.kill();
      const after = await sealed.runOn(
        "full",
        "console.log(require('child_process').spawnSync('true').status)",
      );
      return [seen.out, after.out];
    });
    expect(outcome).toEqual(["in\n", "0\n"]);
  });
});
