import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages } from "./support/host-page.ts";

declare const api: Api;

const pages = hostPages();
const open = pages.open;
let page: Page;

describe("machines through the direct door", () => {
  beforeAll(async () => {
    page = await open();
    await page.evaluate(async () => {
      const machines = await api.connectMachines({ headlessUrl: "headless.html", timeoutMs: 20_000 });
      Object.assign(globalThis, { machines });
    });
  });
  afterAll(() => page.close());

  test("runs apart and in copies, many at once", async () => {
    const result = await page.evaluate(async () => {
      const { machines } = globalThis as unknown as { machines: Awaited<ReturnType<Api["connectMachines"]>> };
      const machine = await machines.create({
        files: {
          "main.js":
            "process.stdout.write(require('fs').readFileSync(0)); console.error(process.cwd(), require('fs').readdirSync('.')); require('fs').writeFileSync('/home/project/left', 'x'); process.exitCode = 4",
        },
      });
      const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
      const run = async (i: number): Promise<unknown> => {
        const { stdout, stderr, code, timedOut, truncated } = await machine.run(`r${i}`, {
          argv: ["node", "/home/project/main.js"],
          stdin: `in ${i}`,
          timeoutMs: 20_000,
          maxOutput: 1000,
          isolated: true,
          files: { "data.txt": "d" },
        });
        return [text(stdout), text(stderr), code, timedOut, truncated];
      };
      const all = await Promise.all([0, 1, 2, 3, 4, 5].map(run));
      return [all, (await machine.readdir(".")).map(({ name }) => name), machine.cwd];
    });
    expect(result).toEqual([
      [0, 1, 2, 3, 4, 5].map((i) => [`in ${i}`, "/home/run [ 'data.txt' ]\n", 4, false, false]),
      ["main.js"],
      "/home/project",
    ]);
  });

  test("a module that comes first in a used worker is as in a new one", async () => {
    const result = await page.evaluate(async () => {
      const { machines } = globalThis as unknown as { machines: Awaited<ReturnType<Api["connectMachines"]>> };
      const machine = await machines.create({ files: {} });
      const refusals = `const refused = [];
        for (const id of require("module").builtinModules)
          try { require(id); } catch (error) { refused.push(id + ": " + error.message); }
        console.log(refused.join("\\n"));`;
      let count = 0;
      const run = async (code: string): Promise<[string, boolean]> => {
        const { stdout, stderr, reused } = await machine.run(`r${count++}`, {
          argv: ["node", "--no-warnings", "-e", code],
          timeoutMs: 20_000,
          maxOutput: 10_000,
          isolated: true,
        });
        return [new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr), reused];
      };
      const [first] = await run(refusals);
      // Wanted by so many programs, this stays evaluated; it takes a part of what the module "os" is made of.
      for (let i = 0; i < 12; i++) await run("navigator.hardwareConcurrency");
      return [first, ...(await run(refusals))];
    });
    expect(result[0]).not.toContain("os:");
    expect(result[1]).toBe(result[0]);
    expect(result[2]).toBe(true);
  });

  test("workers are used again for the same machine, and nothing passes from one program to the next", async () => {
    const result = await page.evaluate(async () => {
      const { machines } = globalThis as unknown as { machines: Awaited<ReturnType<Api["connectMachines"]>> };
      const machine = await machines.create({
        files: { "mod.js": "exports.count = (globalThis.seen = (globalThis.seen ?? 0) + 1)" },
      });
      let count = 0;
      const run = async (program: string, fresh = false): Promise<[string, boolean]> => {
        const { stdout, reused } = await machine.run(`r${count++}`, {
          argv: ["node", "-e", program],
          timeoutMs: 20_000,
          maxOutput: 1000,
          isolated: true,
          fresh,
        });
        return [new TextDecoder().decode(stdout), reused];
      };
      const look =
        "process.stdout.write([require('/home/project/mod.js').count, typeof leak, [].patched, process.env.LEFT, Object.keys(require('fs')).includes('own')].join())";
      const outputs: string[] = [];
      let reused = 0;
      for (const leave of [
        "globalThis.leak = 1",
        "Array.prototype.patched = 1",
        "process.env.LEFT = 'x'; require('fs').own = 1",
        "setInterval(() => { globalThis.leak = 2 }, 1); setTimeout(() => process.exit(0), 20)",
        "process.on('exit', () => { globalThis.leak = 3 }); Promise.resolve().then(() => process.exit())",
        "try { process.exit(0) } catch {} finally { globalThis.leak = 4 }",
        "(async () => { await null; for (;;) await new Promise((r) => setTimeout(r, 1)) })(); setTimeout(() => process.exit(), 10)",
        look,
      ]) {
        await run(leave);
        const [text, again] = await run(look);
        outputs.push(text);
        if (again) reused++;
      }
      return [new Set(outputs).size, outputs[0], reused > 0, (await run(look, true))[1]];
    });
    expect(result).toEqual([1, "1,undefined,,,false", true, false]);
  });

  test("a program cannot get at the memory that its system calls travel in", async () => {
    const result = await page.evaluate(async () => {
      const { machines } = globalThis as unknown as { machines: Awaited<ReturnType<Api["connectMachines"]>> };
      const attack = `
        const found = new Set();
        const look = (value) => { if (value && value.buffer instanceof SharedArrayBuffer) found.add(value.buffer) };
        const Typed = Object.getPrototypeOf(Uint8Array);
        const wrap = (object, key) => {
          const { value, get, ...rest } = Object.getOwnPropertyDescriptor(object, key);
          const inner = value ?? get;
          if (typeof inner !== 'function') return;
          const outer = function (...args) { if (key !== 'buffer') { look(this); for (let i = 0; i < args.length; i++) look(args[i]) } return Reflect.apply(inner, this, args) };
          Object.defineProperty(object, key, value ? { ...rest, value: outer } : { ...rest, get: outer });
        };
        for (const proto of [Typed.prototype, DataView.prototype, TextEncoder.prototype, TextDecoder.prototype, Map.prototype, Array.prototype])
          for (const key of Object.getOwnPropertyNames(proto)) if (key !== 'constructor' && key !== 'buffer') wrap(proto, key);
        for (const key of Object.getOwnPropertyNames(Atomics)) { const inner = Atomics[key]; Atomics[key] = (...args) => { for (let i = 0; i < args.length; i++) look(args[i]); return Reflect.apply(inner, Atomics, args) } }
        Object.defineProperty(Typed, Symbol.species, { get() { look(this); return Uint8Array } });
        const fs = require('fs');
        fs.writeFileSync('f', 'x'.repeat(1e6)); fs.readFileSync('f'); fs.statSync('f'); fs.readdirSync('/');
        require('zlib'); require('readline'); require('child_process').spawnSync('node', ['-e', '0']);
        const size = found.size;
        process.stdout.write(String(size));`;
      const machine = await machines.create({ files: {} });
      const { stdout, stderr } = await machine.run("attack", {
        argv: ["node", "-e", attack],
        timeoutMs: 20_000,
        maxOutput: 10_000,
        isolated: true,
      });
      return [new TextDecoder().decode(stdout), new TextDecoder().decode(stderr)];
    });
    expect(result).toEqual(["0", ""]);
  });

  test("limits end a run; the machine lives on", async () => {
    const result = await page.evaluate(async () => {
      const { machines } = globalThis as unknown as { machines: Awaited<ReturnType<Api["connectMachines"]>> };
      const machine = await machines.create({ files: {} });
      const run = async (program: string, limits: { timeoutMs?: number; maxOutput?: number } = {}) => {
        const done = await machine.run(program, {
          argv: ["node", "-e", program],
          timeoutMs: 20_000,
          maxOutput: 100_000,
          isolated: true,
          ...limits,
        });
        return [done.stdout.length, done.code, done.timedOut, done.truncated];
      };
      const cancelled = run("setInterval(() => {}, 1000) // cancel me");
      await new Promise((resolve) => setTimeout(resolve, 500));
      await machine.cancel("setInterval(() => {}, 1000) // cancel me");
      return [
        await run("for (;;);", { timeoutMs: 1000 }),
        await run("for (;;) console.log('x'.repeat(1000))"),
        await run("process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 1000)"),
        await cancelled,
        await run("console.log('alive')"),
        await api.failure(
          machine.run("x", { argv: ["none"], timeoutMs: 1000, maxOutput: 1, isolated: false }),
        ),
      ];
    });
    expect(result).toMatchObject([
      [0, null, true, false],
      [100_000, null, false, true],
      [0, 139, false, false],
      [0, 137, false, false],
      [6, 0, false, false],
      { message: "spawn none ENOENT", code: "ENOENT" },
    ]);
  });
});
