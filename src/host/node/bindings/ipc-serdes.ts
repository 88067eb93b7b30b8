import type { RealmContext } from "../realm-context.ts";
import { concat } from "./values.ts";

interface Serializer {
  writeHeader(): void;
  writeValue(value: unknown): void;
  writeUint32(value: number): void;
  releaseBuffer(): Uint8Array;
  _writeHostObject(object: object): void;
}
interface Deserializer {
  readHeader(): boolean;
  readValue(): unknown;
  readUint32(): number;
  _readHostObject(): unknown;
}

/** What of Node's `v8` module the codec uses. */
interface V8Module {
  readonly DefaultSerializer: new () => Serializer;
  readonly DefaultDeserializer: new (bytes: Uint8Array) => Deserializer;
}

/** What stands before an object of the host's own. */
const VIEW = 0;
const OTHER = 1;

/** `ipc_serdes`: messages between processes in V8's format, after their length (32 bits, big endian). */
export function ipcSerdesBinding(context: RealmContext): Record<string, unknown> {
  const classes = () => {
    const { DefaultSerializer, DefaultDeserializer } = context.require("v8") as V8Module;
    return {
      MessageSerializer: class extends DefaultSerializer {
        override _writeHostObject(object: object): void {
          const isView = ArrayBuffer.isView(object);
          this.writeUint32(isView ? VIEW : OTHER);
          if (isView) super._writeHostObject(object);
          else this.writeValue({ ...object });
        }
      },
      MessageDeserializer: class extends DefaultDeserializer {
        override _readHostObject(): unknown {
          const tag = this.readUint32();
          if (tag === VIEW) return super._readHostObject();
          if (tag === OTHER) return this.readValue();
          const { codes } = context.require("internal/errors") as {
            codes: Record<string, new (message: string) => Error>;
          };
          const Invalid = codes["ERR_INVALID_STATE"] ?? Error;
          throw new Invalid("Unknown tag of a host object");
        }
      },
    };
  };
  let made: ReturnType<typeof classes> | undefined;
  return {
    serialize(message: unknown): Uint8Array {
      made ??= classes();
      const serializer = new made.MessageSerializer();
      serializer.writeHeader();
      serializer.writeValue(message);
      const content = serializer.releaseBuffer();
      const head = new Uint8Array(4);
      new DataView(head.buffer).setUint32(0, content.length);
      return concat([head, content]);
    },
    deserialize(bytes: Uint8Array): unknown {
      made ??= classes();
      const deserializer = new made.MessageDeserializer(bytes);
      deserializer.readHeader();
      return deserializer.readValue();
    },
  };
}
