import { releaseProxy, wrap } from "comlink";
import { Heartbeat, pingOver } from "./heartbeat.ts";
import { LastingMachines, type Connection, type RemoteMachines } from "./lasting-machines.ts";
import type { HostMachines } from "./machine-api.ts";
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
  const { signal, ...lasting } = options;
  signal?.throwIfAborted();
  return new LastingMachines(await connect(options), () => connect(lasting));
}

async function connect(options: ConnectOptions): Promise<Connection> {
  const { signal, timeoutMs } = options;
  const url = new URL(options.headlessUrl, location.href);
  url.hash = "machines";
  const frame = document.createElement("iframe");
  frame.style.display = "none";
  frame.allow = "cross-origin-isolated";
  frame.title = "Sandbox host";
  const undo: (() => void)[] = [];
  try {
    const [port, pulse] = await new Promise<readonly [MessagePort, MessagePort]>((resolve, reject) => {
      const onMessage = (event: MessageEvent<ToEmbedder | null>): void => {
        if (event.source !== frame.contentWindow || event.origin !== url.origin) return;
        const { data } = event;
        const [port, pulse] = event.ports;
        if (data?.type === "machines-init" && port && pulse) resolve([port, pulse]);
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
    const remote = wrap<RemoteMachines>(port);
    const dispose = (): void => {
      heart.stop();
      pulse.close();
      remote[releaseProxy]();
      port.close();
      frame.remove();
    };
    const heart = new Heartbeat(pingOver(pulse), dispose);
    return { remote, heart, dispose };
  } catch (error) {
    frame.remove();
    throw error;
  } finally {
    for (const step of undo) step();
  }
}
