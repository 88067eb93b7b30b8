import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages } from "./support/host-page.ts";

declare const api: Api;

const pages = hostPages();
const open = pages.open;
let page: Page;

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

  test("jsh as apps in the manner of bolt drive it: Ctrl-C, a command, its output and status by the marks", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const shell = await wc.spawn("/bin/jsh", ["--osc"], { terminal: { cols: 80, rows: 15 } });
      const writer = shell.input.getWriter();
      let shown = "";
      let at = 0;
      void shell.output.pipeTo(new WritableStream({ write: (text) => void (shown += text) }));
      /** What came up to the next mark of this kind, and the status that it tells. */
      const mark = async (kind: string): Promise<[string, number]> => {
        let found: RegExpExecArray | null = null;
        const pattern = new RegExp(`\\x1b\\]654;${kind}=?(?:(-?\\d+):(\\d+))?\\x07`);
        await api.until(() => (found = pattern.exec(shown.slice(at))) !== null, 20_000);
        const text = shown.slice(at, at + found!.index);
        at += found!.index + found![0].length;
        return [text, Number(found![2])];
      };
      const run = async (command: string): Promise<[string, number]> => {
        await writer.write("\x03");
        await mark("prompt");
        await writer.write(`${command.trim()}\n`);
        const [text, status] = await mark("exit");
        return [text.slice(text.lastIndexOf("\x1b[?2004l") + "\x1b[?2004l".length), status];
      };
      await mark("interactive");
      await mark("prompt");
      const results = [
        await run("echo hi && ls nofile"),
        await run("for i in 1 2; do\necho $i\ndone"),
        await run("node -e 'process.exit(3)'"),
        await run("(exit 9)"),
      ];
      await mark("prompt");
      await writer.write("exit\n");
      return [results, await shell.exit];
    });
    expect(result).toEqual([
      [
        ["hi\r\nls: cannot access 'nofile': No such file or directory\r\n", 2],
        ["1\r\n2\r\n", 0],
        ["", 3],
        ["", 9],
      ],
      9,
    ]);
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

  test("servers of node's http and net are told when they listen, whoever started them", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const told: string[] = [];
      const stops = [
        wc.on(
          "port",
          (port, event, url) => void told.push(`${port} ${event} ${new URL(url).search.split(":")[1]}`),
        ),
        wc.on("server-ready", (port) => void told.push(`${port} ready`)),
      ];
      const programs = [
        "require('http').createServer().listen(4001, '127.0.0.1', function () { this.close() })",
        "require('http').createServer().listen({ port: 4002, host: '::' }, () => process.exit())",
        "require('child_process').fork('child.js')",
        "require('net').createServer().listen('/tmp/server.sock', () => process.exit())",
      ];
      await wc.fs.writeFile("child.js", "require('net').createServer().listen(4003, () => process.exit())");
      for (const program of programs) await api.run("node", ["-e", program]);
      await api.run("bash", [
        "-c",
        "node -e \"require('http').createServer().listen(4004, () => process.exit())\" & wait",
      ]);
      for (const stop of stops) stop();
      await api.run("node", ["-e", "require('net').createServer().listen(4005, () => process.exit())"]);
      return told;
    });
    expect(result).toEqual(
      [4001, 4002, 4003, 4004].flatMap((port) => [
        `${port} open ${port}`,
        `${port} ready`,
        `${port} close ${port}`,
      ]),
    );
  });

  test("closing the input ends nothing; what is written or asked after the end is harmless", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const process = await wc.spawn("node", [
        "-e",
        "process.stdin.resume(); process.stdin.on('end', () => console.log('end')); setTimeout(() => process.exit(6), 300)",
      ]);
      await process.input.close();
      const ended = await api.finished(process);
      process.kill();
      process.resize({ cols: 10, rows: 10 });
      const quick = await wc.spawn("node", ["-e", "0"]);
      const writer = quick.input.getWriter();
      const code = await quick.exit;
      await writer.write("late");
      return [ended, code];
    });
    expect(result).toEqual([["", 6], 0]);
  });

  test("with output: false the stream stays mute and open", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const process = await wc.spawn("node", ["-e", "console.log('unheard')"], { output: false });
      const read = process.output.getReader().read();
      const code = await process.exit;
      return [
        code,
        await Promise.race([
          read.then(() => "read"),
          new Promise((resolve) => setTimeout(() => resolve("nothing"), 200)),
        ]),
      ];
    });
    expect(result).toEqual([0, "nothing"]);
  });

  test("xdg-open and code reach the client; other words at their socket do not", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const shown: string[] = [];
      const edited: unknown[] = [];
      wc.on("xdg-open", (text) => void shown.push(text));
      wc.on("code", (how, { files }) => void edited.push([how, files]));
      const forged =
        "node -e \"const s = require('net').connect('/run/owner.sock'); s.end('{\\\"ask\\\":\\\"open\\\"}')\"; node -e \"require('net').connect('/run/owner.sock').end('x'.repeat(99999))\"";
      const [, code] = await api.run("bash", [
        "-c",
        `${forged}; cd /tmp; xdg-open http://localhost:3000/a; xdg-open f.txt; code -g a.js:3:7; code -d a b`,
      ]);
      await api.until(() => shown.length >= 2 && edited.length >= 2);
      return [code, shown, edited];
    });
    expect(result).toEqual([
      0,
      ["http://localhost:3000/a", "/tmp/f.txt"],
      [
        ["open", [{ filepath: "/tmp/a.js", line: 3, column: 7 }]],
        ["diff", [{ filepath: "/tmp/a" }, { filepath: "/tmp/b" }]],
      ],
    ]);
  });
});
