import { Waiting, type Answer } from "./answer.ts";
import type { Call } from "./calls.ts";
import type { Description } from "./description.ts";
import { failure } from "./errno.ts";
import { makePipe, type PipeReader, type PipeWriter } from "./pipe.ts";
import { isSignal, SIGNALS } from "./signals.ts";
import { checkSpawn, childDescription, launchRequest } from "./spawn.ts";
import type { SyscallError, Undo } from "./syscalls.ts";
import type { Value } from "./wire.ts";
import { WriteQueues } from "./write-queues.ts";

/** How many bytes all collectors of one call may still take. */
interface Budget {
  left: number;
}

/** The longest time a browser's timer takes. */
const MAX_TIMER = 2 ** 31 - 1;

/** Reads a pipe to its end, or until the call's pipes together gave more than the budget. */
class Collector {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #stop: Undo = () => undefined;
  readonly #reader: PipeReader;
  readonly #budget: Budget;
  readonly #ended: (overflow: boolean) => void;
  open = true;

  constructor(reader: PipeReader, budget: Budget, ended: (overflow: boolean) => void) {
    this.#reader = reader.hold();
    this.#budget = budget;
    this.#ended = ended;
  }

  start(): void {
    while (this.open) {
      const bytes = this.#reader.read(2 ** 16, null);
      if (bytes === null) {
        this.#stop = this.#reader.whenReady("read", () => this.start());
        return;
      }
      if (bytes.length === 0) {
        this.close();
        this.#ended(false);
        return;
      }
      // As in Node: what was read when the limit is passed is handed over, too.
      this.#chunks.push(bytes);
      this.#size += bytes.length;
      this.#budget.left -= bytes.length;
      if (this.#budget.left < 0) {
        this.close();
        this.#ended(true);
      }
    }
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#stop();
    this.#reader.drop();
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

/**
 * The call `spawnSync`: request as JSON (`stdio` entries: descriptor, "null" or "pipe"), inputs by descriptor. It ends,
 * as libuv's does, when the child has ended and all its pipes are closed, or a limit was met.
 */
export function spawnSync({ kernel, process, args }: Call): Answer {
  const request = checkSpawn(args.string(0), kernel.limits);
  const inputs = args.raw(1);
  const number = (name: string): number => {
    const value = request.more[name];
    return typeof value === "number" && value > 0 ? value : 0;
  };
  const budget: Budget = { left: Math.min(number("maxBuffer"), kernel.limits.collected) };
  const [timeoutMs, killSignal] = [
    Math.min(number("timeoutMs"), MAX_TIMER),
    number("killSignal") || SIGNALS.SIGTERM,
  ];
  if (!isSignal(killSignal)) throw failure("EINVAL");

  const feeds: { writer: PipeWriter; input: Uint8Array }[] = [];
  const readers = new Map<number, PipeReader>();
  const now = kernel.vfs.now();
  const stdio = request.stdio.map((entry, fd): Description | null => {
    if (entry !== "pipe") return childDescription(process, entry);
    const [reader, writer] = makePipe(now);
    const input = Array.isArray(inputs) ? (inputs as readonly Value[])[fd] : undefined;
    if (fd === 0) {
      feeds.push({ writer, input: input instanceof Uint8Array ? input : new Uint8Array(0) });
      return reader;
    }
    readers.set(fd, reader);
    return writer;
  });
  const child = kernel.launch(launchRequest(process, request, stdio));

  return new Waiting((settle) => {
    let error: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const writes = new WriteQueues();
    const stopWith = (code: string): void => {
      error ??= code;
      if (child.status) finish();
      else kernel.signal(child, killSignal);
    };
    const collectors = new Map<number, Collector>();
    const stop = (): void => {
      clearTimeout(timer);
      writes.clear();
      for (const collector of collectors.values()) collector.close();
    };
    let done = false;
    const finish = (): void => {
      if (done) return;
      done = true;
      stop();
      const output: Value[] = request.stdio.map((_, fd) => collectors.get(fd)?.bytes() ?? null);
      settle([child.pid, child.status?.code ?? null, child.status?.signal ?? null, error, output]);
    };
    const check = (): void => {
      // After a limit, grandchildren may hold the pipes open; nobody waits for them.
      const allClosed = [...collectors.values()].every((collector) => !collector.open);
      if (child.status && (allClosed || error)) finish();
    };
    for (const [fd, reader] of readers) {
      collectors.set(
        fd,
        new Collector(reader, budget, (overflow) => (overflow ? stopWith("ENOBUFS") : check())),
      );
    }
    child.exitListeners.add(check);
    for (const { writer, input } of feeds) {
      writer.hold();
      const fed = (failed: SyscallError | null): void => {
        // A child that does not read all of its input is no failure of the call.
        if (failed && failed.code !== "EPIPE") error ??= failed.code;
        writer.drop();
      };
      if (writes.write(writer, input, fed) === null) fed(null);
    }
    for (const collector of collectors.values()) collector.start();
    if (timeoutMs > 0) timer = setTimeout(() => stopWith("ETIMEDOUT"), timeoutMs);
    check();
    return stop;
  });
}
