import { failure } from "./errno.ts";
import { SyscallError } from "./syscalls.ts";
import {
  BLOCK_BYTES,
  CALLS,
  DATA_BYTES,
  Decoder,
  Encoder,
  FIRST_CALL,
  HEADER_BYTES,
  NEXT_PIECE,
  OPERATION,
  OUTPUT_BYTES,
  OUTPUT_HEAD,
  OUTPUT_LENGTH,
  OUTPUT_START,
  SENT_CALL,
  PIECE,
  REQUEST_PIECE,
  STATE,
  STATE_IDLE,
  STATE_REPLY,
  STATE_REQUEST,
  STATUS,
  STATUS_BYTES,
  STATUS_ERROR,
  STATUS_VALUE,
  TAKEN,
  TOTAL,
  WATCHING,
  type CallName,
  type Value,
} from "./wire.ts";

/**
 * How long the kernel looks for the worker's next call before it goes back to its event loop: calls come in bursts, and
 * a message takes far longer than a look.
 */
const LINGER_MS = 0.05;
/** Even a program that never stops calling lets the kernel's other work go on this often. */
const LINGER_TOTAL_MS = 4;
const LOOKS_PER_CLOCK = 50;
/** The longest request that is accepted, in pieces: what a program writes without waiting. */
const MAX_REQUEST = 2 ** 28 + 2 ** 20;

/** Who answers a worker. */
export interface ChannelHandler {
  call(name: CallName, args: Value, reply: (result: Value | SyscallError) => void): void;
  /** Output that the worker did not wait for. `bytes` is the handler's own. */
  wrote(fd: number, bytes: Uint8Array): void;
  /** A call that the worker did not wait for: `[name, arguments, milliseconds since the epoch]`, if it is well-formed. */
  sent(call: Value): void;
}

/** The kernel's end of the block of shared memory that it and one worker talk through. */
export class WorkerChannel {
  readonly block = new SharedArrayBuffer(BLOCK_BYTES);
  readonly #header = new Int32Array(this.block, 0, HEADER_BYTES / 4);
  readonly #data = new Uint8Array(this.block, HEADER_BYTES, DATA_BYTES);
  readonly #encoder = new Encoder();
  readonly #output = new Uint8Array(this.block, OUTPUT_START, OUTPUT_BYTES);
  readonly #handler: ChannelHandler;
  /** What is left of a long reply. */
  #rest: Uint8Array | null = null;
  #pieces: Uint8Array[] = [];
  #piecesLength = 0;
  #closed = false;
  /** A call is being worked on. Its request still stands in the block, and must not be taken twice. */
  #busy = false;

  constructor(handler: ChannelHandler) {
    this.#handler = handler;
  }

  /** The worker has knocked: serves its call, and those that follow closely. */
  serve(): void {
    if (!this.#take()) return;
    const header = this.#header;
    Atomics.store(header, WATCHING, 1);
    const start = performance.now();
    let idleSince = start;
    for (;;) {
      let found = false;
      for (let i = 0; i < LOOKS_PER_CLOCK && !found; i++)
        found = Atomics.load(header, STATE) === STATE_REQUEST;
      const now = performance.now();
      if (found) {
        if (now - start > LINGER_TOTAL_MS || !this.#take()) break;
        idleSince = performance.now();
      } else if (now - idleSince > LINGER_MS) break;
    }
    Atomics.store(header, WATCHING, 0);
    // The worker may have seen the watch just before it ended, and then did not knock.
    if (!this.#busy && Atomics.load(header, STATE) === STATE_REQUEST) queueTask(() => this.serve());
  }

  /** Is ready for another process: the last one's exit is not answered. */
  renew(): void {
    this.#pieces = [];
    this.#piecesLength = 0;
    this.#busy = false;
    Atomics.store(this.#header, STATE, STATE_IDLE);
  }

  /** Hands over the output, and the calls, that the worker did not wait for. */
  takeOutput(): void {
    const waiting = Math.min(Atomics.load(this.#header, OUTPUT_LENGTH), OUTPUT_BYTES);
    // The worker waits in a call now, or is about to end: it adds nothing meanwhile that could be lost.
    this.dropOutput();
    for (let at = 0; at + OUTPUT_HEAD <= waiting;) {
      const length = new DataView(this.block, OUTPUT_START + at).getUint32(1, true);
      const fd = this.#output[at] ?? 0;
      at += OUTPUT_HEAD;
      const bytes = this.#output.slice(at, Math.min(at + length, waiting));
      if (fd === SENT_CALL) this.#sent(bytes);
      else this.#handler.wrote(fd, bytes);
      at += length;
    }
  }

  #sent(bytes: Uint8Array): void {
    let call: Value;
    try {
      call = new Decoder(bytes).value();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return; // a worker that breaks the protocol can only confuse itself
    }
    this.#handler.sent(call);
  }

  /** Forgets output that nobody wants any more. */
  dropOutput(): void {
    Atomics.store(this.#header, OUTPUT_LENGTH, 0);
  }

  /** How many events the worker says that it took. */
  get taken(): number {
    return Atomics.load(this.#header, TAKEN);
  }

  close(): void {
    this.#closed = true;
    this.#rest = null;
    this.#pieces = [];
  }

  /** Serves the request in the block. Returns whether it was answered at once. */
  #take(): boolean {
    const header = this.#header;
    if (this.#closed || this.#busy || Atomics.load(header, STATE) !== STATE_REQUEST) return false;
    this.#busy = true;
    this.takeOutput();
    const operation = header[OPERATION] ?? 0;
    // A worker that breaks the protocol can only confuse itself: sizes are bounded by its own block.
    const piece = Math.min(Math.max(header[PIECE] ?? 0, 0), DATA_BYTES);
    if (operation === NEXT_PIECE) {
      this.#sendPiece(header[STATUS] ?? 0, 0);
      return true;
    }
    if (operation === REQUEST_PIECE) {
      this.#piecesLength += piece;
      if (this.#piecesLength > MAX_REQUEST) {
        this.#pieces = [];
        this.#piecesLength = 0;
        this.#answer(failure("ENOBUFS"));
      } else {
        this.#pieces.push(this.#data.slice(0, piece));
        this.#answer(undefined);
      }
      return true;
    }
    const name = CALLS[operation - FIRST_CALL];
    const request = this.#request(piece);
    if (!name) {
      this.#answer(failure("ENOSYS"));
      return true;
    }
    let answered = false;
    let args: Value;
    try {
      // A worker that writes waits until all of it is taken, so its bytes can stay where they are.
      args = new Decoder(request, name === "write").value();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#answer(failure("EINVAL"));
      return true;
    }
    this.#handler.call(name, args, (result) => {
      answered = true;
      if (!this.#closed) this.#answer(result);
    });
    return answered;
  }

  #request(piece: number): Uint8Array {
    if (this.#pieces.length === 0) return this.#data.subarray(0, piece);
    const whole = new Uint8Array(this.#piecesLength + piece);
    let at = 0;
    for (const part of this.#pieces) {
      whole.set(part, at);
      at += part.length;
    }
    whole.set(this.#data.subarray(0, piece), at);
    this.#pieces = [];
    this.#piecesLength = 0;
    return whole;
  }

  #answer(result: Value | SyscallError): void {
    if (result instanceof Uint8Array) {
      // A window onto a file that is written to while its pieces go out shows both states, as a loop of reads would.
      this.#rest = result;
      this.#sendPiece(STATUS_BYTES, result.length);
      return;
    }
    const failed = result instanceof SyscallError;
    this.#encoder.reset();
    this.#encoder.value(failed ? result.code : result);
    const { length } = this.#encoder;
    const encoded = this.#encoder.window(0, length);
    this.#rest = length > DATA_BYTES ? encoded.slice() : encoded;
    this.#sendPiece(failed ? STATUS_ERROR : STATUS_VALUE, length);
  }

  #sendPiece(status: number, total: number): void {
    const header = this.#header;
    const rest = this.#rest ?? new Uint8Array(0);
    const piece = rest.length > DATA_BYTES ? rest.subarray(0, DATA_BYTES) : rest;
    this.#data.set(piece);
    this.#rest = piece.length < rest.length ? rest.subarray(piece.length) : null;
    header[STATUS] = status;
    header[TOTAL] = total;
    header[PIECE] = piece.length;
    this.#busy = false;
    Atomics.store(header, STATE, STATE_REPLY);
    Atomics.notify(header, STATE);
  }
}

/** Runs `task` as a task of the event loop, after those that are already waiting. */
function queueTask(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(0);
}
