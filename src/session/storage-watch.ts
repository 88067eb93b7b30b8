import type { NoticeContent } from "./notices.ts";

/** Below this share, or so many bytes, of what the browser allows the storage is nearly full. */
const LEAST_SHARE_LEFT = 0.1;
const LEAST_BYTES_LEFT = 200 * 1024 * 1024;
/** How often it is looked at while an agent works. */
const LOOK_EVERY_MS = 60_000;

const MB = 1024 * 1024;

/**
 * Sees to it that what is stored stays: asks the browser to keep it whatever else needs room, and tells before the
 * storage is full.
 */
export class StorageWatch {
  readonly #storage: StorageManager | undefined;
  readonly #tell: (warning: NoticeContent | null) => void;
  #timer: ReturnType<typeof setInterval> | null = null;
  #asked = false;

  /** @param tell hears of a warning, null when there is none any more */
  constructor(storage: StorageManager | undefined, tell: (warning: NoticeContent | null) => void) {
    this.#storage = storage;
    this.#tell = tell;
  }

  /** While something works that stores much: looks now and again and again. */
  start(): void {
    if (this.#storage === undefined || this.#timer !== null) return;
    this.#timer = setInterval(() => this.#lookNow(), LOOK_EVERY_MS);
    this.#lookNow();
    if (this.#asked) return;
    this.#asked = true;
    // Some browsers ask the person, some decide alone; a refusal changes nothing but the risk.
    this.#storage.persist?.().catch(() => undefined);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #lookNow(): void {
    // A browser that does not tell how full it is will say when it is.
    this.look().catch(() => undefined);
  }

  async look(): Promise<void> {
    const { usage = 0, quota = 0 } = (await this.#storage?.estimate?.()) ?? {};
    if (quota === 0) return;
    const left = Math.max(0, quota - usage);
    if (left > quota * LEAST_SHARE_LEFT && left > Math.min(LEAST_BYTES_LEFT, quota / 2)) this.#tell(null);
    else this.#tell(nearlyFull(usage, left));
  }
}

function nearlyFull(usage: number, left: number): NoticeContent {
  return {
    level: "warning",
    message: `The browser's storage is nearly full: ${Math.floor(left / MB).toLocaleString("en")} MB are left, ${Math.ceil(usage / MB).toLocaleString("en")} MB are used.`,
    remedy:
      "Export and remove old runs, or free space on the disk. A run stops, and loses nothing, once it is full.",
    place: "storage",
  };
}
