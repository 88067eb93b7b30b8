import { Bytes, charCodeAt, encodeText, setBytes, setFloat64, setUint32 } from "./captured.ts";
import type { SharedLibrary } from "./syscalls.ts";

/**
 * How a worker and the kernel talk. A call goes through a block of shared memory: the worker writes the request, wakes
 * the kernel (by a message, unless the kernel is watching the block), and waits; the kernel writes the reply and wakes
 * the worker. What does not fit goes in pieces. Events, from the kernel to the worker, are messages.
 */

/** Indices into the block's Int32 header. */
export const STATE = 0;
export const WATCHING = 1;
export const OPERATION = 2;
/** Bytes of the request or reply in all; what is in the block now is `PIECE`. */
export const TOTAL = 3;
export const PIECE = 4;
export const STATUS = 5;
/** How many events the worker has taken since it began. */
export const TAKEN = 6;
/** Bytes of output that wait to be taken (see OUTPUT_BYTES). */
export const OUTPUT_LENGTH = 7;

export const STATE_IDLE = 0;
export const STATE_REQUEST = 1;
export const STATE_REPLY = 2;

export const STATUS_VALUE = 0;
export const STATUS_BYTES = 1;
export const STATUS_ERROR = 2;

export const HEADER_BYTES = 64;
/** Room for a request or reply. What nobody uses of it takes no memory. */
export const DATA_BYTES = 2 ** 22;
/**
 * Room behind the data for output, and for calls, that the program need not wait for. Records of a byte for the descriptor
 * (or SENT_CALL), four for the length, and the bytes. The kernel takes them before anything else that it does for the worker.
 */
export const OUTPUT_BYTES = 2 ** 15;
export const OUTPUT_HEAD = 5;
/** Instead of a descriptor: the bytes are `[name, arguments, milliseconds since the epoch]`. */
export const SENT_CALL = 0;
export const OUTPUT_START = HEADER_BYTES + DATA_BYTES;
export const BLOCK_BYTES = OUTPUT_START + OUTPUT_BYTES;

/** Asks for the next piece of a long reply. */
export const NEXT_PIECE = 0;
/** Hands over a piece of a long request; the call itself follows with the last piece. */
export const REQUEST_PIECE = 1;

/** The calls that cross, by name; the wire has their index + FIRST_CALL. */
export const CALLS = [
  "open",
  "access",
  "stat",
  "lstat",
  "readdir",
  "mkdir",
  "rmdir",
  "unlink",
  "rename",
  "link",
  "symlink",
  "readlink",
  "realpath",
  "chmod",
  "chown",
  "utimes",
  "truncate",
  "readFile",
  "writeFile",
  "watch",
  "close",
  "claim",
  "dup",
  "kind",
  "fstat",
  "ftruncate",
  "fchmod",
  "fchown",
  "futimes",
  "read",
  "write",
  "readAsync",
  "writeAsync",
  "unwritten",
  "cancel",
  "shutdown",
  "reset",
  "pipe",
  "socketpair",
  "ttySize",
  "setTtyMode",
  "onTtyResize",
  "setForeground",
  "bind",
  "listen",
  "connect",
  "names",
  "datagramSocket",
  "bindDatagrams",
  "connectDatagrams",
  "sendDatagram",
  "receiveDatagrams",
  "datagramOption",
  "datagramGroup",
  "cwd",
  "chdir",
  "umask",
  "spawn",
  "exec",
  "spawnSync",
  "kill",
  "listenSignal",
  "setGroup",
  "exit",
  "abort",
  "newThread",
  "startThread",
  "stopThread",
  "portPair",
  "joinChannel",
  "postMessage",
  "receiveMessage",
  "closePort",
  "listenMessages",
  "shareEnvironment",
  "readVariable",
  "writeVariable",
  "variableNames",
] as const;
export const FIRST_CALL = 16;
export type CallName = (typeof CALLS)[number];

/** What requests and replies are made of. */
export type Value = undefined | null | boolean | number | string | Uint8Array | readonly Value[];

const TAG_NONE = 0;
const TAG_TRUE = 1;
const TAG_FALSE = 2;
const TAG_NUMBER = 3;
const TAG_TEXT = 4;
const TAG_BYTES = 5;
const TAG_LIST = 6;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Writes values one after another into memory that grows, which no program gets to see (captured.ts). */
export class Encoder {
  #memory = new ArrayBuffer(4096);
  #capacity = 4096;
  #bytes = new Bytes(this.#memory);
  #view = new DataView(this.#memory);
  length = 0;

  /** A window onto what was written, from `start` on. */
  window(start: number, length: number): Uint8Array<ArrayBuffer> {
    return new Bytes(this.#memory, start, length);
  }

  /** Starts anew. Memory that one large message needed is given back. */
  reset(): void {
    this.length = 0;
    if (this.#capacity > 2 ** 20) this.#use(new ArrayBuffer(4096), 4096);
  }

  value(value: Value): void {
    if (typeof value === "number") {
      this.#reserve(9);
      this.#bytes[this.length] = TAG_NUMBER;
      setFloat64(this.#view, this.length + 1, value, true);
      this.length += 9;
    } else if (typeof value === "string") this.#text(value);
    else if (value === undefined || value === null) this.#tag(TAG_NONE);
    else if (value === true) this.#tag(TAG_TRUE);
    else if (value === false) this.#tag(TAG_FALSE);
    else if (value instanceof Bytes) {
      this.#head(TAG_BYTES, value.length);
      this.#reserve(value.length);
      setBytes(this.#bytes, value, this.length);
      this.length += value.length;
    } else {
      this.#head(TAG_LIST, value.length);
      for (let i = 0; i < value.length; i++) this.value(value[i]);
    }
  }

  #use(memory: ArrayBuffer, capacity: number): void {
    this.#memory = memory;
    this.#capacity = capacity;
    this.#bytes = new Bytes(memory);
    this.#view = new DataView(memory);
  }

  #reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#capacity) return;
    const capacity = needed > this.#capacity * 2 ? needed : this.#capacity * 2;
    const written = this.window(0, this.length);
    this.#use(new ArrayBuffer(capacity), capacity);
    setBytes(this.#bytes, written);
  }

  #tag(tag: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = tag;
  }

  #head(tag: number, count: number): void {
    this.#reserve(5);
    this.#bytes[this.length] = tag;
    setUint32(this.#view, this.length + 1, count, true);
    this.length += 5;
  }

  #text(text: string): void {
    const start = this.length;
    const most = text.length * 3;
    this.#head(TAG_TEXT, text.length);
    this.#reserve(most);
    // Paths are short and mostly ASCII: a loop is quicker than TextEncoder.
    if (text.length < 128) {
      let at = this.length;
      let i = 0;
      for (; i < text.length; i++) {
        const code = charCodeAt(text, i);
        if (code > 127) break;
        this.#bytes[at++] = code;
      }
      if (i === text.length) {
        this.length = at;
        return;
      }
    }
    const written = encodeText(text, this.window(this.length, most));
    setUint32(this.#view, start + 1, written, true);
    this.length += written;
  }
}

/**
 * Reads what an Encoder wrote. Bytes are copied, unless `windows` says that windows onto the memory will do: good until
 * the reply. @throws RangeError when it is malformed.
 */
export class Decoder {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #windows: boolean;
  #at = 0;

  constructor(bytes: Uint8Array, windows = false) {
    this.#bytes = bytes;
    this.#windows = windows;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(depth = 0): Value {
    const tag = this.#view.getUint8(this.#at++);
    switch (tag) {
      case TAG_NONE:
        return undefined;
      case TAG_TRUE:
        return true;
      case TAG_FALSE:
        return false;
      case TAG_NUMBER: {
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8, true);
      }
      case TAG_TEXT:
        return this.#text(this.#count());
      case TAG_BYTES: {
        const length = this.#count();
        const from = this.#skip(length);
        return this.#windows
          ? this.#bytes.subarray(from, from + length)
          : this.#bytes.slice(from, from + length);
      }
      case TAG_LIST: {
        const count = this.#count();
        if (depth > 8) throw new RangeError("nested too deep");
        const list: Value[] = [];
        for (let i = 0; i < count; i++) list.push(this.value(depth + 1));
        return list;
      }
      default:
        throw new RangeError(`unknown tag ${tag}`);
    }
  }

  #count(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  #skip(length: number): number {
    const from = this.#at;
    if (from + length > this.#bytes.length) throw new RangeError("cut short");
    this.#at += length;
    return from;
  }

  #text(length: number): string {
    const from = this.#skip(length);
    if (length < 64) {
      let text = "";
      let i = from;
      for (; i < from + length; i++) {
        const code = this.#bytes[i] ?? 0;
        if (code > 127) break;
        text += String.fromCharCode(code);
      }
      if (i === from + length) return text;
    }
    // TextDecoder does not take shared memory everywhere.
    return decoder.decode(this.#bytes.slice(from, from + length));
  }
}

/** Stat and back, in the order of its fields. */
const STAT_FIELDS = [
  "dev",
  "ino",
  "mode",
  "nlink",
  "uid",
  "gid",
  "rdev",
  "size",
  "blksize",
  "blocks",
  "atimeMs",
  "mtimeMs",
  "ctimeMs",
  "birthtimeMs",
] as const;
export const statValues = (stat: Readonly<Record<(typeof STAT_FIELDS)[number], number>>): number[] =>
  STAT_FIELDS.map((field) => stat[field]);

/** From the kernel to the worker. */
export type ToWorker =
  | {
      readonly type: "prepare";
      readonly block: SharedArrayBuffer;
      readonly library: SharedLibrary;
    }
  | ({
      readonly type: "start";
      readonly start: string;
      readonly reusable: boolean;
      /** Whether the worker says `started`: the kernel does not know whether it was prepared. */
      readonly tells: boolean;
    } & StartAids)
  | { readonly type: "event"; readonly id: number; readonly values: readonly Value[] }
  | { readonly type: "attachment"; readonly key: number; readonly value: unknown };

/** What spares a program calls. */
export interface StartAids {
  /** Answers to calls, and outcomes of changes, that it will probably make (foresight.ts). */
  readonly foreseen: Uint8Array<ArrayBuffer> | null;
  /** Descriptors whose reader only collects: what is written to them can be handed over later. */
  readonly collected: readonly number[];
  /** All that its stdin will ever give, when that is known. */
  readonly input: Uint8Array<ArrayBuffer> | null;
}

/**
 * From the worker to the kernel: 0 = look at the block; `started`, as the program begins; after the exit of a
 * process whose worker may be used again, whether the worker can take another one.
 */
export type FromWorker = 0 | "ready" | "started" | "clean" | "dirty" | Attachment;

/** An object that a call will name by this id: what only the browser can carry from worker to worker. */
export interface Attachment {
  readonly attachment: number;
  readonly value: unknown;
}
