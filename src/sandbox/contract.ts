import { SandboxError, type Machines, type Sandbox } from "./sandbox.ts";

/** One promise of the interface. Throws when it is broken. */
export interface Check<T> {
  readonly name: string;
  readonly run: (subject: T) => Promise<void>;
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: got ${a}, expected ${b}`);
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof SandboxError) return error.code;
    throw error;
  }
  return "no error";
}

/** What every sandbox must do, whichever door leads to it. */
export const SANDBOX_CHECKS: readonly Check<Sandbox>[] = [
  {
    name: "writes and reads text and bytes, making folders on the way",
    run: async ({ files }) => {
      await files.write("a/b/text.txt", "grüße\n");
      await files.write("a/b/bytes.bin", new Uint8Array([0, 255, 128, 10]));
      equal(await files.readText("a/b/text.txt"), "grüße\n", "text");
      equal([...(await files.read("a/b/bytes.bin"))], [0, 255, 128, 10], "bytes");
      equal(await codeOf(files.read("a/none")), "ENOENT", "missing file");
      equal(await codeOf(files.read("a/b")), "EISDIR", "folder as a file");
    },
  },
  {
    name: "exchanges a file for what was there",
    run: async ({ files }) => {
      const given = async (content: string) => {
        const before = await files.exchange("changed/it.txt", content);
        return before && text(before);
      };
      equal(
        [await given("one"), await given("two"), await given("")],
        [null, "one", "two"],
        "what was there",
      );
      equal(await files.readText("changed/it.txt"), "", "what is there");
      equal(await codeOf(files.exchange("changed", "x")), "EISDIR", "folder as a file");
    },
  },
  {
    name: "lists, renames and removes",
    run: async ({ files }) => {
      await files.mount({ "dir/one.txt": "1", "dir/sub/two.txt": "2" });
      const names = (await files.list("dir")).map((entry) => `${entry.name}:${entry.kind}`).sort();
      equal(names, ["one.txt:file", "sub:dir"], "entries");
      await files.rename("dir/one.txt", "dir/sub/three.txt");
      equal(await files.readText("dir/sub/three.txt"), "1", "renamed");
      await files.remove("dir");
      await files.remove("dir");
      equal(await codeOf(files.list("dir")), "ENOENT", "removed folder");
    },
  },
  {
    name: "takes a snapshot without what is left out",
    run: async ({ files }) => {
      await files.mount({ "snap/keep.txt": "k", "snap/deep/er.txt": "d" });
      const found = await files.snapshot(".", ["snap/deep"]);
      equal(text(found["snap/keep.txt"] ?? new Uint8Array()), "k", "kept");
      equal("snap/deep/er.txt" in found, false, "left out");
    },
  },
  {
    name: "tells of changes below a watched folder",
    run: async (sandbox) => {
      await sandbox.files.makeDir("watched");
      const seen: string[] = [];
      const stop = await sandbox.files.watch("watched", (path) => void seen.push(path));
      await sandbox.exec({ argv: ["node", "-e", "require('fs').writeFileSync('watched/new.txt', 'x')"] });
      const until = Date.now() + 3000;
      while (!seen.includes("watched/new.txt") && Date.now() < until)
        await new Promise((r) => setTimeout(r, 20));
      stop();
      equal(seen.includes("watched/new.txt"), true, `told of watched/new.txt (saw ${seen.join(", ")})`);
    },
  },
  {
    name: "keeps stdout, stderr and the exit code apart",
    run: async (sandbox) => {
      const program = "process.stdout.write('out\\n'); process.stderr.write('err\\n'); process.exitCode = 3";
      const result = await sandbox.exec({ argv: ["node", "-e", program] });
      equal(
        [text(result.stdout), text(result.stderr), result.code],
        ["out\n", "err\n", 3],
        "streams and code",
      );
    },
  },
  {
    name: "passes arguments, environment, folder and input exactly",
    run: async (sandbox) => {
      await sandbox.files.makeDir("where");
      const program =
        "const input = require('fs').readFileSync(0, 'latin1');" +
        "console.log(JSON.stringify([process.argv.slice(1), process.env.WORD, process.cwd().split('/').pop(), input.length]))";
      const result = await sandbox.exec({
        argv: ["node", "-e", program, "two words", "", 'quo"te'],
        env: { WORD: "ä b" },
        cwd: `${sandbox.cwd}/where`,
        stdin: new Uint8Array([1, 2, 0, 255]),
      });
      equal(
        text(result.stdout),
        `${JSON.stringify([["two words", "", 'quo"te'], "ä b", "where", 4])}\n`,
        "program saw",
      );
    },
  },
  {
    name: "gives end of input when there is none",
    run: async (sandbox) => {
      const result = await sandbox.exec({
        argv: ["node", "-e", "process.stdin.on('end', () => console.log('end')).resume()"],
      });
      equal(text(result.stdout), "end\n", "stdout");
    },
  },
  {
    name: "ends a program that runs too long",
    run: async (sandbox) => {
      const result = await sandbox.exec({
        argv: ["node", "-e", "console.log('on'); for (;;);"],
        timeoutMs: 1500,
      });
      equal([result.timedOut, result.code, text(result.stdout)], [true, null, "on\n"], "result");
    },
  },
  {
    name: "ends a program that prints without end",
    run: async (sandbox) => {
      const program = "for (;;) require('fs').writeSync(1, 'x'.repeat(65536))";
      const result = await sandbox.exec({
        argv: ["node", "-e", program],
        maxOutput: 100_000,
        timeoutMs: 20_000,
      });
      equal([result.truncated, result.stdout.length, result.timedOut], [true, 100_000, false], "result");
    },
  },
  {
    name: "says when a program does not exist",
    run: async (sandbox) =>
      equal(await codeOf(sandbox.exec({ argv: ["no-such-program"] })), "ENOENT", "code"),
  },
  {
    name: "says what a program did that removed all there is, hidden folders too",
    run: async (sandbox) => {
      const program =
        "for (const name of fs.readdirSync('.')) fs.rmSync(name, { recursive: true }); console.log('gone')";
      const first = await sandbox.exec({ argv: ["node", "-e", program] });
      const next = await sandbox.exec({ argv: ["node", "-p", "6 * 7"] });
      equal([first.code, text(first.stdout), text(next.stdout)], [0, "gone\n", "42\n"], "results");
    },
  },
  {
    name: "stops at an abort",
    run: async (sandbox) => {
      const control = new AbortController();
      const started = Date.now();
      const running = sandbox.exec({ argv: ["node", "-e", "for (;;);"], signal: control.signal });
      setTimeout(() => control.abort(new Error("told to")), 300);
      const message = await running.then(
        () => "finished",
        (error: unknown) => (error as Error).message,
      );
      equal(message, "told to", "rejection");
      if (Date.now() - started > 5000) throw new Error("the abort took too long");
    },
  },
  {
    name: "runs a shell pipeline",
    run: async (sandbox) => {
      const result = await sandbox.exec({
        argv: ["sh", "-c", "printf 'b\\na\\n' | sort | node -e \"process.stdin.pipe(process.stdout)\""],
      });
      equal([text(result.stdout), result.code], ["a\nb\n", 0], "pipeline");
    },
  },
  {
    name: "streams the output of a program and takes its input",
    run: async (sandbox) => {
      const program =
        "process.stdin.once('data', (d) => { console.log('got ' + String(d).trim()); process.exit(4); }); console.log('ready')";
      const process = await sandbox.spawn("node", ["-e", program]);
      let output = "";
      process.onOutput((part) => {
        if (!output.includes("ready") && (output + part).includes("ready")) process.write("hello\n");
        output += part;
      });
      equal(await process.exit, 4, "exit");
      equal(output.replaceAll("\r", ""), "ready\ngot hello\n", "output");
    },
  },
  {
    name: "gives a program a terminal of the asked size",
    run: async (sandbox) => {
      const program =
        "console.log([process.stdout.isTTY, process.stdout.columns, process.stdout.rows].join())";
      const process = await sandbox.spawn("node", ["-e", program], { terminal: { cols: 91, rows: 17 } });
      let output = "";
      process.onOutput((part) => void (output += part));
      equal(await process.exit, 0, "exit");
      equal(output, "true,91,17\r\n", "output");
    },
  },
  {
    name: "kills a program",
    run: async (sandbox) => {
      const process = await sandbox.spawn("node", ["-e", "console.log('up'); for (;;);"]);
      await new Promise<void>((resolve) => {
        process.onOutput((part) => {
          if (part.includes("up")) resolve();
        });
      });
      process.kill();
      equal((await process.exit) > 128, true, "exit over 128");
    },
  },
];

/** What only machines do. */
export const MACHINE_CHECKS: readonly Check<Machines>[] = [
  {
    name: "isolated runs do not see each other's files",
    run: async (machines) => {
      const machine = await machines.create({ files: { "base.txt": "base" } });
      const program = `const fs = require('fs'); const mine = process.argv[1];
        fs.appendFileSync(${JSON.stringify(`${machine.cwd}/base.txt`)}, mine); fs.writeFileSync('own.txt', mine);
        setTimeout(() => console.log(fs.readdirSync('.').sort().join(), fs.readFileSync(${JSON.stringify(`${machine.cwd}/base.txt`)}, 'utf8')), 50)`;
      const runs = await Promise.all(
        ["x", "y"].map((name) =>
          machine.run({ argv: ["node", "-e", program, name], files: { "given.txt": name } }),
        ),
      );
      equal(
        runs.map((run) => text(run.stdout)),
        ["given.txt,own.txt basex\n", "given.txt,own.txt basey\n"],
        "what the runs saw",
      );
      equal(await machine.files.readText("base.txt"), "base", "the machine's own file");
      await machine.dispose();
    },
  },
  {
    name: "denies modules and globals, and says so",
    run: async (machines) => {
      const machine = await machines.create({
        files: {},
        deny: { modules: ["zlib"], globals: ["WebAssembly"] },
      });
      for (const program of [
        "require('zlib')",
        "require('node:zlib')",
        "import('zlib').catch((e) => { throw e })",
        "new WebAssembly.Memory({ initial: 1 })",
      ]) {
        const result = await machine.run({ argv: ["node", "-e", program] });
        equal(result.code, 1, `exit code of ${program}`);
        if (!/forbid|not allowed|denied|WebAssembly/i.test(text(result.stderr))) {
          throw new Error(`${program}: stderr does not say why: ${text(result.stderr)}`);
        }
      }
      await machine.dispose();
    },
  },
  {
    name: "freezes clock and randomness",
    run: async (machines) => {
      const machine = await machines.create({ files: {}, frozen: { now: 1767225600000, seed: 7 } });
      const program =
        "console.log(Date.now(), new Date().toISOString(), Math.random(), require('crypto').randomUUID())";
      const [one, two] = await Promise.all([1, 2].map(() => machine.run({ argv: ["node", "-e", program] })));
      equal(
        text(one!.stdout).startsWith("1767225600000 2026-01-01T00:00:00.000Z 0."),
        true,
        text(one!.stdout),
      );
      equal(text(one!.stdout), text(two!.stdout), "two runs");
      await machine.dispose();
    },
  },
];
