import type { BindingContext } from "../../binding.ts";
import { SyscallError, type Stat } from "../../../machine/syscalls.ts";
import { asyncWraps } from "../async-wrap.ts";
import { values, type Path } from "../values.ts";
import { fillStats, statFields } from "./stats.ts";

/** What libuv's fs-poll compares: everything but the access time. */
const compared = ["ctimeMs", "mtimeMs", "birthtimeMs", "size", "mode", "uid", "gid", "ino", "dev"] as const;

function same(a: Stat | null, b: Stat | null): boolean {
  if (!a || !b) return a === b;
  return compared.every((field) => a[field] === b[field]);
}

/** `fs.watchFile`: looks at a file's stat every so often. */
export function statWatcher(context: BindingContext) {
  const { HandleWrap, later, start, whenClosed, closing } = asyncWraps(context);
  const { path: text } = values(context);

  class StatWatcher extends HandleWrap {
    readonly #bigint: boolean;
    #path = "";
    #interval = 0;
    #timer = 0;
    /** 0 before the first look, 1 after one that succeeded, else the last errno. */
    #last = 0;
    #stat: Stat | null = null;
    declare onchange: ((status: number, stats: Float64Array | BigInt64Array) => void) | undefined;

    constructor(bigint: boolean) {
      super("STATWATCHER");
      this.#bigint = bigint;
      whenClosed(this, () => context.pristine.clearTimeout(this.#timer));
    }

    start(path: Path, intervalMs: number): number {
      context.permissions?.demand("fs.read", text(path), StatWatcher.prototype.start);
      this.#path = text(path);
      this.#interval = intervalMs;
      start(this);
      this.#look();
      return 0;
    }

    #look(): void {
      if (closing(this)) return;
      const before = this.#stat;
      try {
        const now = context.sys.stat(this.#path);
        const changed = this.#last !== 0 && (this.#last < 0 || !same(before, now));
        this.#stat = now;
        this.#last = 1;
        if (changed) this.#report(0, now, before);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        const news = this.#last !== error.errno;
        this.#last = error.errno;
        if (news) this.#report(error.errno, null, before);
      }
      this.#timer = context.pristine.setTimeout(() => this.#look(), this.#interval);
    }

    #report(code: number, current: Stat | null, previous: Stat | null): void {
      const stats = this.#bigint ? new BigInt64Array(2 * statFields) : new Float64Array(2 * statFields);
      if (current) fillStats(stats, current);
      if (previous) fillStats(stats, previous, statFields);
      later(this, () => this.onchange?.(code, stats));
    }
  }
  return StatWatcher;
}
