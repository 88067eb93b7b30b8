/** How often the host is asked whether it is there, while somebody waits for it. */
const BEAT_MS = 3000;
/** How long an answer may take. The host is busy at times, but never for so long. */
const SILENCE_MS = 30_000;

const LOST =
  "The sandbox host stopped answering: its frame has crashed or was removed, most likely because a program used up the memory.";

/**
 * Notices when the host is gone. A frame that crashes says nothing: calls to it would wait for ever, so as long as one
 * waits the host is asked for a sign of life.
 */
export class Heartbeat {
  readonly #ping: () => Promise<void>;
  readonly #waiting = new Set<(error: Error) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost: Error | null = null;

  constructor(ping: () => Promise<void>) {
    this.#ping = ping;
  }

  /** The call's own outcome. @throws Error when the host is gone */
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
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(() => this.#giveUp(), SILENCE_MS);
      const answered = (): void => {
        if (this.#waiting.size > 0 && !this.#lost) this.#beat();
      };
      this.#ping().then(answered, answered);
    }, BEAT_MS);
  }

  #giveUp(): void {
    this.#lost = new Error(LOST);
    for (const reject of this.#waiting) reject(this.#lost);
    this.#waiting.clear();
  }
}
