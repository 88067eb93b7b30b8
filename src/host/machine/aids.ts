import { Bytes, clock, load, setBytes, store } from "./captured.ts";
import { failure, type ErrnoName } from "./errno.ts";
import { areAlike, effectOf, isChange } from "./foresight-rules.ts";
import type { RequestChannel } from "./request-channel.ts";
import {
  Decoder,
  Encoder,
  HEADER_BYTES,
  OUTPUT_BYTES,
  OUTPUT_HEAD,
  OUTPUT_LENGTH,
  OUTPUT_START,
  SENT_CALL,
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
 * that is only collected waits in shared memory for the next call, as do changes that are sure to work. Everything looks to
 * the program as if it had called.
 */
export function aidedChannel(
  channel: RequestChannel,
  block: SharedArrayBuffer,
  { foreseen, collected, input }: StartAids,
): RequestChannel {
  let ahead = input ? new Input(input) : null;
  /** From here on stdin is read from the kernel, which is told how much of it was read. */
  const giveBack = (): void => {
    const taken = ahead?.taken ?? 0;
    ahead = null;
    if (taken > 0) channel.call("read", [0, taken, null]);
  };
  const output = new OutputRoom(block);
  const [known, sure] = foreseen ? (new Decoder(foreseen).value() as Value[][]) : [];
  const answers = known ? new Answers(known) : null;
  const changes = sure && sure.length > 0 ? new Changes(sure) : null;
  const isCollected: Record<number, boolean> = { 1: false, 2: false };
  for (const fd of collected) isCollected[fd] = true;
  return {
    call(name, args, into) {
      const [fd, bytes, position] = [args[0], args[1], args[2]];
      if (ahead && fd === 0 && (name === "readAsync" || (name === "read" && position === null)))
        return ahead.read(bytes as number, into);
      if (name === "write" && (fd === 1 || fd === 2) && isCollected[fd] && position === null) {
        if (bytes instanceof Bytes && output.add(fd, bytes)) return bytes.length;
      } else {
        const answer = answers?.take(name, args);
        if (answer?.failed) throw failure(answer.result as ErrnoName);
        if (answer) return answer.result;
        const outcome = changes?.take(name, args);
        if (outcome?.failed) throw failure(outcome.failed);
        if (outcome && output.send(name, args)) return undefined;
        if (outcome) changes?.stop();
        // Others may write to the same place from now on, and what they write must come in order.
        if (shares(name)) isCollected[1] = isCollected[2] = false;
        else if (name === "close" && (fd === 1 || fd === 2)) isCollected[fd] = false;
      }
      if (ahead && concernsInput(name, fd)) giveBack();
      return channel.call(name, args, into);
    },
    end(name, args) {
      if (name === "exec") giveBack();
      return channel.end(
        name,
        name === "exit" && answers ? [args[0], answers.used, changes?.made ?? 0] : args,
      );
    },
  };
}

function shares(name: CallName): boolean {
  return name === "spawn" || name === "spawnSync" || name === "newThread";
}

/** Whether a call may read from stdin, or lets others do so. */
function concernsInput(name: CallName, fd: Value | undefined): boolean {
  switch (name) {
    case "read":
    case "readAsync":
    case "close":
      return fd === 0;
    case "stat":
    case "lstat":
    case "access":
    case "readlink":
    case "realpath":
    case "readdir":
    case "kind":
    case "fstat":
    case "cwd":
    case "chdir":
    case "umask":
    case "cancel":
    case "listenSignal":
    case "mkdir":
    case "rmdir":
    case "unlink":
    case "rename":
    case "link":
    case "symlink":
    case "chmod":
    case "chown":
    case "utimes":
    case "writeFile":
    case "write":
    case "writeAsync":
      return false;
    default:
      // Opening a path, too: it may lead to /dev/stdin.
      return true;
  }
}

/** A program's stdin, which came with its start. */
class Input {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #length: number;
  /** How many bytes were read. */
  taken = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#length = bytes.length;
  }

  /** As the call `read`. */
  read(length: number, into?: Uint8Array): Uint8Array | number {
    const left = this.#length - this.taken;
    const count = length < left ? length : left;
    const next = new Bytes(this.#bytes.buffer, this.taken, count);
    this.taken += count;
    const target = into ?? new Bytes(count);
    setBytes(target, next);
    return into ? count : target;
  }
}

/** Answers that came ahead, until something makes them doubtful. */
class Answers {
  /** Which were used, a byte for each. */
  readonly used: Uint8Array;
  #files = create(null) as Record<string, Answer | undefined>;
  #kinds = create(null) as Record<string, Answer | undefined>;

  constructor(list: readonly Value[]) {
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

/** Changes of files whose outcome is known, if they are made in their order and before all others. */
class Changes {
  /** How many of them were made. */
  made = 0;
  readonly #list: readonly Value[];
  #isOver = false;

  constructor(list: readonly Value[]) {
    this.#list = list;
  }

  /** The outcome of a call, if it is known. Notes what the call does to the others. */
  take(name: CallName, args: readonly Value[]): { readonly failed: ErrnoName | undefined } | undefined {
    if (this.#isOver) return undefined;
    const next = this.#list[this.made] as readonly Value[] | undefined;
    if (next && next[0] === name && isChange(name, args) && areAlike(args, next[1] as readonly Value[])) {
      this.made++;
      return { failed: next[2] as ErrnoName | undefined };
    }
    const effect = effectOf(name, args);
    if (effect === "files" || effect === "all") this.#isOver = true;
    return undefined;
  }

  /** From here on the program changes things as it likes. The change that was taken last is made in the usual way. */
  stop(): void {
    this.made--;
    this.#isOver = true;
  }
}

/** Without a method that a program could have replaced. */
function keyOf(name: CallName, args: readonly Value[]): string {
  return `${name} ${args[0] as string} ${args[1] as string}`;
}

/** Where output, and calls that nobody waits for, wait for the kernel. */
class OutputRoom {
  readonly #header: Int32Array;
  readonly #bytes: Uint8Array;
  #encoder: Encoder | null = null;

  constructor(block: SharedArrayBuffer) {
    this.#header = new Int32Array(block, 0, HEADER_BYTES / 4);
    this.#bytes = new Bytes(block, OUTPUT_START, OUTPUT_BYTES);
  }

  /** Adds a call and the time at which it was made. Returns whether there was room. */
  send(name: CallName, args: readonly Value[]): boolean {
    const encoder = (this.#encoder ??= new Encoder());
    encoder.reset();
    encoder.value([name, args, clock()]);
    return this.add(SENT_CALL, encoder.window(0, encoder.length));
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
