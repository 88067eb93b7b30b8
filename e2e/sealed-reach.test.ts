import { createSocket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SealedApi } from "./pages/sealed.ts";
import { openSealed, type SealedHost } from "./support/sealed.ts";

declare const sealed: SealedApi;

let host: SealedHost;
beforeAll(async () => {
  host = await openSealed();
  await host.page.evaluate(() => sealed.canaries.plant());
});
afterAll(() => host.close());

const run = (source: string, machine = "plain"): ReturnType<SealedApi["run"]> =>
  host.page.evaluate(([name, text]) => sealed.run(name, text), [machine, source] as const);

test("no trick of the language brings back what was taken from the worker", async () => {
  expect(await run(host.program("regain.js"))).toMatchObject({ out: "tried", code: 0 });
});

test("spies on every method of the language catch nothing that leads out", async () => {
  expect(await run(host.program("spies.js"))).toMatchObject({ out: "spied", code: 0 });
});

test("the app's storage and channels are out of reach, and hear nothing", async () => {
  const before = await host.page.evaluate(() => sealed.canaries.arrived());
  expect(await run(host.program("origin.js"))).toMatchObject({ out: "tried", err: "", code: 0 });
  expect(await host.page.evaluate(() => sealed.canaries.arrived())).toEqual(before);
  expect(before).toEqual([]);
});

test("children, shells, and what npm runs are as sealed as their parents", async () => {
  const wrapped = `
    const { execFileSync, spawnSync } = require("node:child_process");
    const fs = require("node:fs");
    fs.writeFileSync("attack.js", ${JSON.stringify(host.program("network.js"))});
    fs.writeFileSync("package.json", JSON.stringify({ scripts: { attack: "node attack.js" } }));
    const ways = [
      () => execFileSync("node", ["attack.js"]),
      () => execFileSync("sh", ["-c", "node attack.js; curl CANARY/curl; wget CANARY/wget; cat < /dev/tcp/127.0.0.1/80"], { stdio: ["ignore", "pipe", "ignore"] }),
      () => spawnSync("npm", ["run", "--silent", "attack"]).stdout,
    ];
    for (const way of ways) try { process.stdout.write(way()) } catch (error) { process.stdout.write(error.stdout ?? "") }`;
  const arrived = host.arrivals.length;
  const { out } = await run(wrapped.replaceAll("CANARY", host.address));
  expect(out.replaceAll(/^> .*$/gm, "").trim()).toBe("");
  expect(host.arrivals.slice(arrived)).toEqual([]);
});

test("another machine's processes, ports, sockets and memory are not there", async () => {
  const { page } = host;
  await page.evaluate(async () => {
    const victim = await sealed.limited("victim", { files: { "secret.txt": "victim's" } });
    const source = `
      const http = require("node:http");
      http.createServer((_, response) => response.end("victim's")).listen(3000);
      require("node:net").createServer((socket) => socket.end("victim's")).listen("/tmp/victim.sock");
      process.on("SIGTERM", () => console.log("hit"));
      process.on("SIGUSR1", () => console.log("hit"));
      globalThis.kept = "victim's memory";
      console.log("up");`;
    await victim.mount({ "server.js": source });
    let shown = "";
    const process = await victim.spawn({ argv: ["node", "server.js"] }, (text) => void (shown += text));
    Object.assign(globalThis, { victim: { process, shown: () => shown } });
    while (!shown.includes("up")) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  const attack = `
    const found = [];
    const net = require("node:net");
    for (let pid = 1; pid < 300; pid++) if (pid !== process.pid) for (const signal of ["SIGUSR1", "SIGTERM"]) try { process.kill(pid, signal); found.push("pid " + pid) } catch {}
    try { process.kill(-1, "SIGKILL") } catch {}
    for (const path of ["/proc/1/environ", "/proc/2/mem", "/proc/2/fd/1", "/dev/mem", "/dev/shm", "/tmp/victim.sock", "/home/project/secret.txt"])
      try { require("node:fs").statSync(path); found.push(path) } catch {}
    let open = 2;
    const end = () => { if (--open === 0) { process.stdout.write(["tried", ...found].join()); process.exit(0) } };
    for (const target of [{ port: 3000 }, { path: "/tmp/victim.sock" }])
      net.connect(target, () => { found.push("connected"); end() }).on("error", end);`;
  expect(await run(attack, "attacker")).toMatchObject({ out: "tried", code: 0 });
  const shown = await page.evaluate(async () => {
    const { victim } = globalThis as unknown as {
      victim: { process: { kill(): Promise<void> }; shown(): string };
    };
    const text = victim.shown();
    await victim.process.kill();
    return text;
  });
  expect(shown).toBe("up\n");
});

test("datagrams stay in their machine", async () => {
  const arrived: string[] = [];
  const outside = createSocket("udp4", (message, { port }) => {
    arrived.push(String(message));
    outside.send("answer", port);
  });
  await once(outside.bind(0), "listening");
  const { port } = outside.address();
  const { page } = host;
  await page.evaluate(async (at) => {
    const victim = await sealed.limited("listener");
    const source = `
      for (const type of ["udp4", "udp6"]) {
        const socket = require("node:dgram").createSocket({ type, ipv6Only: type === "udp6" }, () => console.log("hit"));
        socket.bindSync({ port: ${at} });
        socket.addMembership(type === "udp4" ? "239.1.2.3" : "ff02::114");
      }
      console.log("up");`;
    await victim.mount({ "server.js": source });
    let shown = "";
    const process = await victim.spawn({ argv: ["node", "server.js"] }, (text) => void (shown += text));
    Object.assign(globalThis, { listener: { process, shown: () => shown } });
    while (!shown.includes("up")) await new Promise((resolve) => setTimeout(resolve, 20));
  }, port);
  const outer = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? []);
  const attack = `
    const dgram = require("node:dgram");
    const hosts = ["127.0.0.1", "0.0.0.0", "224.0.0.1", "239.1.2.3", "255.255.255.255", "8.8.8.8", "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "ff02::1", "ff02::114%eth0", "fe80::1", ...${JSON.stringify(outer)}];
    const found = new Set();
    for (const host of hosts) {
      const socket = dgram.createSocket(host.includes(":") ? "udp6" : "udp4", () => found.add("answered"));
      socket.on("error", () => {});
      socket.bind(0, () => {
        socket.setBroadcast(true);
        socket.setMulticastTTL(255);
        for (let i = 0; i < 3; i++) socket.send("attack", ${port}, host, (error) => { if (error && error.code !== "ENETUNREACH") found.add(error.code) });
      });
    }
    setTimeout(() => { process.stdout.write(["tried", ...found].join()); process.exit() }, 700);`;
  expect(await run(attack, "attacker")).toMatchObject({ out: "tried", err: "", code: 0 });
  const shown = await page.evaluate(async () => {
    const { listener } = globalThis as unknown as {
      listener: { process: { kill(): Promise<void> }; shown(): string };
    };
    const text = listener.shown();
    await listener.process.kill();
    return text;
  });
  outside.close();
  expect(shown).toBe("up\n");
  expect(arrived).toEqual([]);
});

test("what bindings are given is what is used: texts and sizes that change between looks", async () => {
  const attack = `
    const fs = require("node:fs");
    const results = [];
    const attempt = (name, work) => { try { results.push(name + " " + work()) } catch (error) { results.push(name + " " + (error.code ?? error.name)) } };
    let looks = 0;
    const shifty = { toString: () => (looks++ ? "/etc/passwd" : "f"), [Symbol.toPrimitive]: () => (looks++ ? "/etc/passwd" : "f") };
    attempt("path", () => fs.readFileSync(shifty));
    attempt("length", () => fs.readSync(fs.openSync("/dev/zero"), Object.defineProperty(new Uint8Array(4), "length", { value: 2 ** 40 }), 0, 4));
    attempt("detached", () => { const b = new Uint8Array(10); b.buffer.transfer(); return fs.writeSync(fs.openSync("f", "w"), b) });
    attempt("growable", () => { const b = new ArrayBuffer(8, { maxByteLength: 64 }); const v = new Uint8Array(b); b.resize(0); return fs.writeFileSync("f", v) ?? fs.statSync("f").size });
    attempt("shared", () => fs.writeFileSync("f", new Uint8Array(new SharedArrayBuffer(8))) ?? fs.statSync("f").size);
    attempt("huge", () => fs.writeFileSync("f", "x", { flag: "r+", mode: 2 ** 40 }));
    attempt("proxy", () => fs.writeFileSync("f", new Proxy(new Uint8Array(3), {})));
    attempt("negative", () => fs.closeSync(-1));
    attempt("far", () => fs.closeSync(2 ** 31 - 1));
    attempt("NaN", () => fs.fstatSync(NaN));
    attempt("position", () => fs.writeSync(fs.openSync("f", "w"), "x", 2 ** 52));
    attempt("long path", () => fs.statSync("x".repeat(1e8)));
    attempt("NUL", () => fs.statSync("a\\0b"));
    attempt("species", () => {
      class Evil extends Uint8Array { static get [Symbol.species]() { return function () { return new Uint8Array(1e3) } } }
      return fs.writeFileSync("f", new Evil(3)) ?? fs.statSync("f").size;
    });
    attempt("iterator", () => { Array.prototype[Symbol.iterator] = function* () { yield "/etc/passwd" }; return require("node:child_process").spawnSync("node", ["-p", "1"]).status });
    process._rawDebug(results.join("\\n"));`;
  const { err, code } = await run(attack, "attacker");
  expect(code).not.toBeNull();
  const lines = err
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("node: limit of"));
  expect(lines.slice(0, 14)).toEqual([
    "path ERR_INVALID_ARG_TYPE",
    expect.stringMatching(/^length (4|0|ERR_)/),
    expect.stringMatching(/^detached (0|ERR_|TypeError)/),
    expect.stringMatching(/^growable (0|ERR_)/),
    "shared 8",
    expect.stringMatching(/^huge (undefined|ERR_)/),
    expect.stringMatching(/^proxy ERR_/),
    "negative ERR_OUT_OF_RANGE",
    "far EBADF",
    "NaN ERR_OUT_OF_RANGE",
    expect.stringMatching(/^position E(NOSPC|FBIG)$/),
    "long path ENAMETOOLONG",
    "NUL ERR_INVALID_ARG_VALUE",
    "species 3",
  ]);
  expect(await run("console.log('alive')", "attacker")).toMatchObject({ out: "alive\n", code: 0 });
});
