import { quoteIfNeeded } from "../expand/transform.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { S_IFDIR, S_IFMT } from "../../machine/flags.ts";
import type { OpenFile } from "../io/open-file.ts";
import { readAll } from "../io/reader.ts";
import { errorText } from "../run/messages.ts";
import type { ProgramContext } from "./program.ts";

export interface NamedInput {
  readonly name: string;
  readonly file: OpenFile;
}

/**
 * Hands each of the files (stdin for `-` and for none) to `read`, one after the other. What cannot be opened is reported
 * and skipped. Gives 0, or 1 when there was such a file.
 */
export async function eachInput(
  context: ProgramContext,
  names: readonly string[],
  read: (input: NamedInput) => Promise<void>,
  describe: (name: string, reason: string) => string = (name, reason) => `${quoteIfNeeded(name)}: ${reason}`,
): Promise<number> {
  let status = 0;
  for (const name of names.length === 0 ? ["-"] : names) {
    try {
      await withInput(context, name, read);
    } catch (error) {
      if (!(error instanceof SyscallError) || error.code === "EPIPE") throw error;
      await context.warn(describe(name, errorText(error)));
      status = 1;
    }
  }
  return status;
}

/** @throws {SyscallError} when it cannot be opened or read. */
export async function withInput(
  context: ProgramContext,
  name: string,
  read: (input: NamedInput) => Promise<void>,
): Promise<void> {
  await context.breathe();
  if (name === "-") {
    await read({ name, file: context.stdin });
    return;
  }
  if ((context.sys.stat(context.path(name)).mode & S_IFMT) === S_IFDIR) throw new SyscallError("EISDIR", -21);
  const file = context.open(name);
  try {
    await read({ name, file });
  } finally {
    file.release();
  }
}

/** All bytes of a file or of stdin. @throws {SyscallError} */
export async function inputBytes(context: ProgramContext, name: string): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array();
  await withInput(context, name, async ({ file }) => {
    bytes = await readAll(file);
  });
  return bytes;
}
