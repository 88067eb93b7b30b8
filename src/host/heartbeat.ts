/** How often the host is asked whether it is there, while somebody waits for it. */
const BEAT_MS = 2000;
/**
 * How long an answer may take. It comes from a thread that does nothing else; but this computer may be busy, and this
 * page may have slept, so silence counts when it is met twice.
 */
const SILENCE_MS = 5000;

/** The host's frame is gone, and with it everything that ran there. */
export class HostLost extends Error {
  override readonly name = "HostLost";
  constructor() {
    super(
      "The sandbox host stopped answering: its frame has crashed or was removed, most likely because a program used up the memory.",
    );
  }
}

/** Asks over a port for a sign of life; the other end answers each message with one. */
export function pingOver(port: MessagePort): () => Promise<void> {
  const waiting: (() => void)[] = [];
  port.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port.postMessage(0);
    });
}

/**
 * Notices when the host is gone. A frame that crashes says nothing: calls to it would wait for ever, so as long as one
 * waits the host is asked for a sign of life.
 */
export class Heartbeat {
  readonly #ping: () => Promise<void>;
  readonly #waiting = new Set<(error: Error) => void>();
  readonly #onLost: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost: HostLost | null = null;

  /** `lost` is called once, before what waits fails. */
  constructor(ping: () => Promise<void>, lost: () => void = () => undefined) {
    this.#ping = ping;
    this.#onLost = lost;
  }

  /** The call's own outcome. @throws HostLost when the host is gone */
  watch<T>(call: Promise<T>): Promise<T> {
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      if (this.#waiting.size === 1) this.#beat();
      const done = (): void => {
        this.#waiting.delete(reject);
        if (this.#waiting.size === 0) this.stop();
      };
      call.then(
        (value) => {
          done();
          resolve(value);
        },
        (error: unknown) => {
          done();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #beat(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(() => this.#ask(() => this.#giveUp())), BEAT_MS);
  }

  #ask(silent: () => void): void {
    this.#timer = setTimeout(silent, SILENCE_MS);
    const answered = (): void => {
      if (this.#waiting.size > 0 && !this.#lost) this.#beat();
    };
    this.#ping().then(answered, answered);
  }

  #giveUp(): void {
    this.#lost = new HostLost();
    this.#onLost();
    for (const reject of this.#waiting) reject(this.#lost);
    this.#waiting.clear();
  }
}
