import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { openSealed, type SealedHost } from "./support/sealed.ts";

declare const api: Api;

let host: SealedHost;
beforeAll(async () => {
  host = await openSealed("pages/host-protocol.ts");
});
afterAll(() => host.close());

/** What mounting this JSON text fails with, or the tree of the working directory afterwards. */
const mount = (payload: string): Promise<unknown> =>
  host.page.evaluate(async (text) => {
    const wc = await api.container();
    for (const name of await wc.fs.readdir(".")) await wc.fs.rm(name, { recursive: true, force: true });
    const failed = await api.failure(wc.mount(new TextEncoder().encode(text)));
    if (failed !== "no error") return failed;
    return await wc
      .export(".", { format: "json" })
      .then((tree) => JSON.parse(JSON.stringify(tree)) as unknown);
  }, payload);

const file = (content: string): object => ({ f: { c: content } });
const folder = (entries: Record<string, unknown>): string => JSON.stringify({ d: entries });
const nested = (depth: number): string => `${'{"d":{"x":'.repeat(depth)}{"d":{}}${"}}".repeat(depth)}`;

describe("trees that an enemy packed", () => {
  test.each([
    ["up", folder({ "..": { d: { etc: file("x") } } }), "EINVAL"],
    ["up and on", folder({ "../../etc/passwd": file("x") }), "EINVAL"],
    ["an absolute path", folder({ "/etc/passwd": file("x") }), "EINVAL"],
    ["here", folder({ ".": file("x") }), "EINVAL"],
    ["no name", folder({ "": file("x") }), "EINVAL"],
    ["a zero byte", folder({ "a\0b": file("x") }), "EINVAL"],
    ["a name of 300 bytes", folder({ ["é".repeat(150)]: file("x") }), "ENAMETOOLONG"],
    ["10,000 folders deep", nested(10_000), "ENAMETOOLONG"],
    ["a link of 5,000 bytes", folder({ l: { f: { l: "x".repeat(5000) } } }), "ENAMETOOLONG"],
    ["a file that is a number", folder({ a: { f: { c: 5 } } }), "EINVAL"],
    ["a file that is nothing", folder({ a: {} }), "EINVAL"],
    ["a folder that is a list of texts", '{"d":["x"]}', "EINVAL"],
    ["a tree that is none", '{"d":null}', "EINVAL"],
    ["no JSON", "{", "EINVAL"],
  ])("%s", async (_, payload, code) => {
    expect(await mount(payload)).toMatchObject({ code });
    const outside = await host.page.evaluate(() =>
      api.run("sh", ["-c", "ls / /home; cat /etc/passwd | head -c 20"]),
    );
    expect(outside[0]).not.toMatch(/\bx\b$/m);
  });

  test("names that mean something to the language or to another system are names like others", async () => {
    const names = [
      "__proto__",
      "constructor",
      "toString",
      "..\\..\\up",
      "C:\\x",
      "a:b",
      "-rf",
      " ",
      "\u202e",
      "con",
    ];
    const tree = `{"d":{${names.map((name) => `${JSON.stringify(name)}:{"f":{"c":"x"}}`).join()}}}`;
    await mount(tree);
    const back = await host.page.evaluate(async () =>
      Object.keys(await (await api.container()).export(".", { format: "json" })),
    );
    expect(back.toSorted()).toEqual(names.toSorted());
    const zip = await host.page.evaluate(async () => [
      ...(await (await api.container()).export(".", { format: "zip" })),
    ]);
    const inside = Object.keys(unzipSync(Uint8Array.from(zip))).map((name) => name.replace(/^\.\//, ""));
    expect(inside.toSorted()).toEqual(names.toSorted());
    expect(await host.page.evaluate(() => Object.prototype.toString.call({}))).toBe("[object Object]");
  });

  test("files and times that no archive can hold do not keep the others from being packed", async () => {
    await mount(folder({ "a.txt": file("a") }));
    const packed = await host.page.evaluate(async () => {
      const source = `
        const fs = require("fs");
        fs.utimesSync("a.txt", 8.64e12, 8.64e12); fs.lutimesSync("a.txt", -1e12, -1e12);
        fs.writeFileSync("b.txt", "b"); fs.utimesSync("b.txt", 8.64e12, 8.64e12);
        fs.symlinkSync("/", "root"); fs.symlinkSync("loop", "loop"); fs.symlinkSync("../".repeat(100), "up");
        fs.mkdirSync("d/".repeat(150), { recursive: true });
        require("net").createServer().listen("sock", () => process.exit());`;
      const ran = await api.run("node", ["-e", source]);
      const wc = await api.container();
      const sizes = [];
      for (const format of ["json", "binary", "zip"] as const)
        sizes.push(JSON.stringify(await wc.export(".", { format })).length > 50);
      return [ran, sizes];
    });
    expect(packed).toEqual([
      ["", 0],
      [true, true, true],
    ]);
  });
});

describe("packages that an enemy wrote", () => {
  const run = (source: string): Promise<[string, number]> =>
    host.page.evaluate((text) => api.run("node", ["-e", text]), source);

  test("exports and imports that go round, lead out or are no objects end with an error", async () => {
    const [shown, code] = await run(`
      const fs = require("fs");
      const put = (name, json) => { fs.mkdirSync("node_modules/" + name, { recursive: true }); fs.writeFileSync("node_modules/" + name + "/package.json", typeof json === "string" ? json : JSON.stringify(json)); fs.writeFileSync("node_modules/" + name + "/index.js", "") };
      put("round", { exports: "round" }); put("out", { exports: "./../../../etc/passwd" }); put("modules", { exports: "./node_modules/x" });
      put("deep", '{"exports":' + '{"default":'.repeat(20000) + '"./index.js"' + "}".repeat(20000) + "}");
      put("number", { exports: 5 }); put("null", { exports: null, main: 5 }); put("proto", '{"__proto__":{"exports":"./index.js"},"main":"../../../x"}');
      put("broken", "{"); put("pattern", { exports: { "./*": "./*" } }); put("self", { name: "self", imports: { "#a": "#a", "#b": "./../../../etc/passwd" }, exports: "./index.js" });
      fs.writeFileSync("node_modules/self/index.js", "for (const n of ['#a', '#b']) try { require(n); console.log('in') } catch (e) { console.log(n, e.code) }");
      for (const name of ["round", "out", "modules", "deep", "number", "broken", "pattern/../../../../etc/passwd", "self"])
        try { require(name); console.log(name) } catch (e) { console.log(name, e.code ?? e.name) }
      console.log("end");`);
    expect(code).toBe(0);
    expect(
      shown.split("\n").filter((line) => /^(round|out|modules|number|broken|pattern)/.test(line)),
    ).toEqual([
      "round ERR_INVALID_PACKAGE_TARGET",
      "out ERR_INVALID_PACKAGE_TARGET",
      "modules ERR_INVALID_PACKAGE_TARGET",
      expect.stringMatching(/^number (ERR_|MODULE_NOT_FOUND)/),
      "broken ERR_INVALID_PACKAGE_CONFIG",
      "pattern/../../../../etc/passwd ERR_INVALID_MODULE_SPECIFIER",
    ]);
    expect(shown).toMatch(/#a (ERR_INVALID_\w+|MODULE_NOT_FOUND)\n#b ERR_INVALID_PACKAGE_TARGET\n/);
    expect(shown).toMatch(/end\n$/);
  });

  test("a tarball cannot write beside its package, nor a bin link to what lies outside", async () => {
    const [shown] = await run(`
      const fs = require("fs"), zlib = require("zlib");
      const entry = (name, content, type = "0", link = "") => {
        const head = Buffer.alloc(512), body = Buffer.from(content);
        head.write(name, 0); head.write("0000644\\0", 100); head.write("0000000\\0", 108); head.write("0000000\\0", 116);
        head.write(body.length.toString(8).padStart(11, "0") + "\\0", 124); head.write("00000000000\\0", 136);
        head.write("        ", 148); head.write(type, 156); head.write(link, 157); head.write("ustar\\0" + "00", 257);
        let sum = 0; for (const byte of head) sum += byte;
        head.write(sum.toString(8).padStart(6, "0") + "\\0 ", 148);
        return Buffer.concat([head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
      };
      const json = JSON.stringify({ name: "evil", version: "1.0.0", bin: { "../../../climbed-bin": "../../../../etc/passwd", good: "../../../../etc/passwd" }, scripts: {} });
      const parts = [
        entry("package/package.json", json), entry("package/../../climbed", "x"), entry("../../../../climbed-more", "x"), entry("/climbed-root", "x"),
        entry("package/link", "", "2", "../../../.."), entry("package/link/climbed-by-link", "x"), entry("package/hard", "", "1", "../../../../etc/passwd"), Buffer.alloc(1024),
      ];
      fs.mkdirSync("victim", { recursive: true }); fs.writeFileSync("victim/package.json", "{}");
      fs.writeFileSync("victim/evil.tgz", zlib.gzipSync(Buffer.concat(parts)));
      const { spawnSync } = require("child_process");
      const ran = spawnSync("npm", ["install", "./evil.tgz"], { cwd: "victim", encoding: "utf8", timeout: 20000 });
      const named = JSON.stringify({ name: "../../../climbed-name", version: "1.0.0" });
      fs.writeFileSync("victim/named.tgz", zlib.gzipSync(Buffer.concat([entry("package/package.json", named), Buffer.alloc(1024)])));
      fs.mkdirSync("victim/dep"); fs.writeFileSync("victim/dep/package.json", '{"name":"dep","version":"1.0.0","dependencies":{"../../../climbed-dep":"file:../named.tgz","a/../../../../climbed-dep":"file:../named.tgz"}}');
      for (const spec of ["./named.tgz", "./dep"]) spawnSync("npm", ["install", spec], { cwd: "victim", timeout: 20000 });
      const found = [];
      const visit = (dir, depth) => { for (const name of fs.readdirSync(dir)) { const path = (dir === "/" ? "" : dir) + "/" + name; if (name.startsWith("climbed") && !path.startsWith(process.cwd() + "/victim/node_modules/evil/")) found.push(path); let s; try { s = fs.lstatSync(path) } catch { continue } if (s.isDirectory() && depth < 7 && !path.startsWith("/proc")) visit(path, depth + 1) } };
      visit("/", 0);
      let bins = []; try { bins = fs.readdirSync("victim/node_modules/.bin").map((name) => fs.realpathSync("victim/node_modules/.bin/" + name)) } catch {}
      const tar = spawnSync("sh", ["-c", "mkdir t; cd t; gzip -dc ../victim/evil.tgz > e.tar; tar xf e.tar"], { encoding: "utf8" });
      visit("/", 0);
      console.log(JSON.stringify({ found: found.filter((path) => !path.startsWith(process.cwd() + "/t/")), bins: bins.filter((path) => !path.startsWith(process.cwd() + "/victim/")), status: ran.status === null }));`);
    expect(JSON.parse(shown.trim().split("\n").at(-1) ?? "")).toEqual({ found: [], bins: [], status: false });
  });
});
