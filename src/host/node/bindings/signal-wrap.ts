import type { MakeBinding } from "../binding.ts";
import type { Undo } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { status, UV } from "./uv-status.ts";

/** Signals that cannot be caught: SIGKILL and SIGSTOP. */
const fixed = [9, 19];

/** `internalBinding('signal_wrap')`. */
export const signalWrapBinding: MakeBinding = (context) => {
  const { HandleWrap, later, start, stop, whenClosed } = asyncWraps(context);

  class Signal extends HandleWrap {
    #ignore: Undo | null = null;
    declare onsignal: ((signal: number) => void) | undefined;

    constructor() {
      super("SIGNALWRAP");
      whenClosed(this, () => this.#ignore?.());
    }

    start(signal: number): number {
      if (fixed.includes(signal)) return UV.EINVAL;
      this.#ignore?.();
      const code = status(() => {
        this.#ignore = context.sys.onSignal(signal, () => later(this, () => this.onsignal?.(signal)));
      });
      if (code === 0) start(this);
      return code;
    }

    stop(): number {
      this.#ignore?.();
      this.#ignore = null;
      stop(this);
      return 0;
    }
  }

  return { Signal };
};
