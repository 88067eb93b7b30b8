import type { Syscalls, Undo } from "../../machine/syscalls.ts";
import type { Concurrency } from "../io/system-file.ts";
import { Interrupted } from "./control.ts";

/** Longest time that commands run without the worker looking at its messages, in milliseconds. */
const SLICE = 8;

/** What all shells of one process share: the machine, the clock for `SECONDS`, and the interrupt. */
export class ProcessContext implements Concurrency {
  readonly sys: Syscalls;
  readonly started = Date.now();
  concurrent = 0;
  readonly waiting = new Set<() => void>();
  /** Set by Ctrl-C in an interactive shell; cleared at the prompt. */
  private interrupted = false;
  private readonly interruptListeners = new Set<() => void>();
  private readonly signals: string[] = [];
  private sliceStart = performance.now();
  private readonly turn: () => Promise<void>;

  constructor(sys: Syscalls) {
    this.sys = sys;
    this.turn = eventLoopTurn();
  }

  /** Called between commands: gives way now and then, so that signals arrive. @throws {Interrupted} */
  async breathe(): Promise<void> {
    if (performance.now() - this.sliceStart > SLICE) {
      await this.turn();
      this.sliceStart = performance.now();
    }
    this.checkInterrupt();
  }

  checkInterrupt(): void {
    if (this.interrupted) throw new Interrupted();
  }

  interrupt(): void {
    this.interrupted = true;
    for (const giveUp of this.waiting) giveUp();
    this.waiting.clear();
    for (const listener of this.interruptListeners) listener();
  }

  clearInterrupt(): void {
    this.interrupted = false;
  }

  /** Settles as `work` does, or throws when the interrupt comes first. */
  async interruptible<T>(work: Promise<T>): Promise<T> {
    this.checkInterrupt();
    let listener: (() => void) | undefined;
    const interrupted = new Promise<never>((_resolve, reject) => {
      listener = () => reject(new Interrupted());
      this.interruptListeners.add(listener);
    });
    try {
      return await Promise.race([work, interrupted]);
    } finally {
      if (listener !== undefined) this.interruptListeners.delete(listener);
    }
  }

  /** Lets messages in, whatever the time. */
  async pause(): Promise<void> {
    await this.turn();
    this.sliceStart = performance.now();
  }

  /** Catches a signal for `trap`, or no longer. */
  listen(name: string, number: number, on: boolean): void {
    this.listening.get(name)?.();
    this.listening.delete(name);
    if (on)
      this.listening.set(
        name,
        this.sys.onSignal(number, () => this.signalArrived(name)),
      );
  }

  private readonly listening = new Map<string, Undo>();

  /** A trapped signal arrived; its command runs before the next one. */
  signalArrived(name: string): void {
    this.signals.push(name);
    this.signalWaiters.splice(0).forEach((wake) => wake());
  }

  readonly signalWaiters: (() => void)[] = [];

  takeSignals(): string[] {
    return this.signals.splice(0);
  }
}

/** A function that lets one round of the event loop pass, messages included. */
function eventLoopTurn(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  // In Node an open port would keep the process alive.
  const port = channel.port1 as MessagePort & { unref?: () => void };
  port.unref?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
