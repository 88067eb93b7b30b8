import { Bytes, load, setBytes, store } from "./captured.ts";
import { failure, type ErrnoName } from "./errno.ts";
import { effectOf } from "./foresight-rules.ts";
import type { RequestChannel } from "./request-channel.ts";
import {
  Decoder,
  HEADER_BYTES,
  OUTPUT_BYTES,
  OUTPUT_HEAD,
  OUTPUT_LENGTH,
  OUTPUT_START,
  type CallName,
  type StartAids,
  type Value,
} from "./wire.ts";

// Taken before any program ran.
const { create } = Object;

interface Answer {
  readonly index: number;
  readonly failed: boolean;
  readonly result: Value;
}

/**
 * A program's channel that need not always go to the kernel: some answers came with the start (foresight.ts), and output
 * that is only collected waits in shared memory for the next call. Everything looks to the program as if it had called.
 */
export function aidedChannel(
  channel: RequestChannel,
  block: SharedArrayBuffer,
  { foreseen, collected }: StartAids,
): RequestChannel {
  const output = new OutputRoom(block);
  const answers = foreseen ? new Answers(foreseen) : null;
  const isCollected: Record<number, boolean> = { 1: false, 2: false };
  for (const fd of collected) isCollected[fd] = true;
  return {
    call(name, args, into) {
      const [fd, bytes, position] = [args[0], args[1], args[2]];
      if (name === "write" && (fd === 1 || fd === 2) && isCollected[fd] && position === null) {
        if (bytes instanceof Bytes && output.add(fd, bytes)) return bytes.length;
      } else {
        const answer = answers?.take(name, args);
        if (answer?.failed) throw failure(answer.result as ErrnoName);
        if (answer) return answer.result;
        // Others may write to the same place from now on, and what they write must come in order.
        if (shares(name)) isCollected[1] = isCollected[2] = false;
        else if (name === "close" && (fd === 1 || fd === 2)) isCollected[fd] = false;
      }
      if (name === "exit" && answers) return channel.call(name, [fd, answers.used]);
      return channel.call(name, args, into);
    },
    leave: () => channel.leave(),
  };
}

function shares(name: CallName): boolean {
  return name === "spawn" || name === "spawnSync" || name === "newThread";
}

/** Answers that came ahead, until something makes them doubtful. */
class Answers {
  /** Which were used, a byte for each. */
  readonly used: Uint8Array;
  #files = create(null) as Record<string, Answer | undefined>;
  #kinds = create(null) as Record<string, Answer | undefined>;

  constructor(foreseen: Uint8Array<ArrayBuffer>) {
    const list = new Decoder(foreseen).value() as readonly Value[];
    this.used = new Bytes(list.length);
    for (let index = 0; index < list.length; index++) {
      const entry = list[index] as readonly Value[];
      const name = entry[0] as CallName;
      const answer = { index, failed: entry[2] === true, result: entry[3] };
      this.#of(name)[keyOf(name, entry[1] as readonly Value[])] = answer;
    }
  }

  /** The answer to a call, if it is known. Notes what the call does to the others. */
  take(name: CallName, args: readonly Value[]): Answer | undefined {
    const effect = effectOf(name, args);
    if (effect === "none") return undefined;
    if (effect !== "pure") {
      this.#files = create(null) as Record<string, Answer | undefined>;
      if (effect === "all") this.#kinds = create(null) as Record<string, Answer | undefined>;
      return undefined;
    }
    const key = keyOf(name, args);
    const answer = this.#of(name)[key];
    if (!answer) return undefined;
    this.used[answer.index] = 1;
    if (name === "readFile") {
      // The bytes are the caller's now; and reading changes when the file was last read.
      this.#files[key] = undefined;
      this.#files[keyOf("stat", args)] = undefined;
      this.#files[keyOf("lstat", args)] = undefined;
    }
    return answer;
  }

  #of(name: CallName): Record<string, Answer | undefined> {
    return name === "kind" ? this.#kinds : this.#files;
  }
}

/** Without a method that a program could have replaced. */
function keyOf(name: CallName, args: readonly Value[]): string {
  return `${name} ${args[0] as string} ${args[1] as string}`;
}

/** Where output waits for the kernel. */
class OutputRoom {
  readonly #header: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(block: SharedArrayBuffer) {
    this.#header = new Int32Array(block, 0, HEADER_BYTES / 4);
    this.#bytes = new Bytes(block, OUTPUT_START, OUTPUT_BYTES);
  }

  /** Returns whether there was room. */
  add(fd: number, bytes: Uint8Array): boolean {
    const at = load(this.#header, OUTPUT_LENGTH);
    const { length } = bytes;
    if (at + OUTPUT_HEAD + length > OUTPUT_BYTES) return false;
    this.#bytes[at] = fd;
    for (let i = 0; i < 4; i++) this.#bytes[at + 1 + i] = length >>> (8 * i);
    setBytes(this.#bytes, bytes, at + OUTPUT_HEAD);
    store(this.#header, OUTPUT_LENGTH, at + OUTPUT_HEAD + length);
    return true;
  }
}
