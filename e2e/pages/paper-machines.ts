import type { ExecRequest, ExecResult, FileTree, Machine, Machines } from "../../src/sandbox/index.ts";
import { SandboxError } from "../../src/sandbox/index.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Machines made of paper: files in memory, `cat`, `echo … >> file`, and programs that are the body of one
 * function of `args` and `stdin`, which gives stdout, stderr and the exit code. */
export function paperMachines(): Machines {
  return { parallel: 2, create: ({ files }) => Promise.resolve(paperMachine(files)) };
}

function paperMachine(tree: FileTree): Machine {
  const files = new Map<string, Uint8Array>();
  const watchers = new Set<(path: string) => void>();
  const write = (path: string, content: string | Uint8Array): void => {
    files.set(path, typeof content === "string" ? encoder.encode(content) : content);
    for (const changed of watchers) changed(path);
  };
  const mount = (more: FileTree): void => {
    for (const [path, content] of Object.entries(more)) write(path, content);
  };
  const read = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new SandboxError("ENOENT", `There is no ${path}.`);
    return bytes;
  };
  mount(tree);

  /** What a shell on paper can do. */
  const shell = async (line: string): Promise<{ stdout: string; code: number }> => {
    // Real programs take their time, in which a page may be killed.
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
    const append = /^echo (.*) >> (\S+)$/.exec(line);
    if (append) {
      const [, text = "", path = ""] = append;
      const before = files.get(path) ?? new Uint8Array(0);
      write(path, `${decoder.decode(before)}${text}\n`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      return { stdout: "", code: 0 };
    }
    const path = /^cat (\S+)$/.exec(line)?.[1] ?? "";
    const bytes = files.get(path);
    return bytes ? { stdout: decoder.decode(bytes), code: 0 } : { stdout: "", code: 1 };
  };

  const result = (stdout: string, code: number, stderr = ""): ExecResult => ({
    stdout: encoder.encode(stdout),
    stderr: encoder.encode(stderr),
    code,
    timedOut: false,
    truncated: false,
    ms: 1,
  });

  const exec = async ({ argv, signal }: ExecRequest): Promise<ExecResult> => {
    signal?.throwIfAborted();
    if (argv[0] === "node") return result("/usr/bin", 0);
    const { stdout, code } = await shell(argv[2] ?? "");
    return result(stdout, code);
  };

  return {
    cwd: "/home/work",
    files: {
      read: (path) => Promise.resolve().then(() => read(path)),
      readText: (path) => Promise.resolve().then(() => decoder.decode(read(path))),
      write: (path, content) => Promise.resolve(write(path, content)),
      exchange: (path, content) => {
        const before = files.has(path) ? read(path) : null;
        write(path, content);
        return Promise.resolve(before);
      },
      list: () => Promise.resolve([...files.keys()].map((name) => ({ name, kind: "file" as const }))),
      makeDir: () => Promise.resolve(),
      remove: (path) => {
        for (const name of files.keys()) if (name === path || name.startsWith(`${path}/`)) files.delete(name);
        for (const changed of watchers) changed(path);
        return Promise.resolve();
      },
      rename: (from, to) =>
        Promise.resolve().then(() => {
          write(to, read(from));
          files.delete(from);
        }),
      mount: (more) => Promise.resolve(mount(more)),
      snapshot: (path = ".", except = []) =>
        Promise.resolve(
          Object.fromEntries(
            [...files].filter(
              ([name]) =>
                (path === "." || name === path || name.startsWith(`${path}/`)) &&
                !except.some((start) => name.startsWith(start)),
            ),
          ),
        ),
      watch: (_, changed) => {
        watchers.add(changed);
        return Promise.resolve(() => void watchers.delete(changed));
      },
    },
    spawn: () => Promise.reject(new SandboxError("GONE", "A machine of paper has no terminal.")),
    exec,
    run: ({ argv, stdin = "" }) => {
      const entry = (argv[1] ?? "").replace("/home/work/", "");
      // oxlint-disable-next-line typescript/no-implied-eval -- The program of the run is this test's own.
      const program = new Function("args", "stdin", decoder.decode(files.get(entry) ?? new Uint8Array(0)));
      const [stdout, stderr, code] = program(argv.slice(2), stdin) as [string, string, number];
      return Promise.resolve(result(stdout, code, stderr));
    },
    dispose: () => Promise.resolve(),
  };
}
