import type { BindingContext } from "./binding.ts";
import { showsNative } from "./native-texts.ts";
import type { RealmContext } from "./realm-context.ts";

/**
 * V8 collects everything at once when its objects hold so much outside of its heap. The first time may only end a collection
 * that was going on, which keeps what was alive when it began.
 */
const PRESSURE = { bytes: 2 ** 30, together: 6, rounds: 2 };

// Taken before any program ran.
const { ArrayBuffer: Memory, Promise: RealPromise } = globalThis;

/** The realm's collecting of garbage on demand, which programs have only with `--expose-gc`. */
export interface Garbage {
  /** Whether contexts that are made from now on have `gc`. */
  exposed: boolean;
  readonly gc: Function;
}

/** The realm's own. */
export function garbage(context: BindingContext): Garbage {
  return context.shared(makeGarbage);
}

/** `--expose-gc` in any of the ways in which V8 reads it. */
export function exposesGc(flag: string): boolean {
  return /^--?expose[-_]gc$/.test(flag.trim());
}

function makeGarbage(shared: BindingContext): Garbage {
  const context = shared as RealmContext;
  // A method, so that it is no constructor, like V8's.
  const { gc } = {
    gc(...given: readonly unknown[]): unknown {
      const [options] = given as readonly { execution?: unknown }[];
      if (options?.execution !== "async") return collect();
      return new RealPromise<void>((resolve) => {
        context.loop.enqueue(() => {
          collect();
          resolve();
        });
      });
    },
  };
  return { exposed: false, gc: showsNative(gc) };
}

/** No browser collects on demand; memory that is asked for and never touched costs nothing, but presses V8 to. */
function collect(): void {
  for (let round = 0; round < PRESSURE.rounds; round++) {
    const held: object[] = [];
    try {
      for (let i = 0; i < PRESSURE.together; i++) held[i] = new Memory(PRESSURE.bytes);
    } catch (error) {
      // There is not that much left of the address space, so V8 has just collected whatever it can.
      if (!(error instanceof RangeError)) throw error;
    }
  }
}
