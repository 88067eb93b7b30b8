import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { SealedApi } from "./pages/sealed.ts";
import { openSealed, type SealedHost } from "./support/sealed.ts";

declare const sealed: SealedApi;

let host: SealedHost;
let page: Page;
beforeAll(async () => {
  host = await openSealed();
  page = host.page;
});
afterAll(() => host.close());

const run = (source: string, machine = "plain"): ReturnType<SealedApi["run"]> =>
  page.evaluate(([name, text]) => sealed.run(name, text), [machine, source] as const);

describe("a program cannot get out", () => {
  test("by the network", async () => {
    await page.evaluate((url) => fetch(`${url}/page`).catch(() => undefined), host.address);
    expect(host.arrivals).toEqual(["/page"]);
    expect(await run(host.program("network.js"))).toMatchObject({ out: "", code: 0 });
    // What is sent late.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(host.arrivals).toEqual(["/page"]);
  });

  test("by anything of the browser's that it can reach", async () => {
    expect(await run(host.program("reachable.js"))).toMatchObject({ out: "walked", code: 0 });
  });

  test("into what its machine denies", async () => {
    await page.evaluate(
      async (name) =>
        void (await sealed.machine(name, { files: {}, deny: { modules: ["crypto"], globals: ["crypto"] } })),
      "denied",
    );
    expect(await run(host.program("denied.js"), "denied")).toMatchObject({ out: "end\n", code: 0 });
  });

  test("by the stack of the host's code", async () => {
    const source = `
      delete Error.prepareStackTrace;
      const sites = [];
      Error.stackTraceLimit = 100;
      Error.prepareStackTrace = (_, given) => { for (const site of given) sites[sites.length] = site; return "" };
      const callers = [];
      // Node's own library has taken these before; so it is the host's code that calls them.
      const methods = [[Map, "get"], [Map, "set"], [Set, "has"], [Set, "add"], [Array, "map"], [Array, "push"], [String, "slice"]];
      const kept = methods.map(([{ prototype }, name]) => [prototype, name, prototype[name]]);
      for (const [prototype, name, native] of kept)
        prototype[name] = function spy(...values) {
          void new Error().stack;
          callers[callers.length] = spy.caller;
          return Reflect.apply(native, this, values);
        };
      require("node:fs").writeFileSync("f", "x");
      require("node:zlib").gzipSync("x");
      require("node:fs").readdirSync(".");
      for (const [prototype, name, native] of kept) prototype[name] = native;
      const own = (site) => /^(spy|(Map|Set|Array|String)\\.(get|set|has|add|map|push|slice))$/.test(site.getFunctionName());
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
    const swallowing = `
      Object.defineProperty(Array.prototype, "0", { configurable: true, set() {}, get() {} });
      Object.defineProperty(Array.prototype, "left", { configurable: true, value: 1 });`;
    const look = `process.stdout.write(["abc".toUpperCase(), typeof left, typeof constructor, typeof [].left].join())`;
    for (const each of [poison, swallowing, poison, late, swallowing, late]) {
      await run(each);
      expect((await run(look)).out).toBe("ABC,undefined,function,undefined");
      expect((await run(look)).out).toBe("ABC,undefined,function,undefined");
    }
  });

  test("into the next program of its machine by jobs that it queues while its worker is made clean", async () => {
    const later = `Promise.resolve().then(() => { Array.prototype.left = 1; globalThis.left = 1; })`;
    /** The host asks of each module that a program wanted whether it can be evaluated ahead. */
    const asked = (id: string): string => `
      const { test } = RegExp.prototype;
      RegExp.prototype.test = function (...values) {
        if (values[0] === "${id}") { RegExp.prototype.test = test; ${later}; }
        return test.apply(this, values);
      };
      require("${id}");`;
    /** It sets this to what it was. */
    const set = `process.on("exit", () => {
      const own = { writable: true, enumerable: true, configurable: true, value: 10 };
      Object.defineProperty(Error, "stackTraceLimit", { configurable: true, enumerable: true, get: () => 10, set() {
        Object.defineProperty(Error, "stackTraceLimit", own);
        ${later};
      } });
    });`;
    /** It makes lists. */
    const listed = `process.on("exit", () => {
      Object.defineProperty(Array.prototype, "0", { configurable: true, set(value) {
        delete Array.prototype[0];
        Object.defineProperty(this, 0, { writable: true, enumerable: true, configurable: true, value });
        ${later};
      } });
    });`;
    const joined = `process.on("exit", () => {
      const { join } = Array.prototype;
      Array.prototype.join = function (...values) {
        Array.prototype.join = join;
        ${later};
        return join.apply(this, values);
      };
    });`;
    /** It compares lists with what they were. */
    const element = `
      const { moduleLoadList } = process;
      const [value] = moduleLoadList;
      Object.defineProperty(moduleLoadList, 0, { configurable: true, enumerable: true, get() {
        Object.defineProperty(moduleLoadList, 0, { writable: true, enumerable: true, configurable: true, value });
        ${later};
        return value;
      } });`;
    /** What the browser works on is waited for, but whoever leaves could begin something then. */
    const begun = `process.on("exit", () => {
      const { splice } = Array.prototype;
      Array.prototype.splice = function (...values) {
        Array.prototype.splice = splice;
        WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => { ${later}; });
        Promise.resolve().then(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))).then(() => { ${later}; });
        return splice.apply(this, values);
      };
    });`;
    /** Names are looked up when they are used: this is the program's from some use on. */
    const named = (name: string, use: number): string => `
      const [queue, own, define] = [Promise, Object.getOwnPropertyDescriptor(globalThis, "${name}"), Object.defineProperty];
      const scope = globalThis;
      let uses = 0;
      const arm = () => define(scope, "${name}", { configurable: true, get() {
        define(scope, "${name}", own);
        queue.resolve().then(++uses < ${use} ? arm : () => { own.value.left = scope.left = 1; });
        return own.value;
      } });
      process.on("exit", arm);`;
    const look = `process.stdout.write([typeof left, typeof [].left].join())`;
    const attacks = [
      ...["zlib", "dns", "string_decoder", "readline"].map(asked),
      ...["Error", "globalThis", "Object", "Array"].flatMap((name) =>
        [1, 2, 3].map((use) => named(name, use)),
      ),
    ];
    for (const each of [
      ...attacks,
      set,
      joined,
      listed,
      element,
      begun,
      set,
      joined,
      listed,
      element,
      begun,
    ]) {
      await run("0");
      await run("0");
      await run(each);
      for (let i = 0; i < 3; i++)
        expect([each, (await run(look)).out]).toEqual([each, "undefined,undefined"]);
    }
  });
});
