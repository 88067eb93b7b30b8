import { Bytes, load, setBytes, store, wait } from "./captured.ts";
import { failure, type ErrnoName } from "./errno.ts";
import { ProcessEnded } from "./process-ended.ts";
import {
  CALLS,
  DATA_BYTES,
  Decoder,
  Encoder,
  FIRST_CALL,
  HEADER_BYTES,
  NEXT_PIECE,
  OPERATION,
  PIECE,
  REQUEST_PIECE,
  STATE,
  STATE_IDLE,
  STATE_REPLY,
  STATE_REQUEST,
  STATUS,
  STATUS_BYTES,
  STATUS_ERROR,
  TAKEN,
  TOTAL,
  WATCHING,
  type CallName,
  type Value,
} from "./wire.ts";

export interface RequestChannel {
  /**
   * Makes a call and waits for its result. `into`: where bytes that come back go, as many as there is room for; the result
   * is their number then.
   *
   * @throws SyscallError
   */
  call(name: CallName, args: readonly Value[], into?: Uint8Array): Value;
  /** Makes the call that ends the process, and stops the program here. */
  end(name: "exit" | "abort" | "exec", args: readonly Value[]): never;
}

/** Notes that an event was taken, so that the kernel knows how many still wait. */
export function eventCounter(block: SharedArrayBuffer): () => void {
  const header = new Int32Array(block, 0, HEADER_BYTES / 4);
  let count = 0;
  return () => store(header, TAKEN, ++count);
}

/** What calls are on the wire. */
const NUMBERS = Object.fromEntries(CALLS.map((name, index) => [name, index + FIRST_CALL])) as Readonly<
  Record<CallName, number>
>;

/** How often the reply is looked for before the worker goes to sleep. More only takes time from the kernel when cores are few. */
const LOOKS = 60;

/**
 * The worker's end of the block of shared memory that it and the kernel talk through.
 *
 * @param reusable the worker outlives its process, so that an exit leaves the program by throwing
 */
export function requestChannel(
  block: SharedArrayBuffer,
  wakeKernel: () => void,
  reusable = false,
): RequestChannel {
  const header = new Int32Array(block, 0, HEADER_BYTES / 4);
  const data = new Bytes(block, HEADER_BYTES, DATA_BYTES);
  const encoder = new Encoder();
  const request = (operation: number, total: number, piece: number): void => {
    header[OPERATION] = operation;
    header[TOTAL] = total;
    header[PIECE] = piece;
    store(header, STATE, STATE_REQUEST);
    if (load(header, WATCHING) === 0) wakeKernel();
  };
  const exchange = (operation: number, total: number, piece: number): void => {
    request(operation, total, piece);
    for (let i = 0; i < LOOKS; i++) if (load(header, STATE) === STATE_REPLY) break;
    while (load(header, STATE) !== STATE_REPLY) wait(header, STATE, STATE_REQUEST);
    store(header, STATE, STATE_IDLE);
  };

  const send = (operation: number): void => {
    const { length } = encoder;
    let at = 0;
    while (length - at > DATA_BYTES) {
      setBytes(data, encoder.window(at, DATA_BYTES));
      exchange(REQUEST_PIECE, length, DATA_BYTES);
      if (header[STATUS] === STATUS_ERROR) return;
      at += DATA_BYTES;
    }
    setBytes(data, encoder.window(at, length - at));
    exchange(operation, length, length - at);
  };

  /** Copies the reply, put together from its pieces. */
  const receive = (whole: Uint8Array, total: number): void => {
    let piece = header[PIECE] ?? 0;
    setBytes(whole, new Bytes(block, HEADER_BYTES, piece));
    for (let at = piece; at < total; at += piece) {
      exchange(NEXT_PIECE, 0, 0);
      piece = header[PIECE] ?? 0;
      setBytes(whole, new Bytes(block, HEADER_BYTES, piece), at);
    }
  };

  const call: RequestChannel["call"] = (name, args, into) => {
    encoder.reset();
    encoder.value(args);
    send(NUMBERS[name]);
    const status = header[STATUS];
    const total = header[TOTAL] ?? 0;
    if (into && status === STATUS_BYTES) {
      receive(into, total);
      return total;
    }
    const bytes = new Bytes(total);
    receive(bytes, total);
    if (status === STATUS_BYTES) return bytes;
    const value = new Decoder(bytes).value();
    if (status !== STATUS_ERROR) return value;
    throw failure(value as ErrnoName);
  };

  return {
    call,
    end(name, args) {
      if (name === "exit" && reusable) {
        // Nobody waits for an answer: the worker goes on with making itself clean.
        encoder.reset();
        encoder.value(args);
        const { length } = encoder;
        setBytes(data, encoder.window(0, length));
        request(NUMBERS[name], length, length);
        throw new ProcessEnded();
      }
      call(name, args);
      // The kernel ends the worker; until it does nothing more may happen here.
      for (;;) wait(header, STATE, load(header, STATE));
    },
  };
}
