export interface WatchLimits {
  /**
   * Until the first word: a reasoning model whose reasoning is not shown says nothing for minutes, and giving it up
   * would pay for it twice.
   */
  readonly firstMs: number;
  /** Between words, once it speaks. */
  readonly silenceMs: number;
}

const DEFAULTS: WatchLimits = { firstMs: 300_000, silenceMs: 60_000 };

const END_MARK = "data: [DONE]";

/** Ends a request that stays silent, or whose caller gave up; tells afterwards which, and if the end mark came. */
export class StreamWatch implements Disposable {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal;
  readonly #limits: WatchLimits;
  readonly #decoder = new TextDecoder();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #tail = "";
  #speaking = false;
  silent = false;
  isAnswered = false;
  sawEnd = false;

  constructor(caller: AbortSignal, limits: Partial<WatchLimits> = {}) {
    this.#caller = caller;
    this.#limits = { ...DEFAULTS, ...limits };
    caller.addEventListener("abort", this.#giveUp);
    if (caller.aborted) this.#giveUp();
    this.#wait();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds of silence that are suffered now. */
  get limitMs(): number {
    return this.#speaking ? this.#limits.silenceMs : this.#limits.firstMs;
  }

  /** The endpoint took the request. */
  answered(): void {
    this.isAnswered = true;
  }

  /** The model has begun to speak. */
  speaking(): void {
    if (this.#speaking) return;
    this.#speaking = true;
    this.#wait();
  }

  onBytes(bytes: Uint8Array): void {
    this.#tail = (this.#tail + this.#decoder.decode(bytes, { stream: true })).slice(-64);
    this.sawEnd ||= this.#tail.includes(END_MARK);
    this.#wait();
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#caller.removeEventListener("abort", this.#giveUp);
  }

  readonly #giveUp = (): void => this.#controller.abort(this.#caller.reason);

  #wait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.silent = true;
      this.#controller.abort(new DOMException("silent", "TimeoutError"));
    }, this.limitMs);
  }
}
