import type { BindingContext } from "../binding.ts";
import type { SyscallError, Undo } from "../../machine/syscalls.ts";
import { asyncWraps, type RequestWrap } from "./async-wrap.ts";
import { makeExternal } from "./external.ts";
import { exactBuffer, gather } from "./stream-data.ts";
import { status, UV } from "./uv-status.ts";
import { bytesOf, values } from "./values.ts";

/** Indexes into `streamBaseState`, through which results travel that are not return values. */
export const kReadBytesOrError = 0;
export const kArrayBufferOffset = 1;
export const kBytesWritten = 2;
export const kLastWriteWasAsync = 3;

/** As libuv asks for. */
const readSize = 65_536;

/** The callback that the library sets on a request. */
export interface StreamRequest extends RequestWrap {
  oncomplete?(status: number, ...more: unknown[]): void;
}

export type StreamBase = ReturnType<typeof makeStreamBase>;
export type LibuvStreamWrap = InstanceType<StreamBase["LibuvStreamWrap"]>;

/** The realm's stream classes. */
export function streamBase(context: BindingContext): StreamBase {
  return context.shared(makeStreamBase);
}

interface Arrival {
  readonly error: SyscallError | null;
  readonly bytes: Uint8Array;
  /** A descriptor that came along. */
  readonly passed: number | null;
}

/** What goes from one stream to another. */
export interface HandOver {
  readonly fd: number;
  /** Input that came and was not handed to the program. */
  readonly input: readonly Uint8Array[];
}

interface PendingWrite {
  readonly undo: Undo;
  readonly fail: (status: number) => void;
}

function makeStreamBase(context: BindingContext) {
  const { RequestWrap, HandleWrap, begin, call, later, start, stop, closing, whenClosed } =
    asyncWraps(context);
  const convert = values(context);
  const streamBaseState = new Int32Array(5);
  /** How to give up the reads that wait for input, by descriptor. */
  const waiting = new Map<number, Undo>();

  class WriteWrap extends RequestWrap {
    constructor() {
      super("WRITEWRAP");
    }
  }

  class ShutdownWrap extends RequestWrap {
    constructor() {
      super("SHUTDOWNWRAP");
    }
  }

  let attach!: (stream: LibuvStreamWrap, fd: number) => void;
  let release!: (stream: LibuvStreamWrap) => HandOver;
  let takeOver!: (stream: LibuvStreamWrap, from: HandOver) => void;
  let takeHandles!: (stream: LibuvStreamWrap, make: (fd: number) => object) => void;

  /** A pipe, terminal or socket as `net.Socket` drives it. */
  class LibuvStreamWrap extends HandleWrap {
    #fd = -1;
    #reading = false;
    #waits = false;
    /** Input that came and was not handed over yet. */
    readonly #arrivals: Arrival[] = [];
    #delivering = false;
    /** Nothing more may be written, though descriptor 1 itself stays open (libuv drops UV_HANDLE_WRITABLE). */
    #shut = false;
    #blocking = false;
    #bytesRead = 0;
    #bytesWritten = 0;
    #queued = 0;
    readonly #writes = new Set<PendingWrite>();
    #afterWrites: (() => void)[] = [];
    #userBuffer: Uint8Array | null = null;
    #onread: unknown = undefined;
    #external: object | null = null;
    #makeHandle: ((fd: number) => object) | null = null;

    constructor(provider: string) {
      super(provider);
      whenClosed(this, () => this.#release());
    }

    static {
      attach = (stream, fd) => {
        stream.#fd = fd;
      };
      release = (stream) => {
        stream.#giveUp();
        const input = stream.#arrivals.filter(({ error, passed }) => !error && passed === null);
        const given = { fd: stream.#fd, input: input.map(({ bytes }) => bytes) };
        stream.#fd = -1;
        context.sys.claim(given.fd, false);
        stream.close();
        return given;
      };
      takeOver = (stream, { fd, input }) => {
        context.sys.claim(fd, true);
        stream.#fd = fd;
        for (const bytes of input) stream.#arrivals.push({ error: null, bytes, passed: null });
      };
      takeHandles = (stream, make) => {
        stream.#makeHandle = make;
      };
    }

    #release(): void {
      this.#giveUp();
      this.#reading = false;
      for (const write of this.#writes) {
        write.undo();
        write.fail(UV.ECANCELED);
      }
      const fd = this.#fd;
      this.#fd = -1;
      // Standard streams stay open, as in libuv: others may still use them.
      if (fd > 2) status(() => context.sys.close(fd));
    }

    get fd(): number {
      return this.#fd;
    }
    get isStreamBase(): boolean {
      return true;
    }
    get bytesRead(): number {
      return this.#bytesRead;
    }
    get bytesWritten(): number {
      return this.#bytesWritten;
    }
    get writeQueueSize(): number {
      // The library watches how it falls, but asks for a channel's at every message.
      return this.#queued === 0 || this.#makeHandle ? this.#queued : context.sys.unwritten(this.#fd);
    }
    get _externalStream(): object {
      return (this.#external ??= makeExternal());
    }
    get onread(): unknown {
      return this.#onread;
    }
    set onread(listener: unknown) {
      this.#onread = listener;
    }

    readStart(): number {
      if (this.#fd < 0) return UV.EBADF;
      this.#reading = true;
      start(this);
      this.#pump();
      return 0;
    }

    /** A read that waits goes on waiting: what it gets is kept for the next `readStart`. */
    readStop(): number {
      this.#reading = false;
      stop(this);
      return 0;
    }

    #giveUp(): void {
      if (this.#waits) waiting.get(this.#fd)?.();
    }

    /** Asks for more input, unless some is already on its way to the program. */
    #pump(): void {
      if (!this.#reading || this.#delivering || closing(this)) return;
      if (this.#arrivals.length > 0) return this.#deliver();
      if (this.#waits) return;
      this.#waits = true;
      const fd = this.#fd;
      let open = true;
      const settled = (): void => {
        if (!open) return;
        open = false;
        this.#waits = false;
        waiting.delete(fd);
      };
      const length = this.#userBuffer?.length ?? readSize;
      const undo = context.sys.readAsync(fd, length, (error, bytes, passed) => {
        // Also after the undo: what was taken by then still comes, and is kept.
        settled();
        this.#arrivals.push({ error, bytes, passed });
        if (this.#reading && !this.#delivering) this.#deliver();
      });
      if (this.#waits)
        waiting.set(fd, () => {
          undo();
          settled();
        });
    }

    #deliver(): void {
      this.#delivering = true;
      context.loop.enqueue(() => {
        this.#delivering = false;
        if (!this.#reading || closing(this)) return;
        const arrival = this.#arrivals.shift();
        if (!arrival) return;
        try {
          if (arrival.error) this.#end(arrival.error.errno);
          else if (arrival.bytes.length === 0) this.#end(UV.EOF);
          else {
            if (arrival.passed !== null) this.#receive(arrival.passed);
            this.#hand(arrival.bytes);
          }
        } finally {
          // Also after a throw, which a program may survive. Not before the program's ticks ran: it may stop reading, and
          // leave the input to a child.
          if (this.#reading) context.loop.enqueue(() => this.#pump());
        }
      });
    }

    #end(code: number): void {
      this.#reading = false;
      stop(this);
      this.#notify(code, undefined);
    }

    /** What another process passed along is where the library looks for it, or closed. */
    #receive(fd: number): void {
      if (this.#makeHandle) Object.assign(this, { pendingHandle: this.#makeHandle(fd) });
      else status(() => context.sys.close(fd));
    }

    #hand(bytes: Uint8Array): void {
      this.#bytesRead += bytes.length;
      const own = this.#userBuffer;
      if (!own) return void this.#notify(bytes.length, exactBuffer(bytes));
      own.set(bytes);
      const next = this.#notify(bytes.length, undefined);
      if (ArrayBuffer.isView(next)) this.#userBuffer = bytesOf(next);
    }

    #notify(count: number, buffer: ArrayBuffer | undefined): unknown {
      let result: unknown;
      call(this, () => {
        streamBaseState[kReadBytesOrError] = count;
        streamBaseState[kArrayBufferOffset] = 0;
        if (typeof this.#onread === "function") result = Reflect.apply(this.#onread, this, [buffer]);
      });
      return result;
    }

    useUserBuffer(buffer: ArrayBufferView): void {
      this.#userBuffer = bytesOf(buffer);
    }

    setBlocking(on: boolean): number {
      this.#blocking = on;
      return 0;
    }

    #write(request: StreamRequest, bytes: Uint8Array, handle?: object): number {
      streamBaseState[kBytesWritten] = bytes.length;
      streamBaseState[kLastWriteWasAsync] = 0;
      const fd = this.#fd;
      if (fd < 0) return UV.EBADF;
      if (this.#shut) return UV.EPIPE;
      const passed = handle instanceof HandleWrap && "fd" in handle ? (handle.fd as number) : undefined;
      if (handle && (passed === undefined || passed < 0)) return passed === undefined ? UV.ENOTSUP : UV.EBADF;
      this.#bytesWritten += bytes.length;
      // Standard output goes out before the call returns; only then does process.exit lose nothing.
      if (passed === undefined && (this.#blocking || fd <= 2)) return status(() => writeAll(fd, bytes));
      return this.#writeLater(request, fd, bytes, passed);
    }

    #writeLater(request: StreamRequest, fd: number, bytes: Uint8Array, passed?: number): number {
      let atOnce: SyscallError | null | undefined;
      let returned = false;
      const release = context.loop.ref();
      const finish = (code: number): void => {
        this.#queued -= bytes.length;
        this.#writes.delete(entry);
        later(request, () => request.oncomplete?.(code, this, undefined));
        release();
        if (this.#writes.size === 0) for (const next of this.#afterWrites.splice(0)) next();
      };
      const written = (error: SyscallError | null): void => {
        if (returned) finish(error?.errno ?? 0);
        else atOnce = error;
      };
      const undo = context.sys.writeAsync(fd, bytes, written, passed);
      const entry: PendingWrite = { undo, fail: finish };
      returned = true;
      if (atOnce !== undefined) {
        release();
        return atOnce?.errno ?? 0;
      }
      begin(request, this);
      this.#queued += bytes.length;
      this.#writes.add(entry);
      streamBaseState[kLastWriteWasAsync] = 1;
      return 0;
    }

    writeBuffer(request: StreamRequest, data: ArrayBufferView, handle?: object): number {
      return this.#write(request, bytesOf(data), handle);
    }
    writev(request: StreamRequest, chunks: readonly unknown[], allBuffers: boolean): number {
      return this.#write(request, gather(convert, chunks, allBuffers));
    }
    writeUtf8String(request: StreamRequest, text: string, handle?: object): number {
      return this.#write(request, convert.encode(text), handle);
    }
    writeAsciiString(request: StreamRequest, text: string): number {
      return this.#write(request, convert.encode(text, "latin1"));
    }
    writeLatin1String(request: StreamRequest, text: string): number {
      return this.#write(request, convert.encode(text, "latin1"));
    }
    writeUcs2String(request: StreamRequest, text: string): number {
      return this.#write(request, convert.encode(text, "utf16le"));
    }

    shutdown(request: StreamRequest): number {
      if (this.#fd < 0) return UV.ENOTCONN;
      this.#shut = true;
      begin(request, this);
      const release = context.loop.ref();
      const end = (): void => {
        const fd = this.#fd;
        const code = fd < 0 ? UV.ECANCELED : status(() => context.sys.shutdown(fd));
        later(request, () => request.oncomplete?.(code, this, undefined));
        release();
      };
      if (this.#writes.size === 0) end();
      else this.#afterWrites.push(end);
      return 0;
    }
  }

  function writeAll(fd: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;)
      at += context.sys.write(fd, at === 0 ? bytes : bytes.subarray(at), null);
  }

  return {
    LibuvStreamWrap,
    WriteWrap,
    ShutdownWrap,
    streamBaseState,
    /** Gives a stream its descriptor, which it closes when it is closed. */
    attach,
    /** Takes the descriptor away from a stream, which is closed, for another one, maybe of another thread. */
    release,
    takeOver,
    /** Lets a stream take descriptors that other processes pass along; `make` makes a handle of one. */
    takeHandles,
    /** Before someone else reads from `fd`: a stream that waits for its input without wanting it stops waiting. */
    leaveInput(fd: number): void {
      if (waiting.size > 0) waiting.get(fd)?.();
    },
  };
}
