import { OWNER_SOCKET, type CodeFile, type OwnerRequest } from "../../machine/owner-socket.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { encodeText } from "../bytes.ts";
import { normalize } from "../run/shell.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

/** xdg-open FILE|URL: the owner of the machine may show it. */
export const xdgOpen: Program = async (context) => {
  const [text, ...more] = context.args;
  if (text === undefined || more.length > 0) return usage(context, "give one file or URL");
  return ask(context, { ask: "open", text: /^[a-z][\w+.-]*:/i.test(text) ? text : absolute(context, text) });
};

/** code [-g] FILE[:LINE[:COLUMN]]… and code -d FILE FILE: the owner's editor may open them. */
export const code: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "dgnrwa",
    long: { diff: "d", goto: "g", "new-window": "n", "reuse-window": "r", wait: "w", add: "a" },
  });
  const { operands } = options;
  const how = options.has("d") ? "diff" : "open";
  if (operands.length === 0 || (how === "diff" && operands.length !== 2))
    return usage(context, how === "diff" ? "give two files" : "give a file");
  const files = operands.map((operand): CodeFile => {
    const [, path = operand, line, column] =
      /^(.+?):(\d+)(?::(\d+))?$/.exec(options.has("g") ? operand : "") ?? [];
    return {
      filepath: absolute(context, path),
      ...(line === undefined ? {} : { line: Number(line) }),
      ...(column === undefined ? {} : { column: Number(column) }),
    };
  });
  return ask(context, { ask: "code", how, files });
};

function absolute(context: ProgramContext, path: string): string {
  return normalize(path.startsWith("/") ? path : `${context.cwd}/${path}`);
}

async function ask(context: ProgramContext, request: OwnerRequest): Promise<number> {
  const { sys } = context;
  let fd: number;
  try {
    fd = sys.connect({ path: OWNER_SOCKET });
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return context.fail("nothing outside of this machine listens to programs");
  }
  sys.write(fd, encodeText(JSON.stringify(request)), null);
  sys.close(fd);
  return 0;
}
