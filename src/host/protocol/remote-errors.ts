import { transferHandlers } from "comlink";
import { ERRNO_TEXT, type ErrnoName } from "../machine/errno.ts";
import { SyscallError } from "../machine/syscalls.ts";

/** An error as Node's library words it: `ENOENT: no such file or directory, open 'x'`, with code, errno, syscall, path. */
export class RemoteError extends Error {
  override readonly name = "Error";
  readonly code: string;
  readonly errno: number | undefined;
  readonly syscall: string | undefined;
  readonly path: string | undefined;
  readonly dest: string | undefined;

  constructor(
    message: string,
    fields: { code: string; errno?: number; syscall?: string; path?: string; dest?: string },
  ) {
    super(message);
    this.code = fields.code;
    this.errno = fields.errno;
    this.syscall = fields.syscall;
    this.path = fields.path;
    this.dest = fields.dest;
  }
}

function wordedAsNode(error: SyscallError, syscall: string, path?: string, dest?: string): RemoteError {
  const text = ERRNO_TEXT[error.code as ErrnoName];
  const where = `${path === undefined ? "" : ` '${path}'`}${dest === undefined ? "" : ` -> '${dest}'`}`;
  return new RemoteError(`${error.code}: ${text}, ${syscall}${where}`, {
    code: error.code,
    errno: error.errno,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}

/** Runs `work`; a failed system call becomes a RemoteError. */
export function asNode<T>(syscall: string, path: string | undefined, work: () => T, dest?: string): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof SyscallError ? wordedAsNode(error, syscall, path, dest) : error;
  }
}

/** What execve reports when a program cannot be started: `spawn x ENOENT`. */
export function spawnError(error: SyscallError, file: string, args: readonly string[]): RemoteError {
  const syscall = `spawn ${file}`;
  const fields = { code: error.code, errno: error.errno, syscall, path: file };
  return Object.assign(new RemoteError(`${syscall} ${error.code}`, fields), { spawnargs: args });
}

const FIELDS = ["code", "errno", "syscall", "path", "dest"] as const;

/** comlink 4.3.0 sends an error's message, name and stack only; the client takes whatever fields come. */
export function sendErrorFields(): void {
  const handler = transferHandlers.get("throw");
  if (!handler) throw new Error("comlink has no handler for thrown values");
  const serialize = (thrown: { value: unknown }): [unknown, Transferable[]] => {
    const { value } = thrown;
    if (!(value instanceof Error)) return [{ isError: false, value }, []];
    const more = FIELDS.flatMap((field): [string, unknown][] => {
      const found: unknown = (value as unknown as Record<string, unknown>)[field];
      return found === undefined ? [] : [[field, found]];
    });
    const { message, name, stack } = value;
    return [{ isError: true, value: { message, name, stack, ...Object.fromEntries(more) } }, []];
  };
  transferHandlers.set("throw", { ...handler, serialize: serialize as typeof handler.serialize });
}
