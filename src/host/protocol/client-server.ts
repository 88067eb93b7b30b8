import { proxy, releaseProxy, transfer, type Remote } from "comlink";
import { Machine, machineFiles } from "../machine/machine.ts";
import { DEFAULT_PATH } from "../machine/programs.ts";
import type { ExitStatus, TtySize, Undo } from "../machine/syscalls.ts";
import { find, findDir } from "../machine/walk.ts";
import { previewAddress, type PreviewScript } from "../preview/messages.ts";
import { servePreviews } from "../preview/preview-server.ts";
import { SHELL_COMMANDS } from "../shell/commands.ts";
import { clientFiles, inside } from "./client-files.ts";
import { hearPrograms } from "./owner-requests.ts";
import { pumpOutput } from "./output-pump.ts";
import { asNode } from "./remote-errors.ts";
import type { RuntimeHost } from "./runtime-host.ts";
import { exitNumber, Session } from "./session.ts";
import type { ExportOptions } from "./packed-tree.ts";
import { isPacked, layTree, parseTree } from "./tree.ts";

interface BuildOptions {
  readonly workdirName?: string | null;
  /** Which errors of previews are told. */
  readonly forwardPreviewErrors?: boolean | "exceptions-only" | null;
}

interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | number | boolean>>;
  readonly terminal?: TtySize;
}

type OutputListener = (chunk: Uint8Array | null) => void;
type EventListener = (...args: unknown[]) => void;

/** The status that a torn-down instance gives to programs that still ran. */
const TORN_DOWN: ExitStatus = { code: null, signal: "SIGTERM" };

/** What @webcontainer/api 1.6.4 calls, served over comlink 4.3.0. */
export function clientServer(host: RuntimeHost): object {
  return {
    /** One instance. Throws a message for people when programs cannot run here, so that `boot()` does. */
    build(options: BuildOptions | undefined): object {
      host.check();
      const cwd = `/home/${options?.workdirName || "project"}`;
      const listeners = new Map<string, Set<EventListener>>();
      const tell = (event: string, ...args: unknown[]): void => {
        for (const listener of listeners.get(event) ?? []) listener(...args);
      };
      const previewUrl = (port: number): string =>
        new URL(previewAddress(host.previews.id, port), host.base).href;
      const undoing = new Set<Undo>([tellFaults((message) => tell("error", { message }))]);
      const machine = new Machine(cwd, {
        vfs: machineFiles(SHELL_COMMANDS, cwd, host.limits),
        limits: host.limits,
        workers: host.workers,
        portChanged(port, event) {
          tell("port", port, event, previewUrl(port));
          if (event === "open") tell("server-ready", port, previewUrl(port));
        },
      });
      hearPrograms(machine.kernel, (request) => {
        if (request.ask === "open") tell("xdg-open", request.text);
        else tell("code", request.how, { files: request.files });
      });
      let script: PreviewScript | null = null;
      const forwarded = options?.forwardPreviewErrors ?? false;
      const stopPreviews = servePreviews(host.previews.port, {
        kernel: machine.kernel,
        script: () => script,
        report(message) {
          const wanted = forwarded === true || (forwarded && message.type !== "PREVIEW_CONSOLE_ERROR");
          if (wanted) tell("preview-message", message);
        },
      });
      undoing.add(stopPreviews);
      return proxy(
        instance(machine, listeners, undoing, {
          get: () => script,
          set: (made) => (script = made),
        }),
      );
    },
  };
}

/** Faults of the host's own, which no call's answer tells. */
function tellFaults(tell: (message: string) => void): Undo {
  const onError = ({ message }: ErrorEvent): void => tell(message);
  const onRejection = ({ reason }: PromiseRejectionEvent): void => tell(String(reason));
  addEventListener("error", onError);
  addEventListener("unhandledrejection", onRejection);
  return () => {
    removeEventListener("error", onError);
    removeEventListener("unhandledrejection", onRejection);
  };
}

function instance(
  machine: Machine,
  listeners: Map<string, Set<EventListener>>,
  undoing: Set<Undo>,
  previewScript: { get(): PreviewScript | null; set(script: PreviewScript): void },
): object {
  const { kernel } = machine;
  const { vfs } = kernel;
  const files = clientFiles(machine, undoing);
  return {
    fs: () => files,
    previewScript: () => previewScript.get()?.source,
    runtimeInfo: () => ({ path: DEFAULT_PATH, cwd: machine.cwd }),

    run(
      { command, args, cwd, env, terminal }: RunOptions,
      _stdout: undefined,
      _stderr: undefined,
      output: Remote<OutputListener> | undefined,
    ): object {
      const texts = Object.entries(env ?? {}).map(([name, value]) => [name, String(value)]);
      const session = new Session(machine, {
        file: command,
        args,
        cwd: cwd === undefined || cwd === null ? undefined : cwd,
        env: Object.fromEntries(texts) as Record<string, string>,
        terminal: terminal ?? undefined,
      });
      return proxy({
        onExit: followOutput(session, output),
        write: (text: string) => session.write(text),
        resize: (size: TtySize) => session.resize(size),
        kill: () => session.kill(),
      });
    },

    loadFiles(
      bytes: Uint8Array,
      options?: { readonly mountPoints?: string | null },
    ): Promise<void> | undefined {
      const point = options?.mountPoints ?? ".";
      const lay = (read: (bytes: Uint8Array) => unknown): void =>
        asNode("mount", point, () =>
          layTree(vfs, findDir(vfs.view(machine.home()), inside(point)), read(bytes)),
        );
      if (isPacked(bytes)) return import("./packed-tree.ts").then(({ unpack }) => lay(unpack));
      lay(parseTree);
      return undefined;
    },

    async serialize(path: string, options: ExportOptions): Promise<Uint8Array> {
      const root = asNode("scandir", path, () => find(vfs.view(machine.home()), inside(path)));
      const { packTree } = await import("./packed-tree.ts");
      const packed = packTree(vfs, root, options);
      return transfer(packed, [packed.buffer]);
    },

    on(event: string, listener: Remote<EventListener>): object {
      const call: EventListener = (...args) => void listener(...args);
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(call));
      return proxy(() => {
        if (all.delete(call)) listener[releaseProxy]();
      });
    },

    setPreviewScript(
      source: string,
      options?: { readonly type?: string; readonly defer?: boolean; readonly async?: boolean } | null,
    ): void {
      const { type, defer, async } = options ?? {};
      previewScript.set({ source, type: type ?? null, defer: defer === true, async: async === true });
    },

    /** Accounts of the hosted runtime; here nobody signs in. */
    setCredentials(): void {},

    /** Never fails: a failure would make every later boot of that page fail. */
    teardown(): void {
      for (const process of kernel.processes.values()) kernel.end(process, TORN_DOWN);
      kernel.dispose();
      for (const undo of undoing) undo();
      listeners.clear();
    },
  };
}

/**
 * Sends what the program shows to the client, and settles with its exit status when all of it has arrived: output and
 * exit travel over ports that keep no order between them.
 */
async function followOutput(session: Session, output: Remote<OutputListener> | undefined): Promise<number> {
  const exited = session.exited();
  await pumpOutput(
    session.output,
    exited,
    async (bytes) => {
      await output?.(transfer(bytes, [bytes.buffer]));
    },
    session.allowance,
  );
  session.close();
  if (output) {
    await output(null);
    output[releaseProxy]();
  }
  return exitNumber(await exited);
}
