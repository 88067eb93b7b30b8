import type { RealmContext } from "../realm-context.ts";
import { concat } from "./values.ts";

/** What of Node's `v8` module the codec uses. */
interface V8Module {
  serialize(message: unknown): Uint8Array;
  deserialize(bytes: Uint8Array): unknown;
}

/** `ipc_serdes`: messages between processes in V8's format, after their length (32 bits, big endian). */
export function ipcSerdesBinding(context: RealmContext): Record<string, unknown> {
  const v8 = () => context.require("v8") as V8Module;
  return {
    serialize(message: unknown): Uint8Array {
      const content = v8().serialize(message);
      const head = new Uint8Array(4);
      new DataView(head.buffer).setUint32(0, content.length);
      return concat([head, content]);
    },
    deserialize: (bytes: Uint8Array) => v8().deserialize(bytes),
  };
}
