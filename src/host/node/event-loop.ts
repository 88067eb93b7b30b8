import type { EventLoop } from "./binding.ts";
import type { LoopHost } from "./loop-host.ts";
import { LoopTurns } from "./loop-turns.ts";
import type { WorkerPristine } from "./pristine.ts";
import { Queue } from "./queue.ts";

type Phase = "timers" | "poll" | "check" | "closing";

/**
 * libuv's loop with Node's callback scopes, in a worker. Microtasks drain only when the worker returns to the browser, so
 * each step runs one callback and its ticks, then returns; a message to itself brings the next step.
 *
 * An error that a callback throws is not caught here: it reaches the worker's `error` event, which knows its place.
 */
export class Loop implements EventLoop {
  readonly #pristine: WorkerPristine;
  readonly #host: LoopHost;
  #channel: MessageChannel;
  readonly #queues = { poll: new Queue<() => void>(), closing: new Queue<() => void>() };
  /** Native immediates: unref'd. */
  #natives: (() => void)[] = [];
  /** Something ran since native immediates had their turn, so that the loop gets there before it ends. */
  #owesCheck = false;
  #started = 0;
  #running = false;
  #posted = false;
  #idleSince: number | null = null;
  #idleTime = 0;
  #secondHop = false;
  #phase: Phase = "timers";
  /** How many callbacks of this turn's poll or closing phase are still to run. */
  #budget: number | null = null;
  #references = 0;
  /** How many callbacks in the poll phase nobody waits for. */
  #weak = 0;
  #ticks: Generator<undefined, void> | null = null;
  /** Ticks run just now, or one of them threw. */
  #ticking = false;
  #timers: Generator<undefined, number> | null = null;
  #immediates: Generator<undefined, void> | null = null;
  /** An error was thrown last: what comes next is called before ticks. */
  #recovering = false;
  #inMain = false;
  /** An immediate threw: those after it are next. */
  #immediatesGoOn = false;
  /** The scope of this turn's native immediates has run its ticks. */
  #scopeOver = false;
  #timerDue = Infinity;
  #timersRefed = false;
  #browserTimer = 0;
  /** Listeners of the end are called: nothing else is any more. */
  #ending = false;
  readonly turns = new LoopTurns();
  #draining: "no" | "settle" | "before-exit" | "last" = "no";

  constructor(pristine: WorkerPristine, host: LoopHost) {
    this.#pristine = pristine;
    this.#host = host;
    this.#channel = this.#open();
    this.#started = pristine.now();
  }

  #open(): MessageChannel {
    const channel = new this.#pristine.MessageChannel();
    channel.port1.onmessage = () => this.#arrived();
    return channel;
  }

  /** Makes a loop that was stopped, and whose other state was put back to that of a new one, ready again. */
  reopen(): void {
    this.#channel = this.#open();
  }

  now(): number {
    return Math.floor(this.#pristine.now() - this.#started);
  }

  /** With fractions of a millisecond. */
  uptime(): number {
    return this.#pristine.now() - this.#started;
  }

  /** Milliseconds on the browser's clock at which the process started. */
  get startedAt(): number {
    return this.#started;
  }

  /** Starts calling back. Must be called within the first callback (the main script), whose ticks follow it. */
  run(main: () => void): void {
    this.#started = this.#pristine.now();
    this.#idleTime = 0;
    this.turns.reset();
    this.#running = true;
    this.#hop();
    this.#inMain = true;
    this.#ending = false;
    this.#recovering = false;
    this.#immediatesGoOn = false;
    main();
    this.#inMain = false;
    this.#runTicks();
  }

  /** Stops for good. */
  stop(): void {
    this.#running = false;
    this.#pristine.clearTimeout(this.#browserTimer);
    this.#channel.port1.close();
  }

  get running(): boolean {
    return this.#running;
  }

  enqueue(callback: () => void, phase: "poll" | "closing" = "poll"): void {
    const { frame } = this.#host;
    this.#queues[phase].push(() => {
      this.#host.frame = frame;
      callback();
    });
    this.wake();
  }

  enqueueWeak(callback: () => void): void {
    this.enqueue(this.#weakly(callback));
  }

  /** Calls back before the next immediates, together with all others of the kind; the process does not wait for it. */
  enqueueNative(callback: () => void): void {
    this.#natives.push(callback);
    this.wake();
  }

  continueWith(callback: () => void, weak: boolean): void {
    this.#queues.poll.unshift(weak ? this.#weakly(callback) : callback);
    if (this.#budget !== null && this.#phase === "poll") this.#budget++;
    this.wake();
  }

  #weakly(callback: () => void): () => void {
    this.#weak++;
    return () => {
      this.#weak--;
      callback();
    };
  }

  ref(): () => void {
    this.#references++;
    this.wake();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#references--;
      this.wake();
    };
  }

  /** How long it had nothing to do, in milliseconds. */
  get idleTime(): number {
    return this.#idleTime;
  }

  /** Something changed that the loop should look at. */
  wake(): void {
    if (this.#running) this.#hop();
  }

  scheduleTimer(ms: number): void {
    this.#timerDue = this.now() + Math.max(1, ms);
    this.wake();
  }

  refTimers(on: boolean): void {
    this.#timersRefed = on;
    this.wake();
  }

  /**
   * After an error that a listener took: what was going on when it was thrown is called again where Node does so. Ticks
   * wait for the end of the next callback, but for those of the main script.
   *
   * @param report takes an error that a tick throws meanwhile
   */
  recover(report: (error: unknown) => void): void {
    if (this.#ending) return this.#host.exit();
    this.#recovering = true;
    this.#ticking = false;
    if (this.#inMain) {
      this.#inMain = false;
      try {
        this.#runTicks();
      } catch (error) {
        this.#ticks = null;
        report(error);
      }
      return this.wake();
    }
    this.#ticks = null;
    if (this.#timers) {
      this.#timers = null;
      this.#timerDue = this.now();
      this.#phase = "timers";
    }
    if (this.#immediates) {
      this.#immediates = null;
      this.#phase = "check";
      this.#immediatesGoOn = true;
    }
    this.wake();
  }

  get #alive(): boolean {
    return (
      this.#queues.poll.size > this.#weak ||
      this.#queues.closing.size > 0 ||
      this.#references > 0 ||
      this.#host.immediateInfo[1] !== 0 ||
      (this.#timersRefed && this.#timerDue !== Infinity)
    );
  }

  #hop(): void {
    if (this.#posted) return;
    this.#posted = true;
    if (this.#idleSince !== null) this.#idleTime += this.uptime() - this.#idleSince;
    this.#idleSince = null;
    this.#channel.port2.postMessage(null);
  }

  /** Every second message is a step: the one between lets the browser report promises that were rejected meanwhile. */
  #arrived(): void {
    this.#secondHop = !this.#secondHop;
    if (this.#secondHop) {
      this.#channel.port2.postMessage(null);
      return;
    }
    this.#posted = false;
    this.#step();
  }

  get #ticksWaiting(): boolean {
    return this.#host.tickInfo[0] === 1 || this.#host.tickInfo[1] === 1;
  }

  #step(): void {
    if (!this.#running) return;
    this.#host.frame = undefined;
    const recovering = this.#recovering;
    this.#recovering = false;
    if (!recovering && (this.#ticks || this.#ticksWaiting)) {
      this.#hop();
      this.#runTicks();
    } else if (this.#timers) {
      this.#hop();
      this.#resumeTimers(this.#timers);
      this.#runTicks();
    } else if (this.#immediates) {
      this.#hop();
      this.#resumeImmediates(this.#immediates);
      this.#runTicks();
    } else if (!this.#turn()) {
      this.#idle();
    }
  }

  /** One tick batch; the generator stops where microtasks have to drain. */
  #runTicks(): void {
    if (!this.#running || (!this.#ticks && !this.#ticksWaiting)) return;
    this.#ticks ??= this.#host.processTicks();
    this.#hop();
    this.#ticking = true;
    const { done } = this.#ticks.next();
    this.#ticking = false;
    if (done) this.#ticks = null;
  }

  /** Whether microtasks of now are those that Node's library would run after ticks, with nothing else below them. */
  get followsTicks(): boolean {
    return this.#ticks !== null && !this.#ticking && !this.#timers && !this.#immediates;
  }

  #resumeTimers(timers: Generator<undefined, number>): void {
    this.#timers = timers;
    const result = timers.next();
    if (!result.done) return;
    this.#timers = null;
    this.#timerDue = result.value === 0 ? Infinity : Math.max(this.now() + 1, Math.abs(result.value));
    this.#timersRefed = result.value > 0;
  }

  #resumeImmediates(immediates: Generator<undefined, void>): void {
    this.#immediates = immediates;
    if (immediates.next().done) this.#immediates = null;
  }

  /** Runs the next callback that is due. False when there is none. */
  #turn(): boolean {
    // Like libuv, stops before looking at what only unref'd handles have.
    if (!this.#alive && !(this.#owesCheck && this.#natives.length > 0)) return false;
    for (let looked = 0; looked < 5; looked++) {
      if (!this.#runPhase()) continue;
      this.#draining = "no";
      return true;
    }
    return false;
  }

  #runPhase(): boolean {
    switch (this.#phase) {
      case "timers":
        this.#phase = "poll";
        if (this.now() < this.#timerDue) return false;
        this.#owesCheck = true;
        this.#hop();
        this.#resumeTimers(this.#host.processTimers(this.now()));
        this.#runTicks();
        return true;
      case "poll":
        return this.#runQueue("poll", "check");
      case "check":
        // Native immediates come first, in a scope of their own: once, so that ticks which throw again and again let others through.
        if (!this.#scopeOver && !this.#immediatesGoOn && (this.#natives.length > 0 || this.#ticksWaiting)) {
          this.#scopeOver = true;
          this.#hop();
          for (const callback of this.#natives.splice(0)) callback();
          this.#runTicks();
          return true;
        }
        this.#owesCheck = false;
        this.#immediatesGoOn = false;
        this.#scopeOver = false;
        this.#phase = "closing";
        if (this.#host.immediateInfo[0] === 0 && this.#host.immediateInfo[2] === 0) return false;
        this.#hop();
        this.#resumeImmediates(this.#host.processImmediates());
        this.#runTicks();
        return true;
      case "closing":
        return this.#runQueue("closing", "timers");
    }
  }

  #runQueue(name: "poll" | "closing", next: Phase): boolean {
    const queue = this.#queues[name];
    if (this.#budget === null && name === "poll") this.turns.begin(queue.size);
    this.#budget ??= queue.size;
    if (this.#budget === 0) {
      if (name === "poll") this.turns.end();
      this.#budget = null;
      this.#phase = next;
      return false;
    }
    this.#budget--;
    if (name === "poll") this.#owesCheck = true;
    this.#hop();
    queue.shift()?.();
    if (name === "poll") this.turns.ran();
    this.#runTicks();
    return true;
  }

  #idle(): void {
    if (this.#alive) {
      this.#draining = "no";
      this.#idleSince = this.uptime();
      this.#pristine.clearTimeout(this.#browserTimer);
      if (this.#timerDue === Infinity) return;
      const wait = Math.max(0, this.#timerDue - this.now());
      this.#browserTimer = this.#pristine.setTimeout(() => this.wake(), wait);
      return;
    }
    this.#drained();
  }

  #drained(): void {
    switch (this.#draining) {
      case "no":
        // A rejection that nobody handled may still be on its way.
        this.#draining = "settle";
        this.#pristine.setTimeout(() => this.wake(), 0);
        return;
      case "settle":
        this.#draining = "last";
        this.#hop();
        while (this.#natives.length > 0) this.#natives.shift()?.();
        this.#host.beforeExit();
        this.#runTicks();
        return;
      default:
        this.#ending = true;
        this.#host.exit();
    }
  }
}
