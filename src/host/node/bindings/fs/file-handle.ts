import type { BindingContext } from "../../binding.ts";
import { natives } from "../../messaging/index.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
import { asyncWraps } from "../async-wrap.ts";
import { kArrayBufferOffset, kReadBytesOrError, streamBase } from "../stream-base.ts";
import { UV } from "../uv-status.ts";

/** As libuv asks for. */
const readSize = 65_536;

/** The class behind `fs.promises.open`. `close` is the descriptor's own, so that what is known of it is forgotten. */
export function fileHandle(context: BindingContext, close: (fd: number) => void) {
  const { AsyncWrap, call } = asyncWraps(context);
  const { streamBaseState } = streamBase(context);

  class FileHandle extends AsyncWrap {
    #fd: number;
    /** Where the stream interface reads next, and how much is left to it; -1: the file's own offset, no limit. */
    #position: number;
    #remaining: number;
    #reading = false;
    #pending = false;
    #bytesRead = 0;
    #onread: unknown = undefined;

    constructor(fd: number, offset = -1, length = -1) {
      super("FILEHANDLE");
      this.#fd = fd;
      this.#position = offset;
      this.#remaining = length;
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
      return 0;
    }
    get onread(): unknown {
      return this.#onread;
    }
    set onread(listener: unknown) {
      this.#onread = listener;
    }

    close(): Promise<void> {
      return new context.pristine.Promise((resolve, reject) => {
        let failure: SyscallError | null = null;
        try {
          this.closeSync();
        } catch (error) {
          if (!(error instanceof SyscallError)) throw error;
          failure = error;
        }
        context.loop.enqueue(() =>
          call(this, () => {
            if (failure) reject(context.uvException(failure.code, "close"));
            else resolve();
          }),
        );
      });
    }

    closeSync(): void {
      const fd = this.releaseFD();
      if (fd >= 0) close(fd);
    }

    releaseFD(): number {
      const fd = this.#fd;
      this.#fd = -1;
      this.#reading = false;
      return fd;
    }

    readStart(): number {
      if (this.#fd < 0) return UV.EOF;
      this.#reading = true;
      this.#next();
      return 0;
    }

    readStop(): number {
      this.#reading = false;
      return 0;
    }

    #next(): void {
      if (!this.#reading || this.#pending) return;
      this.#pending = true;
      context.loop.enqueue(() => {
        this.#pending = false;
        if (!this.#reading || this.#fd < 0) return;
        const length = this.#remaining < 0 ? readSize : Math.min(readSize, this.#remaining);
        this.#deliver(length);
        this.#next();
      });
    }

    #deliver(length: number): void {
      let bytes = new Uint8Array(0);
      let code: number = UV.EOF;
      try {
        const position = this.#position < 0 ? null : this.#position;
        if (length > 0) bytes = context.sys.read(this.#fd, length, position).slice();
        if (bytes.length > 0) code = bytes.length;
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        code = error.errno;
      }
      if (code < 0) this.#reading = false;
      this.#bytesRead += bytes.length;
      if (this.#position >= 0) this.#position += bytes.length;
      if (this.#remaining >= 0) this.#remaining -= bytes.length;
      call(this, () => {
        streamBaseState[kReadBytesOrError] = code;
        streamBaseState[kArrayBufferOffset] = 0;
        if (typeof this.#onread === "function")
          Reflect.apply(this.#onread, this, [code > 0 ? bytes.buffer : undefined]);
      });
    }
  }
  natives(context).add({
    name: "fs.FileHandle",
    mode: "transfer",
    owns: (value) => value instanceof FileHandle,
    take(value) {
      const fd = (value as FileHandle).releaseFD();
      context.sys.claim(fd, false);
      return fd;
    },
    make(fd) {
      context.sys.claim(fd as number, true);
      return new FileHandle(fd as number);
    },
  });
  return FileHandle;
}
