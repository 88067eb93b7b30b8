import { proxy, releaseProxy, wrap, type Remote } from "comlink";
import type {
  HostMachine,
  HostMachineOptions,
  HostMachines,
  HostProcess,
  HostRunRequest,
  HostSpawnRequest,
} from "./machine-api.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { ToEmbedder } from "./protocol/frame-messages.ts";

export interface ConnectOptions {
  /** Address of the host's page, for instance `https://example.org/app/headless.html`. */
  readonly headlessUrl: string;
  readonly timeoutMs: number;
  /** An abort gives up connecting. */
  readonly signal?: AbortSignal;
}

/** Machines, and the way to get rid of the frame they live in. */
export interface ConnectedMachines extends HostMachines {
  dispose(): void;
}

/**
 * Makes the host's frame in this page and connects to its direct door.
 * @throws Error that says what happened: no answer in time, a file missing, no cross-origin isolation; or the signal's
 * reason
 */
export async function connectMachines(options: ConnectOptions): Promise<ConnectedMachines> {
  const { signal, timeoutMs } = options;
  signal?.throwIfAborted();
  const url = new URL(options.headlessUrl, location.href);
  url.hash = "machines";
  const frame = document.createElement("iframe");
  frame.style.display = "none";
  frame.allow = "cross-origin-isolated";
  frame.title = "Sandbox host";
  const undo: (() => void)[] = [];
  try {
    const port = await new Promise<MessagePort>((resolve, reject) => {
      const onMessage = (event: MessageEvent<ToEmbedder | null>): void => {
        if (event.source !== frame.contentWindow || event.origin !== url.origin) return;
        const { data } = event;
        if (data?.type === "machines-init" && event.ports[0]) resolve(event.ports[0]);
        else if (data?.type === "machines-failed")
          reject(new Error(`The sandbox host did not start: ${data.message}.`));
      };
      const late = setTimeout(() => {
        const seconds = Math.round(timeoutMs / 1000);
        reject(
          new Error(
            `The sandbox host did not answer within ${seconds} s: ${url.href} was not found, is blocked, or is not the host's page.`,
          ),
        );
      }, timeoutMs);
      const onAbort = (): void => reject(signal?.reason as Error);
      addEventListener("message", onMessage);
      signal?.addEventListener("abort", onAbort);
      undo.push(
        () => removeEventListener("message", onMessage),
        () => clearTimeout(late),
        () => signal?.removeEventListener("abort", onAbort),
      );
      frame.src = url.href;
      document.body.append(frame);
    });
    return machinesOver(port, frame);
  } catch (error) {
    frame.remove();
    throw error;
  } finally {
    for (const step of undo) step();
  }
}

/** The other end as comlink sees it: functions that are called back go as proxies. */
interface RemoteMachines {
  ping(): void;
  create(options: HostMachineOptions): RemoteMachine;
}
type RemoteMachine = Omit<HostMachine, "watch" | "spawn"> & {
  watch(path: string, changed: (path: string) => void): Promise<() => void>;
  spawn(request: HostSpawnRequest, output: (text: string) => void): Promise<HostProcess>;
};

function machinesOver(port: MessagePort, frame: HTMLIFrameElement): ConnectedMachines {
  const remote = wrap<RemoteMachines>(port);
  const heart = new Heartbeat(() => remote.ping());
  return {
    async create(options) {
      const machine = (await heart.watch(remote.create(options))) as unknown as Remote<RemoteMachine>;
      return machineOver(machine, await heart.watch(machine.cwd), heart);
    },
    dispose() {
      heart.stop();
      remote[releaseProxy]();
      port.close();
      frame.remove();
    },
  };
}

function machineOver(remote: Remote<RemoteMachine>, cwd: string, heart: Heartbeat): HostMachine {
  return {
    cwd,
    readFile: (path) => heart.watch(remote.readFile(path)),
    writeFile: (path, content) => heart.watch(remote.writeFile(path, content)),
    readdir: (path) => heart.watch(remote.readdir(path)),
    mkdir: (path) => heart.watch(remote.mkdir(path)),
    rm: (path) => heart.watch(remote.rm(path)),
    rename: (from, to) => heart.watch(remote.rename(from, to)),
    mount: (files) => heart.watch(remote.mount(files)),
    snapshot: (path, except) => heart.watch(remote.snapshot(path, except)),
    async watch(path, changed) {
      const stop = (await heart.watch(remote.watch(path, proxy(changed)))) as unknown as Remote<() => void>;
      let active = true;
      return () => {
        if (!active) return;
        active = false;
        // The watch may already be gone with its machine.
        Promise.resolve(stop()).then(
          () => stop[releaseProxy](),
          () => undefined,
        );
      };
    },
    run: (runId: string, request: HostRunRequest) => heart.watch(remote.run(runId, request)),
    cancel: (runId) => heart.watch(remote.cancel(runId)),
    async spawn(request, output) {
      const process = (await heart.watch(
        remote.spawn(request, proxy(output)),
      )) as unknown as Remote<HostProcess>;
      return {
        write: (input) => heart.watch(process.write(input)),
        resize: (size) => heart.watch(process.resize(size)),
        kill: () => heart.watch(process.kill()),
        exit: () => heart.watch(process.exit()),
      };
    },
    async dispose() {
      await heart.watch(remote.dispose());
      remote[releaseProxy]();
    },
  };
}
