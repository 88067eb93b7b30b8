import type { BindingContext } from "../binding.ts";
import type { RealmContext } from "../realm-context.ts";
import { TICK } from "./names.ts";

/** Time limits of scripts (`timeout` of vm.Script), which look at the clock as they go: nothing else could stop them. */
class TimeLimits {
  readonly #context: RealmContext;
  /** When each of the scripts that run now has to end, and its limit. */
  readonly #ends: { readonly at: number; readonly timeout: number }[] = [];

  constructor(context: RealmContext) {
    this.#context = context;
  }

  /** @throws ERR_SCRIPT_EXECUTION_TIMEOUT */
  run(timeout: number, script: () => unknown): unknown {
    const { pristine } = this.#context;
    this.prepare();
    this.#ends.push({ at: pristine.now() + timeout, timeout });
    try {
      return script();
    } finally {
      this.#ends.pop();
    }
  }

  /** To be called before code that looks at the clock runs, limited or not. */
  prepare(): void {
    const value = () => this.#tick();
    Object.defineProperty(globalThis, TICK, { value, configurable: true, enumerable: false });
  }

  #tick(): void {
    const now = this.#context.pristine.now();
    let end: { readonly at: number; readonly timeout: number } | undefined;
    for (const each of this.#ends) if (each.at <= now && (!end || each.at < end.at)) end = each;
    if (!end) return;
    const error = new Error(`Script execution timed out after ${end.timeout}ms`);
    throw Object.assign(error, { code: "ERR_SCRIPT_EXECUTION_TIMEOUT" });
  }
}

/** The realm's time limits. */
export function timeLimits(context: BindingContext): TimeLimits {
  return context.shared(makeTimeLimits);
}

function makeTimeLimits(context: BindingContext): TimeLimits {
  return new TimeLimits(context as RealmContext);
}
