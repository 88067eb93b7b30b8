import type { Kernel } from "../machine/kernel.ts";
import { SyscallError, type Undo } from "../machine/syscalls.ts";
import { BadResponse, exchange } from "./http-client.ts";
import type { FromMachine, PreviewReport, PreviewRequest, PreviewScript, ToMachine } from "./messages.ts";

/** What a machine gives its previews. */
export interface PreviewSource {
  readonly kernel: Kernel;
  script(): PreviewScript | null;
  report(message: PreviewReport["message"]): void;
}

/** Answers previews from the servers of one machine, over the port that leads to the shim. */
export function servePreviews(port: MessagePort, source: PreviewSource): Undo {
  const running = new Map<string, AbortController>();
  const reply = (message: FromMachine): void => port.postMessage(message);
  const onMessage = ({ data }: MessageEvent<ToMachine>): void => {
    if (data.kind === "report") source.report(data.message);
    else if (data.kind === "abort") running.get(data.id)?.abort();
    else void answer(source, data, running, reply);
  };
  port.addEventListener("message", onMessage);
  port.start();
  return () => {
    port.removeEventListener("message", onMessage);
    for (const stop of running.values()) stop.abort();
  };
}

async function answer(
  source: PreviewSource,
  request: PreviewRequest,
  running: Map<string, AbortController>,
  reply: (message: FromMachine) => void,
): Promise<void> {
  const { id } = request;
  const stop = new AbortController();
  running.set(id, stop);
  try {
    for await (const part of exchange(source.kernel.loopback, request, stop.signal)) {
      if (part instanceof Uint8Array) reply({ kind: "chunk", id, bytes: part });
      else reply({ kind: "head", id, ...part, script: source.script() });
    }
    reply({ kind: "end", id });
  } catch (error) {
    if (!(error instanceof SyscallError) && !(error instanceof BadResponse)) throw error;
    const message =
      error instanceof BadResponse ? error.message : `nothing listens at port ${request.port} of the machine`;
    reply({ kind: "failed", id, message });
  } finally {
    running.delete(id);
  }
}
