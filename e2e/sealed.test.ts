import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import type { SealedApi } from "./pages/sealed.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const sealed: SealedApi;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");

/** A server that hostile programs try to reach. */
const arrivals: string[] = [];
const canary = createServer((request, response) => {
  arrivals.push(request.url ?? "");
  response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" }).end("0");
});
canary.on("upgrade", (request, socket) => {
  arrivals.push(`upgrade ${request.url ?? ""}`);
  socket.destroy();
});

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", () => resolve()));
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  server = await serve(SERVED);
  // Else the browser itself keeps pages from addresses of this computer, and the test would prove nothing.
  browser = await launch(["--disable-features=LocalNetworkAccessChecks"]);
  page = await browser.newPage();
  await openTestPage(page, server.url, "pages/sealed.ts");
});

afterAll(async () => {
  await browser.close();
  await server.close();
  canary.closeAllConnections();
  await new Promise((resolve) => canary.close(resolve));
});

const program = (name: string): string =>
  readFileSync(join(import.meta.dirname, "hostile", name), "utf8").replaceAll("CANARY", address);

interface Limits {
  timeoutMs?: number;
  maxOutput?: number;
}

const run = (source: string, machine = "plain", limits: Limits = {}): ReturnType<SealedApi["run"]> =>
  page.evaluate(([name, text, given]) => sealed.run(name, text, given), [machine, source, limits] as const);

describe("a program cannot get out", () => {
  test("by the network", async () => {
    await page.evaluate((url) => fetch(`${url}/page`).catch(() => undefined), address);
    expect(arrivals).toEqual(["/page"]);
    expect(await run(program("network.js"))).toMatchObject({ out: "", code: 0 });
    // What is sent late.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(arrivals).toEqual(["/page"]);
  });

  test("by anything of the browser's that it can reach", async () => {
    expect(await run(program("reachable.js"))).toMatchObject({ out: "walked", code: 0 });
  });

  test("into what its machine denies", async () => {
    await page.evaluate(
      async (name) =>
        void (await sealed.machine(name, { files: {}, deny: { modules: ["crypto"], globals: ["crypto"] } })),
      "denied",
    );
    expect(await run(program("denied.js"), "denied")).toMatchObject({ out: "end\n", code: 0 });
  });

  test("by the stack of the host's code", async () => {
    const source = `
      delete Error.prepareStackTrace;
      const sites = [];
      Error.stackTraceLimit = 100;
      Error.prepareStackTrace = (_, given) => { sites.push(...given); return "" };
      const callers = [];
      const { get } = Map.prototype;
      Map.prototype.get = function spy(key) {
        void new Error().stack;
        callers.push(spy.caller);
        return Reflect.apply(get, this, [key]);
      };
      require("node:fs").writeFileSync("f", "x");
      require("node:zlib").gzipSync("x");
      Map.prototype.get = get;
      const own = (site) => site.getFunctionName() === "Map.get" || site.getFunctionName() === "spy";
      const open = sites.filter((site) => !own(site) && /^(blob|https?):/.test(site.getFileName()) && (site.getFunction() || site.getThis()));
      process.stdout.write([sites.length > 0, open.length, callers.some(Boolean)].join());`;
    expect(await run(source)).toMatchObject({ out: "true,0,false" });
  });

  test("by getters and setters that all objects inherit", async () => {
    const source = `
      const define = Object.defineProperty;
      const shared = new Set();
      const look = (value) => {
        if (value instanceof SharedArrayBuffer || (ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer)) shared.add(value);
      };
      const names = "then code data type id values block library reusable fd error signal sys call ports port1 0 1 2 3 bytes index pristine context evaluate".split(" ");
      for (const name of names)
        define(Object.prototype, name, {
          __proto__: null,
          configurable: true,
          get() { look(this) },
          set(value) {
            look(this); look(value);
            define(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
          },
        });
      const fs = require("node:fs");
      fs.writeFileSync("f", "x".repeat(1e6)); fs.readFileSync("f"); fs.readdirSync("/"); fs.statSync("f");
      try { fs.readFileSync("none") } catch {}
      fs.readFile("f", () => 0);
      require("node:child_process").spawnSync("node", ["-e", "0"]);
      setTimeout(() => process._rawDebug("shared: " + shared.size), 200);`;
    expect((await run(source)).err).toBe("shared: 0\n");
  });

  test("into another machine, or above the root of its own", async () => {
    await page.evaluate(
      async () => void (await sealed.machine("secret", { files: { "secret.txt": "another machine's" } })),
    );
    const source = `
      const fs = require("node:fs");
      const up = "../".repeat(50);
      fs.symlinkSync(up, "up"); fs.symlinkSync("/proc/1/root", "proc"); fs.linkSync("main.js", "hard");
      const seen = [];
      const visit = (folder, depth) => {
        let names = [];
        try { names = fs.readdirSync(folder) } catch { return }
        for (const name of names) {
          if (/secret|node-lib|hidden|reference/.test(name)) seen.push(folder + "/" + name);
          const path = folder + "/" + name;
          if (depth < 6 && fs.lstatSync(path).isDirectory()) visit(path, depth + 1);
        }
      };
      for (const root of ["/", up, "up", "proc"]) visit(root, 0);
      const same = fs.realpathSync("up") === "/" && fs.realpathSync(up) === "/";
      process.stdout.write([same, ...seen].join());`;
    expect(await run(source)).toMatchObject({ out: "true", err: "" });
    expect(
      await run("process.stdout.write(require('fs').readFileSync('/home/project/secret.txt'))", "secret"),
    ).toMatchObject({
      out: "another machine's",
    });
  });

  test("into the next program of its machine by hiding what it changed", async () => {
    const poison = `
      globalThis.constructor = "left"; globalThis.left = 1;
      const { getOwnPropertyDescriptor: real, defineProperty } = Object;
      const saved = real(String.prototype, "toUpperCase");
      Object.getOwnPropertyDescriptor = (object, key) =>
        object === String.prototype && key === "toUpperCase" ? saved
        : object === Object && key === "getOwnPropertyDescriptor" ? { ...real(object, key), value: real }
        : real(object, key);
      defineProperty(String.prototype, "toUpperCase", { ...saved, value: () => "POISON" });`;
    const late = `
      process.on("exit", () => {
        const { splice } = Array.prototype;
        Array.prototype.splice = function (...values) {
          Array.prototype.splice = splice;
          Promise.resolve().then(() => { globalThis.left = 1 });
          return splice.apply(this, values);
        };
      });`;
    const look = `process.stdout.write(["abc".toUpperCase(), typeof left, typeof constructor].join())`;
    for (let i = 0; i < 4; i++) {
      await run(i < 2 ? poison : late);
      expect((await run(look)).out).toBe("ABC,undefined,function");
      expect((await run(look)).out).toBe("ABC,undefined,function");
    }
  });
});

describe("abuse ends with a limit, and the page lives on", () => {
  test.each<[string, string, Limits, object]>([
    ["an endless loop", "for (;;);", { timeoutMs: 1500 }, { code: null, timedOut: true }],
    [
      "endless microtasks",
      "(function f() { Promise.resolve().then(f) })()",
      { timeoutMs: 1500 },
      { timedOut: true },
    ],
    [
      "a gigabyte printed",
      "const s = 'x'.repeat(1e6); for (let i = 0; i < 1000; i++) process.stdout.write(s)",
      { maxOutput: 1e6 },
      { code: null, truncated: true },
    ],
    [
      "ten gigabytes in buffers",
      "const all = []; try { for (let i = 0; i < 10; i++) all.push(new ArrayBuffer(2 ** 30)) } catch {} console.log('end')",
      {},
      { out: "end\n" },
    ],
    [
      "recursion",
      "(function f() { return f() + 1 })()",
      {},
      { code: 1, err: expect.stringContaining("RangeError") },
    ],
  ])("%s", async (_, source, limits, outcome) => {
    const running = run(source, "abused", limits);
    // The page answers while the program does its worst.
    expect(await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300, "here")))).toBe(
      "here",
    );
    expect(await running).toMatchObject(outcome);
    expect(await run("console.log('alive')", "abused")).toMatchObject({ out: "alive\n", code: 0 });
  });
});
