import type { BindingContext } from "../../binding.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
import { values, type Path } from "../values.ts";
import { operations } from "./operation.ts";
import { isDirectory } from "./directories.ts";

/** Endings that a package's `main` is tried with, in the order of the library's `legacyMainResolveExtensions`. */
const mainEndings = ["", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"];
const indexNames = ["index.js", "index.json", "index.node"];

/** What files without an extension can be: 0 JavaScript, 1 WebAssembly. */
const wasmMagic = [0x00, 0x61, 0x73, 0x6d];

/** What the module loader asks of the file system. */
export function moduleQuestions(context: BindingContext) {
  const { path: text } = values(context);
  const { demand, plain } = operations(context);

  /** 0: a file, 1: a directory, negative: neither. */
  function kindOf(path: string): number {
    try {
      return isDirectory(context.sys.stat(path).mode) ? 1 : 0;
    } catch (error) {
      if (error instanceof SyscallError) return error.errno;
      throw error;
    }
  }

  return {
    internalModuleStat: (path: Path) => kindOf(text(path)),

    getFormatOfExtensionlessFile: plain((path: Path): number => {
      demand("fs.read", text(path));
      try {
        const fd = context.sys.open(text(path), 0, 0);
        try {
          const start = context.sys.read(fd, wasmMagic.length, 0);
          return wasmMagic.every((byte, index) => start[index] === byte) ? 1 : 0;
        } finally {
          context.sys.close(fd);
        }
      } catch (error) {
        if (error instanceof SyscallError) return 0; // the loader reports it when it reads the file
        throw error;
      }
    }),

    /** Index into `legacyMainResolveExtensions` of the file that a package directory stands for. */
    legacyMainResolve: plain((directory: Path, main: unknown, base?: unknown): number => {
      const isFile = (path: string) => {
        demand("fs.read", path);
        return kindOf(path) === 0;
      };
      const folder = text(directory).replace(/\/?$/, "/");
      if (typeof main === "string") {
        const start = resolved(folder, main);
        const found = mainEndings.findIndex((ending) => isFile(start + ending));
        if (found >= 0) return found;
      }
      const found = indexNames.findIndex((name) => isFile(folder + name));
      if (found >= 0) return mainEndings.length + found;
      if (typeof base !== "string") {
        const message = 'The "base" argument must be of type string or an instance of URL.';
        throw Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
      }
      if (!context.pristine.URL.canParse(base))
        throw Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL" });
      const importer = decodeURIComponent(new context.pristine.URL(base).pathname);
      const tried = typeof main === "string" ? resolved(folder, main) : `${folder}index.js`;
      throw Object.assign(new Error(`Cannot find package '${tried}' imported from ${importer}`), {
        code: "ERR_MODULE_NOT_FOUND",
      });
    }),
  };
}

/** A package's `main`, which may be a path of its own. */
function resolved(folder: string, main: string): string {
  const parts: string[] = [];
  for (const part of (main.startsWith("/") ? main : folder + main).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
