import type { RealmContext } from "../realm-context.ts";
import { TICK } from "./names.ts";

/** Time limits of scripts (`timeout` of vm.Script), which look at the clock as they go: nothing else could stop them. */
export class TimeLimits {
  readonly #context: RealmContext;
  /** When each of the scripts that run now has to end, and its limit. */
  readonly #ends: { readonly at: number; readonly timeout: number }[] = [];

  constructor(context: RealmContext) {
    this.#context = context;
  }

  /** @throws ERR_SCRIPT_EXECUTION_TIMEOUT */
  run(timeout: number, script: () => unknown): unknown {
    const { pristine } = this.#context;
    const tick = () => this.#tick();
    Object.defineProperty(globalThis, TICK, { value: tick, configurable: true, enumerable: false });
    this.#ends.push({ at: pristine.now() + timeout, timeout });
    try {
      return script();
    } finally {
      this.#ends.pop();
    }
  }

  #tick(): void {
    const end = this.#ends.at(-1);
    if (!end || this.#context.pristine.now() < end.at) return;
    const error = new Error(`Script execution timed out after ${end.timeout}ms`);
    throw Object.assign(error, { code: "ERR_SCRIPT_EXECUTION_TIMEOUT" });
  }
}
