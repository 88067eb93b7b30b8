import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import { commandLine, readRecordings, record } from "../src/host/shell/recordings.ts";
import type { ShellPage } from "./pages/host-shell.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const shell: ShellPage;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");
const RECORDED = join(import.meta.dirname, "recorded/processes.txt");

const FILES = {
  "a.txt": "one\ntwo\nthree\n",
  "big.txt": "0123456789\n".repeat(20_000),
  "sub/d.txt": "d\n",
  "args.js": "console.log(process.argv.slice(2).join('|'))",
  "exit.js": "process.exit(Number(process.argv[2]))",
  "gen.js": "for (let i = 0; i < 1e6; i++) process.stdout.write(i + '\\n')",
  "upper.js": "process.stdin.on('data', (d) => process.stdout.write(String(d).toUpperCase()))",
  "count.js": "let n = 0; process.stdin.on('data', (d) => (n += d.length)).on('end', () => console.log(n))",
  "both.js": "console.log('out'); console.error('err')",
  "wait.js": "setInterval(() => {}, 1000)",
  "env.js": "console.log(process.env[process.argv[2]])",
  "spawn.js": "console.log(require('child_process').execSync('echo a b | wc -w').toString().trim())",
  "tool.js": "#!/usr/bin/env node\nconsole.log('tool', process.argv[2]); process.exitCode = 2",
  "tty.js": "console.log(process.stdin.isTTY, process.stdout.isTTY, process.stdout.columns)",
  "ask.js":
    "require('readline').createInterface({ input: process.stdin, output: process.stdout }).question('name? ', (n) => { console.log('hi ' + n); process.exit() })",
  "loop.js": "console.log('looping'); for (;;);",
};

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;

if (process.env["RECORD"] !== undefined) {
  const bin = join(import.meta.dirname, "../node_modules/.bin");
  const env = { LC_ALL: "C", PATH: `${bin}:/usr/bin:/bin` };
  record(RECORDED, { files: FILES, stdin: "", env, folder: "/home/project" });
}

beforeAll(async () => {
  server = await serve(SERVED);
  browser = await launch();
  page = await browser.newPage();
  await openTestPage(page, server.url, "pages/host-shell.ts");
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("processes and pipes, as the machine's own bash has them", () => {
  test.each(readRecordings(RECORDED))("$name", async ({ script, code, output }) => {
    const result = await page.evaluate(
      async ([files, argv]) => {
        await shell.machine(files);
        return shell.run(argv);
      },
      [FILES, commandLine(script)] as const,
    );
    expect(`${result.code}\n${result.out}`).toBe(`${code}\n${output}`);
  });
});

describe("at a terminal", () => {
  const PROMPT = "prompt\x07";
  /** The mark of a command that ended so. */
  const ended = (code: number): RegExp => new RegExp(`654;exit=[0-9]+:${code}\\W`);
  let id = 0;
  const type = (text: string): Promise<void> =>
    page.evaluate(([at, typed]) => shell.type(at, typed), [id, text] as const);
  const shown = (text: string): Promise<string> =>
    page.evaluate(([at, wanted]) => shell.shown(at, wanted), [id, text] as const);
  const run = async (line: string, until = PROMPT): Promise<string> => {
    await type(line);
    return shown(until);
  };

  beforeAll(async () => {
    id = await page.evaluate(async (files) => {
      await shell.machine(files);
      return shell.terminal(["jsh", "--osc"]);
    }, FILES);
    expect(await shown(PROMPT)).toContain("\x1b]654;interactive\x07");
  });

  test("a command's output and its mark", async () => {
    const output = await run("echo hello; false\n");
    expect(output).toContain("hello\r\n");
    expect(output).toMatch(ended(1));
  });

  test("a program gets the terminal itself", async () => {
    expect(await run("node tty.js\r")).toMatch(/true[^]*true[^]*80/);
    await run("node ask.js\r", "name?");
    expect(await run("bob\r")).toContain("hi bob");
  });

  test.each([
    ["a program that spins", "node loop.js\r", "looping"],
    ["a loop of the shell's own", "while true; do :; done\r", "done"],
    ["a program of the shell's that computes", "awk 'BEGIN { while (1); }'\r", "while"],
    ["a sleep", "sleep 60\r", "sleep 60"],
    ["a read", "read x\r", "read x"],
    ["a pipeline", "yes | node upper.js > /dev/null\r", "null"],
    ["a program inside of a loop", "while true; do sleep 0.2; done\r", "done"],
    ["programs one after the other", "while true; do node -e 0; done\r", "done"],
  ])("Ctrl-C ends %s, and the shell lives on", async (_what, line, until) => {
    await run(line, until);
    await page.waitForTimeout(600);
    expect(await run("\x03")).toMatch(ended(130));
    expect(await run("echo alive\r")).toContain("alive\r\n");
  });

  test("Ctrl-C at the prompt gives a new line", async () => {
    await run("echo abandoned", "abandoned");
    expect(await run("\x03")).toContain("^C");
    expect(await run("echo $?\r")).toContain("130\r\n");
  });

  test("Tab completes files and commands, and lists what is left", async () => {
    const complete = async (typed: string, until: string): Promise<string> => {
      const output = await run(typed, until);
      await run("\x03");
      return output;
    };
    expect(await complete("cat a.t\t", "a.txt ")).toContain("cat a.txt ");
    expect(await complete("mkte\t", "mktemp ")).toContain("mktemp ");
    expect(await complete("echo sub/\t", "d.txt ")).toContain("sub/d.txt ");
    expect(await complete("node t\t", "tty.js")).toMatch(/tool\.js +tty\.js/);
  });

  test("history by arrow, by search and by !!", async () => {
    await run("echo first-one\r");
    await run("echo second\r");
    expect(await run("\x1b[A\x1b[A\r")).toContain("first-one\r\n");
    expect(await run("\x12secon\r")).toContain("second\r\n");
    expect(await run("!!\r")).toContain("second\r\n");
    expect(await run("cat ~/.bash_history\r")).toContain("echo first-one");
  });

  test("editing keys", async () => {
    expect(await run("cho xy\x01e\x05z\r")).toContain("xyz\r\n");
    expect(await run("echo one two\x17three\r")).toContain("one three\r\n");
    expect(await run("echo ab\x1b[D-\r")).toContain("a-b\r\n");
    expect(await run("junk\x15echo clean\r")).toContain("clean\r\n");
    expect(await run("echo wörld 日本\x7f\r")).toContain("wörld 日\r\n");
  });

  test("unfinished input goes on, a pasted text waits", async () => {
    await run("for i in 1 2\r", "> ");
    expect(await run("do echo n$i; done\r")).toContain("n1\r\nn2\r\n");
    await run("\x1b[200~echo p1\necho p2\x1b[201~", "p2");
    expect(await run("\r")).toMatch(/p1\r\np2\r\n/);
  });

  test("background jobs are told of", async () => {
    expect(await run("sleep 0.3 &\r")).toMatch(/\[1\] \d+/);
    expect(await run("wait; echo waited\r")).toContain("waited");
  });

  test("the window's size reaches programs and the editor", async () => {
    await page.evaluate((at) => shell.resize(at, 40, 10), id);
    expect(await run("node tty.js\r")).toContain("40");
    expect(await run(`echo ${"x".repeat(60)}\r`)).toContain(`${"x".repeat(60)}\r\n`);
  });

  test("less shows pages, and finds text; watch repeats a command", async () => {
    await run("seq 100 | less\r", ":\x1b[0m");
    await type(" ");
    expect(await shown("\n18\x1b[K")).not.toContain("\n9\x1b[K");
    await type("/50\r");
    expect(await shown("\n58\x1b[K")).toContain("\x1b[H50\x1b[K");
    expect(await run("q")).toMatch(ended(0));
    await run("watch -n 0.2 'echo $((1 + 1))'\r", "\n2\r\n");
    await shown("\n2\r\n");
    expect(await run("\x03")).toMatch(ended(130));
  });

  test("exit and Ctrl-D end the shell", async () => {
    // Written so that the echo of the command is not taken for the inner shell's prompt.
    await run("PS1=i'nner> ' bash\r", "inner> ");
    await type("exit 3\r");
    expect(await shown(PROMPT)).toMatch(ended(3));
    await run("(exit 7)\r");
    await type("\x04");
    expect(await page.evaluate((at) => shell.exit(at), id)).toBe(7);
  });
});
