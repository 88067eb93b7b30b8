import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import type { Api } from "./pages/host-protocol.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;

const open = async (): Promise<Page> => {
  const opened = await browser.newPage();
  await openTestPage(opened, server.url, "pages/host-protocol.ts");
  return opened;
};

beforeAll(async () => {
  server = await serve(SERVED);
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("files through the published client", () => {
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page.close());

  test("boots with the names that the client asks for", async () => {
    const info = await page.evaluate(async () => {
      const wc = await api.container();
      return [wc.workdir, wc.path];
    });
    expect(info).toEqual(["/home/project", "/usr/local/bin:/usr/bin:/bin"]);
  });

  test("writes and reads text, bytes and encodings; the caller's buffer stays usable", async () => {
    const read = await page.evaluate(async () => {
      const { fs } = await api.container();
      const bytes = new Uint8Array([0, 255, 10, 195, 164]);
      await fs.writeFile("/b.bin", bytes);
      await fs.writeFile("t.txt", "grüße");
      await fs.writeFile("h", "68656c6c6f", "hex");
      await fs.writeFile("l", "é", { encoding: "latin1" });
      return [
        bytes.length,
        [...(await fs.readFile("b.bin"))],
        await fs.readFile("t.txt", "utf-8"),
        await fs.readFile("h", "utf8"),
        [...(await fs.readFile("l"))],
        await fs.readFile("t.txt", "base64" as "utf-8"),
      ];
    });
    expect(read).toEqual([5, [0, 255, 10, 195, 164], "grüße", "hello", [233], "Z3LDvMOfZQ=="]);
  });

  test("errors are Node's, with their fields", async () => {
    const errors = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.mkdir("folder/sub", { recursive: true });
      await fs.writeFile("plain", "x");
      return [
        await api.failure(fs.readFile("none")),
        await api.failure(fs.readFile("folder")),
        await api.failure(fs.readdir("none")),
        await api.failure(fs.readdir("plain")),
        await api.failure(fs.mkdir("folder")),
        await api.failure(fs.mkdir("a/b")),
        await api.failure(fs.writeFile("none/x", "")),
        await api.failure(fs.writeFile("folder", "")),
        await api.failure(fs.rm("none")),
        await api.failure(fs.rm("folder")),
        await api.failure(fs.rename("none", "other")),
        await api.failure(fs.rm("none", { force: true })),
      ];
    });
    const enoent = (syscall: string, path: string) => ({
      message: `ENOENT: no such file or directory, ${syscall} '${path}'`,
      code: "ENOENT",
      errno: -2,
      syscall,
      path,
    });
    expect(errors).toEqual([
      enoent("open", "none"),
      {
        message: "EISDIR: illegal operation on a directory, read",
        code: "EISDIR",
        errno: -21,
        syscall: "read",
      },
      enoent("scandir", "none"),
      {
        message: "ENOTDIR: not a directory, scandir 'plain'",
        code: "ENOTDIR",
        errno: -20,
        syscall: "scandir",
        path: "plain",
      },
      {
        message: "EEXIST: file already exists, mkdir 'folder'",
        code: "EEXIST",
        errno: -17,
        syscall: "mkdir",
        path: "folder",
      },
      enoent("mkdir", "a/b"),
      enoent("open", "none/x"),
      {
        message: "EISDIR: illegal operation on a directory, open 'folder'",
        code: "EISDIR",
        errno: -21,
        syscall: "open",
        path: "folder",
      },
      enoent("lstat", "none"),
      {
        message: "Path is a directory: rm returned EISDIR (is a directory) folder",
        code: "ERR_FS_EISDIR",
        errno: 21,
        syscall: "rm",
        path: "folder",
      },
      { ...enoent("rename", "none"), message: "ENOENT: no such file or directory, rename 'none' -> 'other'" },
      "no error",
    ]);
  });

  test("lists, makes, renames and removes folders", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      const made = await fs.mkdir("x/y/z", { recursive: true });
      await fs.writeFile("x/f", "1");
      const entries = (await fs.readdir("x", { withFileTypes: true })).map((e) => [
        e.name,
        e.isFile(),
        e.isDirectory(),
      ]);
      const raw = (await fs.readdir("x", "buffer")).map((name) => new TextDecoder().decode(name));
      await fs.rename("x/y", "x/moved");
      const after = await fs.readdir("/x");
      await fs.rm("x", { recursive: true });
      return [made, entries, raw, after, (await fs.readdir(".")).includes("x")];
    });
    expect(result).toEqual([
      "/home/project/x",
      [
        ["f", true, false],
        ["y", false, true],
      ],
      ["f", "y"],
      ["f", "moved"],
      false,
    ]);
  });

  test("500 reads at once, and 8 MB, arrive", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.writeFile("small", "content");
      const all = await Promise.all(Array.from({ length: 500 }, () => fs.readFile("small", "utf8")));
      const big = new Uint8Array(8_000_000).map((_, i) => i % 251);
      await fs.writeFile("big", big);
      const back = await fs.readFile("big");
      return [new Set(all).size, back.length, back.every((byte, i) => byte === i % 251)];
    });
    expect(result).toEqual([1, 8_000_000, true]);
  });

  test("mounts trees with bytes and links, at a mount point, and binary snapshots", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.mount({
        "a.txt": { file: { contents: "text" } },
        "b.bin": { file: { contents: new Uint8Array([1, 128, 255]) } },
        __proto__x: { file: { contents: "p" } },
        dir: { directory: { link: { file: { symlink: "../a.txt" } } } },
      });
      await wc.fs.mkdir("point");
      await wc.mount({ f: { file: { contents: "at point" } } }, { mountPoint: "point" });
      const binary = await wc.export(".", { format: "binary" });
      await wc.fs.mkdir("again");
      const size = binary.byteLength;
      await wc.mount(binary, { mountPoint: "again" });
      return [
        await wc.fs.readFile("dir/link", "utf8"),
        [...(await wc.fs.readFile("b.bin"))],
        await wc.fs.readFile("point/f", "utf8"),
        await wc.fs.readFile("again/dir/link", "utf8"),
        size > 0 && binary.byteLength === 0,
        await api.failure(wc.mount({}, { mountPoint: "no/where" })),
        await api.failure(wc.mount({ "../up": { file: { contents: "x" } } })),
      ];
    });
    expect(result).toMatchObject([
      "text",
      [1, 128, 255],
      "at point",
      "text",
      true,
      { code: "ENOENT" },
      { code: "EINVAL" },
    ]);
  });

  test("exports json, zip and binary with globs", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.mkdir("ex/node_modules/dep/lib", { recursive: true });
      await wc.fs.writeFile("ex/main.js", "1");
      await wc.fs.writeFile("ex/bytes", new Uint8Array([255, 254]));
      await wc.fs.writeFile("ex/node_modules/dep/lib/keep.js", "k");
      await wc.fs.writeFile("ex/node_modules/dep/drop.js", "d");
      const tree = await wc.export("ex", {
        format: "json",
        excludes: ["node_modules/**"],
        includes: ["**/keep.js"],
      });
      const zip = new Uint8Array(await wc.export("ex", { format: "zip", excludes: ["node_modules"] }));
      return [
        JSON.stringify(tree),
        String.fromCharCode(...zip.slice(0, 2)),
        new TextDecoder("latin1").decode(zip).includes("drop.js"),
      ];
    });
    expect(result).toEqual([
      JSON.stringify({
        node_modules: {
          directory: {
            dep: { directory: { lib: { directory: { "keep.js": { file: { contents: "k" } } } } } },
          },
        },
        "main.js": { file: { contents: "1" } },
        bytes: { file: { contents: { 0: 255, 1: 254 } } },
      }),
      "PK",
      false,
    ]);
  });

  test("watches files and folders, recursively too, until closed", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.mkdir("w/deep", { recursive: true });
      const flat: string[] = [];
      const deep: string[] = [];
      const one = fs.watch("w", (event, name) => void flat.push(`${event} ${String(name)}`));
      const all = fs.watch(
        "w",
        { recursive: true },
        (event, name) => void deep.push(`${event} ${String(name)}`),
      );
      await fs.readdir("w");
      await fs.writeFile("w/a", "1");
      await fs.writeFile("w/deep/b", "2");
      await fs.rm("w/a");
      await api.until(() => deep.length >= 5 && flat.length >= 3);
      one.close();
      all.close();
      await fs.readdir("w");
      await fs.writeFile("w/c", "3");
      await fs.readdir("w");
      return [flat, deep];
    });
    expect(result).toEqual([
      ["rename a", "change a", "rename a"],
      ["rename a", "change a", "rename deep/b", "change deep/b", "rename a"],
    ]);
  });
});

describe("programs through the published client", () => {
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page.close());

  test("runs node with arguments, environment and folder", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.mkdir("sub");
      const program =
        "console.log(JSON.stringify([process.argv.slice(1), process.env.X, process.env.N, process.cwd()]))";
      return await api.run("node", ["-e", program, "a b", ""], { env: { X: "ä", N: 7 }, cwd: "sub" });
    });
    expect(result).toEqual([`${JSON.stringify([["a b", ""], "ä", "7", "/home/project/sub"])}\n`, 0]);
  });

  test("merges stdout and stderr, and tells the exit status after all output", async () => {
    const results = await page.evaluate(async () => {
      const program =
        "for (let i = 0; i < 500; i++) (i % 2 ? process.stderr : process.stdout).write(i + ' '); process.exitCode = 3";
      return await Promise.all([0, 1, 2].map(() => api.run("node", ["-e", program])));
    });
    const expected = Array.from({ length: 500 }, (_, i) => `${i} `).join("");
    expect(results).toEqual([0, 1, 2].map(() => [expected, 3]));
  });

  test("never splits a character between chunks", async () => {
    const text = await page.evaluate(async () => {
      const program =
        "const b = Buffer.from('aé€😀'.repeat(20000)); for (let i = 0; i < b.length; i += 7) require('fs').writeSync(1, b.subarray(i, i + 7))";
      return (await api.run("node", ["-e", program]))[0];
    });
    expect(text).toBe("aé€😀".repeat(20_000));
  });

  test("gives input from the client, and its end at Ctrl-D", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const process = await wc.spawn("node", [
        "-e",
        "process.stdin.on('data', (d) => process.stdout.write(String(d).toUpperCase())).on('end', () => console.log('END'))",
      ]);
      const writer = process.input.getWriter();
      await writer.write("one ");
      await writer.write("two\x04lost");
      return await api.finished(process);
    });
    expect(result).toEqual(["ONE TWOEND\n", 0]);
  });

  test("runs on a terminal: size, line editing, resize, Ctrl-C", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const program =
        "console.log(String(process.stdout.isTTY), `${process.stdout.columns} ${process.stdout.rows}`);" +
        "process.stdout.on('resize', () => console.log(`size ${process.stdout.columns} ${process.stdout.rows}`));" +
        "process.stdin.on('data', (d) => console.log('got ' + JSON.stringify(String(d))))";
      const process = await wc.spawn("node", ["-e", program], { terminal: { cols: 70, rows: 20 } });
      let shown = "";
      const done = process.output.pipeTo(new WritableStream({ write: (text) => void (shown += text) }));
      const writer = process.input.getWriter();
      await api.until(() => shown.includes("20"));
      await writer.write("hex\x7fllo\r");
      await api.until(() => shown.includes("got"));
      process.resize({ cols: 90, rows: 30 });
      await api.until(() => shown.includes("size"));
      await writer.write("\x03");
      const code = await process.exit;
      await done;
      return [shown, code];
    });
    expect(result).toEqual(['true 70 20\r\nhex\b \bllo\r\ngot "hello\\n"\r\nsize 90 30\r\n^C', 130]);
  });

  test("jsh marks its prompts with OSC 654, runs programs, and ends by exit", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const shell = await wc.spawn("/bin/jsh", ["--osc"], { terminal: { cols: 80, rows: 24 } });
      let shown = "";
      const done = shell.output.pipeTo(new WritableStream({ write: (text) => void (shown += text) }));
      const writer = shell.input.getWriter();
      const until = (mark: string): Promise<boolean> => api.until(() => shown.includes(mark), 20_000);
      const seen = [await until("\x1b]654;interactive\x07"), await until("\x1b]654;prompt\x07")];
      await writer.write("node -e 'process.exit(7)'\r");
      seen.push(await until("\x1b]654;exit=1:7\x07"));
      await writer.write("sleep 1000\r");
      await new Promise((resolve) => setTimeout(resolve, 500));
      await writer.write("\x03");
      seen.push(await until("\x1b]654;exit=2:130\x07"));
      await writer.write("exit 5\r");
      const code = await shell.exit;
      await done;
      return [seen, code];
    });
    expect(result).toEqual([[true, true, true, true], 5]);
  });

  test("the shell joins programs both ways", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile("lines.txt", "b\na\nc\n");
      const command =
        "sort lines.txt | node -e 'process.stdin.pipe(process.stdout)' | tail -1; yes | head -2; node -p 6*7 | tr 4 x; exit 3";
      return await api.run("sh", ["-c", command]);
    });
    expect(result).toEqual(["c\ny\ny\nx2\n", 3]);
  });

  test("many synchronous children, some cut short, never mix their output", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile(
        "children.js",
        "const { spawnSync } = require('child_process'); const run = (code, more) => spawnSync('node', ['-e', code], { encoding: 'utf8', ...more });" +
          "const cut = run('for (;;) console.log(12345678)', { maxBuffer: 100 }); console.log(cut.error.code, cut.signal);" +
          "for (let i = 0; i < 3; i++) console.log(run('console.log(' + i + ')').stdout.trim());" +
          "console.log(run('setInterval(() => {}, 1000)', { timeout: 200 }).error.code)",
      );
      return await api.run("node", ["children.js"]);
    });
    expect(result).toEqual(["ENOBUFS SIGTERM\n0\n1\n2\nETIMEDOUT\n", 0]);
  });

  test("kills: 143 by default, the program's own status when it handles SIGTERM, and stops one that spins", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const killed = async (program: string): Promise<[string, number]> => {
        const process = await wc.spawn("node", ["-e", program]);
        let shown = "";
        const done = process.output.pipeTo(new WritableStream({ write: (text) => void (shown += text) }));
        await api.until(() => shown.includes("on"));
        process.kill();
        const code = await process.exit;
        await done;
        return [shown, code];
      };
      return [
        await killed("console.log('on'); setInterval(() => {}, 1000)"),
        await killed(
          "process.on('SIGTERM', () => { console.log('bye'); process.exit(5) }); console.log('on'); setInterval(() => {}, 1000)",
        ),
        await killed("process.on('SIGTERM', () => {}); console.log('on'); for (;;);"),
      ];
    });
    expect(result).toEqual([
      ["on\n", 143],
      ["on\nbye\n", 5],
      ["on\n", 143],
    ]);
  });

  test("rejects what cannot be started", async () => {
    const errors = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile("plain.txt", "x");
      return [
        await api.failure(wc.spawn("no-such-program")),
        await api.failure(wc.spawn("./plain.txt")),
        await api.failure(wc.spawn("node", ["-e", "0"], { cwd: "nowhere" })),
      ];
    });
    expect(errors).toMatchObject([
      { message: "spawn no-such-program ENOENT", code: "ENOENT", syscall: "spawn no-such-program" },
      { message: "spawn ./plain.txt EACCES", code: "EACCES" },
      { code: "ENOENT" },
    ]);
  });

  test("holds back a program that prints without end, and the page stays alive", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const process = await wc.spawn("node", [
        "-e",
        "for (;;) require('fs').writeSync(1, 'y\\n'.repeat(30000))",
      ]);
      const reader = process.output.getReader();
      let size = 0;
      while (size < 20_000_000) size += (await reader.read()).value?.length ?? 0;
      let worst = 0;
      for (let i = 0, last = performance.now(); i < 50; i++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        worst = Math.max(worst, performance.now() - last - 10);
        last = performance.now();
      }
      process.kill();
      for (;;) if ((await reader.read()).done) break;
      return [await process.exit, worst < 1000];
    });
    expect(result).toEqual([143, true]);
  });

  test("output: false neither yields nor blocks the program", async () => {
    const code = await page.evaluate(async () => {
      const wc = await api.container();
      const process = await wc.spawn("node", ["-e", "console.log('x'.repeat(500000))"], { output: false });
      return await process.exit;
    });
    expect(code).toBe(0);
  });

  test("tells of ports that open and close", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const told: string[] = [];
      const stop = wc.on("port", (port, event) => void told.push(`${port} ${event}`));
      wc.on("server-ready", (port, url) => void told.push(`ready ${port} ${new URL(url).pathname}`));
      const process = await wc.spawn("node", ["-e", "require('net').createServer().listen(3123)"]);
      await api.until(() => told.length >= 2);
      process.kill();
      await process.exit;
      await api.until(() => told.length >= 3);
      stop();
      return told;
    });
    expect(result).toEqual(["3123 open", "ready 3123 /preview.html", "3123 close"]);
  });

  test("takes a preview script, and starts twenty programs at once", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.setPreviewScript("console.log(1)", { type: "module" });
      const all = await Promise.all(Array.from({ length: 20 }, (_, i) => api.run("node", ["-p", String(i)])));
      return all.every(([text, code], i) => text === `${i}\n` && code === 0);
    });
    expect(result).toBe(true);
  });
});

describe("programs that ask for much", () => {
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page.close());

  test("files of 100 MB are written and read at once", async () => {
    const result = await page.evaluate(async () => {
      const program =
        "const fs = require('fs'); const b = Buffer.alloc(100e6, 'abcdefg'); fs.writeFileSync('big', b);" +
        "const r = fs.readFileSync('big'); console.log(r.length, r.equals(b)); fs.copyFileSync('big', 'two'); console.log(fs.statSync('two').size)";
      return await api.run("node", ["-e", program]);
    });
    expect(result).toEqual(["100000000 true\n100000000\n", 0]);
  });

  test("a fork bomb meets the limit of processes, which its stderr names", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile(
        "bomb.js",
        "const { spawn } = require('child_process'); for (let i = 0; i < 60; i++) spawn('sleep', ['1000'], { stdio: 'inherit' }).on('error', (e) => { console.log(e.code); process.exit(1) })",
      );
      const bomb = await wc.spawn("node", ["bomb.js"]);
      let shown = "";
      void bomb.output.pipeTo(new WritableStream({ write: (text) => void (shown += text) }));
      await api.until(() => shown.includes("EAGAIN"), 60_000);
      const code = await bomb.exit;
      // Its children live on, as on Linux; whoever comes next can end them.
      const after = await api.run("node", ["-e", "process.kill(-1, 'SIGKILL'); console.log('alive')"]);
      return [shown, code, after];
    });
    expect(result).toEqual(["node: limit of 48 processes reached\nEAGAIN\n", 1, ["alive\n", 0]]);
  });

  test("a full file system and too many open files are errors with names", async () => {
    const result = await page.evaluate(async () => {
      const full =
        "const fs = require('fs'); try { for (let i = 0; ; i++) fs.writeFileSync('f' + i, Buffer.alloc(2e8)) } catch (e) { console.log(e.code) }";
      const open =
        "const fs = require('fs'); try { for (;;) fs.openSync('/dev/null') } catch (e) { console.log(e.code) }";
      const results = [await api.run("node", ["-e", full]), await api.run("node", ["-e", open])];
      const { fs } = await api.container();
      for (const name of await fs.readdir(".")) await fs.rm(name);
      return results;
    });
    expect(result).toEqual([
      ["node: limit of 1,073,741,824 bytes of files reached\nENOSPC\n", 0],
      ["node: limit of 4,096 open files reached\nEMFILE\n", 0],
    ]);
  });
});

describe("life of an instance", () => {
  beforeEach(async () => {
    page = await open();
  });
  afterEach(() => page.close());

  test("teardown ends programs with 143, and boots again with empty files", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile("old", "x");
      const process = await wc.spawn("node", ["-e", "setInterval(() => {}, 1000)"]);
      wc.fs.watch(".", () => undefined);
      wc.teardown();
      const code = await process.exit;
      const second = (): string => {
        try {
          wc.teardown();
        } catch (error) {
          return (error as Error).message;
        }
        return "no error";
      };
      const again = await api.WebContainer.boot({ workdirName: "other" });
      return [
        code,
        second(),
        again.workdir,
        await again.fs.readdir("."),
        await api.finished(await again.spawn("node", ["-p", "1+1"])),
        await api.failure(api.WebContainer.boot()),
      ];
    });
    expect(result).toMatchObject([
      143,
      "WebContainer already torn down",
      "/home/other",
      [],
      ["2\n", 0],
      { message: "Only a single WebContainer instance can be booted" },
    ]);
  });

  test("two pages have nothing in common", async () => {
    const other = await open();
    const write = (target: Page, text: string): Promise<void> =>
      target.evaluate(async (content) => await (await api.container()).fs.writeFile("f", content), text);
    await Promise.all([write(page, "one"), write(other, "two")]);
    const read = (target: Page): Promise<string> =>
      target.evaluate(async () => await (await api.container()).fs.readFile("f", "utf8"));
    expect([await read(page), await read(other)]).toEqual(["one", "two"]);
    await other.close();
  });

  test("a frame that vanishes from the server is told, not hung on", async () => {
    const message = await page.evaluate(
      async () =>
        await api.failure(api.connectMachines({ headlessUrl: "no-such-page.html", timeoutMs: 1500 })),
    );
    expect(message).toMatchObject({
      message: expect.stringMatching(
        /^The sandbox host did not answer within 2 s: .*no-such-page\.html#machines was not found/,
      ),
    });
    await page.route("**/host/runtime.js", (route) => route.fulfill({ status: 404 }));
    const missing = await page.evaluate(
      async () => await api.failure(api.connectMachines({ headlessUrl: "headless.html", timeoutMs: 10_000 })),
    );
    expect(missing).toMatchObject({
      message: "The sandbox host did not start: /host/runtime.js could not be fetched (status 404).",
    });
  });
});

test("a page without isolation gets a message instead of a boot that hangs", async () => {
  const bare = await serve(SERVED, { headers: false });
  const opened = await browser.newPage();
  await openTestPage(opened, bare.url, "pages/host-protocol.ts", false);
  const failure = await opened.evaluate(async () => await api.failure(api.container()));
  expect(failure).toMatchObject({ message: expect.stringContaining("not cross-origin isolated") });
  await opened.close();
  await bare.close();
});

test("works below a folder of the server, for the direct door", async () => {
  const folder = await serve(SERVED, { base: "/some/folder/" });
  const opened = await browser.newPage();
  await openTestPage(opened, folder.url, "pages/host-protocol.ts");
  const result = await opened.evaluate(async () => {
    const machines = await api.connectMachines({ headlessUrl: "headless.html", timeoutMs: 20_000 });
    const machine = await machines.create({ files: {} });
    const { stdout } = await machine.run("1", {
      argv: ["node", "-p", "6*7"],
      timeoutMs: 20_000,
      maxOutput: 100,
      isolated: true,
    });
    await machine.dispose();
    machines.dispose();
    return [new TextDecoder().decode(stdout), document.querySelectorAll("iframe").length];
  });
  expect(result).toEqual(["42\n", 0]);
  await opened.close();
  await folder.close();
});

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
