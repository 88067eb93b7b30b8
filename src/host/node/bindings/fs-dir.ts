import type { BindingContext, MakeBinding } from "../binding.ts";
import type { DirectoryEntry } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { operations, READS } from "./fs/index.ts";
import { values, type Path } from "./values.ts";

/** `internalBinding('fs_dir')`: directories read entry by entry. What is in them is taken down when they are opened. */
export const fsDirBinding: MakeBinding = (context: BindingContext) => {
  const { AsyncWrap } = asyncWraps(context);
  const { define } = operations(context);
  const { path: text, output } = values(context);

  const readEntries = define({
    syscall: "scandir",
    request: 3,
    run: (entries: DirectoryEntry[], encoding: unknown, count: number) => {
      const taken = entries.splice(0, count);
      if (taken.length === 0) return null;
      return taken.flatMap(({ name, type }) => [output(name, encoding), type]);
    },
  });
  const closeDirectory = define({ syscall: "closedir", request: 0, run: () => {} });

  class DirHandle extends AsyncWrap {
    readonly #entries: DirectoryEntry[];
    constructor(entries: DirectoryEntry[]) {
      super("DIRHANDLE");
      this.#entries = entries;
    }
    /** Up to `count` entries as `[name, type, name, type …]`; null at the end. */
    read(encoding: unknown, count: number, request: unknown): unknown {
      return readEntries(this.#entries, encoding, count, request);
    }
    close(request: unknown): unknown {
      return closeDirectory(request);
    }
  }

  return {
    DirHandle,
    opendir: define({
      syscall: "opendir",
      needs: READS,
      request: 2,
      path: 0,
      run: (path: Path) => new DirHandle(context.sys.readdir(text(path))),
    }),
    // As in Node, the synchronous form's errors name no path.
    opendirSync: define({
      syscall: "opendir",
      needs: READS,
      request: 1,
      run: (path: Path) => new DirHandle(context.sys.readdir(text(path))),
    }),
  };
};
