import type { MakeBinding } from "../binding.ts";
import type { Undo } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { status } from "./uv-status.ts";
import { values, type Path } from "./values.ts";

/** `internalBinding('fs_event_wrap')`: `fs.watch`. */
export const fsEventWrapBinding: MakeBinding = (context) => {
  const { HandleWrap, later, start, whenClosed } = asyncWraps(context);
  const { path: text, output } = values(context);

  class FSEvent extends HandleWrap {
    #undo: Undo | null = null;
    declare onchange: ((status: number, event: string, name: string | Uint8Array | null) => void) | undefined;

    constructor() {
      super("FSEVENTWRAP");
      whenClosed(this, () => {
        this.#undo?.();
        this.#undo = null;
      });
    }

    get initialized(): boolean {
      return this.#undo !== null;
    }

    start(path: Path, persistent: boolean, recursive: boolean, encoding: unknown): number {
      if (this.#undo) return 0;
      context.permissions?.demand("fs.read", text(path), FSEvent.prototype.start);
      const code = status(() => {
        const watched = text(path);
        context.sys.stat(watched);
        this.#undo = context.sys.watch(watched, recursive, (event, name) =>
          later(this, () => {
            if (this.#undo) this.onchange?.(0, event, output(name, encoding));
          }),
        );
      });
      if (code !== 0) return code;
      start(this);
      if (!persistent) this.unref();
      return 0;
    }
  }

  return { FSEvent };
};
