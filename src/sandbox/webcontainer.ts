import type { FileSystemTree, WebContainer, WebContainerProcess } from "@webcontainer/api";
import { EXEC_PROGRAM } from "./exec-program.ts";
import {
  SandboxError,
  type DirEntry,
  type ExecRequest,
  type ExecResult,
  type FileTree,
  type Sandbox,
  type SandboxFiles,
  type SandboxProcess,
  type SpawnOptions,
} from "./sandbox.ts";

/** Where the app keeps what it needs inside the working directory. Not part of anybody's solution. */
const OWN_FOLDER = ".mirrorbox";

export interface BootOptions {
  /** `embedded`: our host, served beside the app; `stackblitz`: StackBlitz's, over the internet. */
  readonly runtime: "embedded" | "stackblitz";
  /** Address of our host's page, for instance `https://example.org/app/headless.html`. */
  readonly headlessUrl: string;
  /** Default 20,000: the client itself never gives up. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

declare global {
  /** Read by @webcontainer/api at the first boot. */
  var WEBCONTAINER_API_IFRAME_URL: string | undefined;
  /** Read by the build's transform of @webcontainer/api. */
  var WEBCONTAINER_HEADLESS_PATH: string | undefined;
}

/**
 * Boots a sandbox through the published client. One at a time per page.
 * @throws SandboxError `BOOT` when the host does not answer in time. The client cannot be tried again in the same page
 * then (it waits for the lost one for ever), so the remedy is a reload.
 */
export async function bootWebContainer(options: BootOptions): Promise<Sandbox> {
  if (!globalThis.crossOriginIsolated) {
    throw new SandboxError(
      "BOOT",
      "The page is not cross-origin isolated, so programs cannot share memory with their machine.",
      "Reload the page; if it stays, open it over HTTPS in a current browser, outside private mode.",
    );
  }
  if (options.runtime === "embedded") {
    const url = new URL(options.headlessUrl);
    globalThis.WEBCONTAINER_API_IFRAME_URL = url.origin;
    globalThis.WEBCONTAINER_HEADLESS_PATH = url.pathname;
  }
  const { WebContainer } = await import("@webcontainer/api");
  const limit = options.timeoutMs ?? 20_000;
  const where = options.runtime === "embedded" ? "The sandbox host" : "StackBlitz's sandbox host";
  const remedy =
    options.runtime === "embedded"
      ? "Reload the page. If it stays, check that no extension blocks frames or workers on this site."
      : "Reload the page, or choose the embedded runtime in Settings: it needs no internet.";
  const boot = WebContainer.boot({ coep: "require-corp", workdirName: "project" });
  const instance = await within(boot, limit, options.signal, () => {
    return new SandboxError(
      "BOOT",
      `${where} did not answer within ${Math.round(limit / 1000)} seconds.`,
      remedy,
    );
  }).catch((error: unknown) => {
    // A boot that is only late must not leave a machine behind that nobody owns.
    void boot.then(
      (late) => late.teardown(),
      () => undefined,
    );
    if (error instanceof SandboxError || options.signal?.aborted === true) throw error;
    throw new SandboxError("BOOT", `${where} could not start: ${messageOf(error)}.`, remedy, {
      cause: error,
    });
  });
  return new WebContainerSandbox(instance);
}

class WebContainerSandbox implements Sandbox {
  readonly files: SandboxFiles;
  readonly cwd: string;
  readonly #instance: WebContainer;
  #execs = 0;

  constructor(instance: WebContainer) {
    this.#instance = instance;
    this.cwd = instance.workdir;
    this.files = new WebContainerFiles(instance);
  }

  async spawn(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<SandboxProcess> {
    const process = await this.#instance
      .spawn(command, [...args], {
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.env === undefined ? {} : { env: { ...options.env } }),
        ...(options.terminal === undefined ? {} : { terminal: { ...options.terminal } }),
      })
      .catch((error: unknown) => {
        throw asSandboxError(error);
      });
    return followProcess(process);
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    request.signal?.throwIfAborted();
    const folder = `${OWN_FOLDER}/exec/${++this.#execs}`;
    const timeoutMs = request.timeoutMs ?? 30_000;
    const { argv, cwd, env } = request;
    const tree: Record<string, string | Uint8Array> = {
      // Each time anew: a program may have removed the folder.
      [`${folder}/exec.cjs`]: EXEC_PROGRAM,
      [`${folder}/request.json`]: JSON.stringify({
        argv,
        cwd: cwd ?? this.cwd,
        env: env ?? {},
        timeoutMs,
        maxOutput: request.maxOutput ?? 1024 * 1024,
      }),
    };
    if (request.stdin !== undefined) tree[`${folder}/stdin`] = request.stdin;
    await this.files.mount(tree);
    try {
      const process = await this.#instance.spawn("node", [`${folder}/exec.cjs`, folder], { output: false });
      const stop = (): void => process.kill();
      request.signal?.addEventListener("abort", stop, { once: true });
      try {
        // The runner ends the program in time; the margin is for a runner that is itself stuck.
        await within(process.exit, timeoutMs + 15_000, request.signal, () => {
          process.kill();
          return new SandboxError(
            "GONE",
            "The sandbox stopped answering.",
            "Reload the page; your files are kept.",
          );
        });
      } finally {
        request.signal?.removeEventListener("abort", stop);
      }
      return await this.#execResult(folder, argv[0] ?? "");
    } finally {
      await this.files.remove(folder);
    }
  }

  async #execResult(folder: string, program: string): Promise<ExecResult> {
    const text = await this.files.readText(`${folder}/result.json`).catch((error: unknown) => {
      throw new SandboxError(
        "GONE",
        "A program was ended from outside before it could report.",
        "Run it again.",
        {
          cause: error,
        },
      );
    });
    const result = JSON.parse(text) as ExecResult & { startError?: string };
    if (result.startError !== undefined) {
      throw new SandboxError(
        result.startError,
        `spawn ${program} ${result.startError}`,
        "Check the program's name.",
      );
    }
    const [stdout, stderr] = await Promise.all([
      this.files.read(`${folder}/stdout`),
      this.files.read(`${folder}/stderr`),
    ]);
    const { code, timedOut, truncated, ms } = result;
    return { stdout, stderr, code, timedOut, truncated, ms };
  }

  async dispose(): Promise<void> {
    this.#instance.teardown();
    await Promise.resolve();
  }
}

class WebContainerFiles implements SandboxFiles {
  readonly #instance: WebContainer;

  constructor(instance: WebContainer) {
    this.#instance = instance;
  }

  read(path: string): Promise<Uint8Array> {
    return translated(this.#instance.fs.readFile(path));
  }

  readText(path: string): Promise<string> {
    return translated(this.#instance.fs.readFile(path, "utf8"));
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const write = (): Promise<void> => translated(this.#instance.fs.writeFile(path, content));
    await write().catch(async (error: unknown) => {
      if (!(error instanceof SandboxError && error.code === "ENOENT" && path.includes("/"))) throw error;
      await this.makeDir(path.slice(0, path.lastIndexOf("/")));
      await write();
    });
  }

  /** The client has no such call. Both are sent at once, so that hardly anything can come between them. */
  async exchange(path: string, content: string | Uint8Array): Promise<Uint8Array | null> {
    const before = this.read(path).catch((error: unknown) => {
      if (error instanceof SandboxError && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
      throw error;
    });
    const [replaced] = await Promise.all([before, this.write(path, content)]);
    return replaced;
  }

  async list(path: string): Promise<readonly DirEntry[]> {
    const entries = await translated(this.#instance.fs.readdir(path, { withFileTypes: true }));
    return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? "dir" : "file" }));
  }

  async makeDir(path: string): Promise<void> {
    await translated(this.#instance.fs.mkdir(path, { recursive: true }));
  }

  remove(path: string): Promise<void> {
    return translated(this.#instance.fs.rm(path, { recursive: true, force: true }));
  }

  rename(from: string, to: string): Promise<void> {
    return translated(this.#instance.fs.rename(from, to));
  }

  mount(tree: FileTree): Promise<void> {
    return translated(this.#instance.mount(nest(tree)));
  }

  async snapshot(path = ".", except: readonly string[] = []): Promise<Record<string, Uint8Array>> {
    const found: Record<string, Uint8Array> = {};
    const visit = async (folder: string): Promise<void> => {
      for (const entry of await this.list(folder === "" ? "." : folder)) {
        const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (except.some((prefix) => name === prefix || name.startsWith(`${prefix}/`))) continue;
        if (entry.kind === "dir") await visit(name);
        else found[name] = await this.read(name);
      }
    };
    await visit(path === "." ? "" : path);
    return found;
  }

  watch(path: string, changed: (path: string) => void): Promise<() => void> {
    const watcher = this.#instance.fs.watch(path, { recursive: true }, (_event, name) => {
      const text = typeof name === "string" ? name : new TextDecoder().decode(name);
      changed(path === "." ? text : `${path}/${text}`);
    });
    return Promise.resolve(() => watcher.close());
  }
}

/** Turns the client's process (one stream that may be read once) into ours (many listeners, early output kept). */
function followProcess(process: WebContainerProcess): SandboxProcess {
  const listeners = new Set<(text: string) => void>();
  let early: string[] | null = [];
  const drained = process.output.pipeTo(
    new WritableStream({
      write(text) {
        if (early !== null && listeners.size === 0) early.push(text);
        for (const listener of listeners) listener(text);
      },
    }),
  );
  const writer = process.input.getWriter();
  return {
    onOutput(listener) {
      listeners.add(listener);
      const kept = early ?? [];
      early = null;
      for (const text of kept) listener(text);
      return () => void listeners.delete(listener);
    },
    write(input) {
      // Input to a program that has ended goes nowhere, as on a closed terminal.
      writer.write(input).catch(() => undefined);
    },
    resize: (size) => process.resize({ ...size }),
    kill: () => process.kill(),
    exit: Promise.all([process.exit, drained.catch(() => undefined)]).then(([code]) => code),
  };
}

/** `{"a/b": "x"}` as the client's nested tree. */
function nest(tree: FileTree): FileSystemTree {
  const root: FileSystemTree = {};
  for (const [path, contents] of Object.entries(tree)) {
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    const name = parts.pop();
    if (name === undefined) continue;
    let folder = root;
    for (const part of parts) {
      const entry = (folder[part] ??= { directory: {} });
      if (!("directory" in entry))
        throw new SandboxError("ENOTDIR", `${path}: ${part} is a file`, "Rename one of them.");
      folder = entry.directory;
    }
    folder[name] = { file: { contents } };
  }
  return root;
}

async function translated<T>(call: Promise<T>): Promise<T> {
  return await call.catch((error: unknown) => {
    throw asSandboxError(error);
  });
}

/** Hosts differ in which fields of an error they pass on; all begin the message with the errno's name. */
function asSandboxError(error: unknown): SandboxError {
  const message = messageOf(error);
  const code = /^([A-Z][A-Z0-9]+)\b/.exec(message)?.[1] ?? / (E[A-Z]{3,})\b/.exec(message)?.[1] ?? "GONE";
  const remedy = code === "GONE" ? "Reload the page; your files are kept." : "";
  return new SandboxError(code, message, remedy, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Rejects with `late()` after `ms`, or with the signal's reason when it is aborted. */
async function within<T>(
  work: Promise<T>,
  ms: number,
  signal: AbortSignal | undefined,
  late: () => Error,
): Promise<T> {
  signal?.throwIfAborted();
  return await new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    const abort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    });
  });
}
