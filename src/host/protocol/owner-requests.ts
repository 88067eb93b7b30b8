import type { Kernel } from "../machine/kernel.ts";
import { OWNER_SOCKET, type CodeFile, type OwnerRequest } from "../machine/owner-socket.ts";
import type { SocketEnd } from "../machine/pipe.ts";
import type { Undo } from "../machine/syscalls.ts";
import { joined } from "./utf8.ts";

/** A request is a few paths; more than this is none. */
const MAX_REQUEST = 65_536;

/** Hears what programs ask of the machine's owner. What is no request goes unheard: any program may write there. */
export function hearPrograms(kernel: Kernel, heard: (request: OwnerRequest) => void): Undo {
  const { vfs } = kernel;
  vfs.makePath("/run");
  const { close } = kernel.loopback.listenPath(vfs.view(), OWNER_SOCKET, (end) => {
    end.hold();
    void readAll(end).then((bytes) => {
      end.drop();
      const request = bytes && parse(new TextDecoder().decode(bytes));
      if (request) heard(request);
    });
  });
  return close;
}

/** All that comes until the other end closes; null when it is too much. */
async function readAll(end: SocketEnd): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const bytes = end.read(MAX_REQUEST, null);
    if (bytes === null) await new Promise<void>((wake) => end.whenReady("read", wake));
    else if (bytes.length === 0) return joined(chunks);
    else {
      size += bytes.length;
      if (size > MAX_REQUEST) return null;
      chunks.push(bytes);
    }
  }
}

function parse(text: string): OwnerRequest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isRecord(value)) return null;
  const { ask, text: what, how, files } = value;
  if (ask === "open" && typeof what === "string") return { ask, text: what };
  if (ask !== "code" || (how !== "open" && how !== "diff") || !Array.isArray(files)) return null;
  const named = files.flatMap((file: unknown) => codeFile(file) ?? []);
  return named.length === files.length ? { ask, how, files: named } : null;
}

function codeFile(value: unknown): CodeFile | null {
  if (!isRecord(value) || typeof value["filepath"] !== "string") return null;
  const { filepath, line, column } = value;
  return {
    filepath,
    ...(typeof line === "number" ? { line } : {}),
    ...(typeof column === "number" ? { column } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
