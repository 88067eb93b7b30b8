import type { BindingContext } from "../../binding.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
import { bytesOf, concat, values, type Path } from "../values.ts";
import { streamBase } from "../stream-base.ts";
import { checkDescriptor } from "./checks.ts";
import { FileFailure, needsToOpen, operations, type Needs } from "./operation.ts";

/** How much is read at once where the size is not known. */
const chunk = 65_536;

/** A descriptor was allowed when it was opened. */
const NOTHING: Needs = [];

/** Where a read or write happens; null is the file's own offset, which the library writes as -1 or null. */
function positionOf(position: unknown): number | null {
  const at = typeof position === "bigint" ? Number(position) : position;
  // Nothing lies beyond the largest whole number, and no file reaches it.
  return typeof at === "number" && at >= 0 ? Math.min(at, Number.MAX_SAFE_INTEGER) : null;
}

/** The operations on the content of open files. */
export function dataOperations(context: BindingContext) {
  const { define } = operations(context);
  const convert = values(context);
  const { path: text } = convert;
  const { leaveInput } = streamBase(context);
  /** Descriptors known to be files, so that reading them asks for their kind only once. */
  const files = new Set<number>();

  /** Whether reading or writing may have to wait for another process. */
  function blocks(fd: number): boolean {
    if (files.has(fd)) return false;
    const kind = context.sys.kind(fd);
    if (kind === "pipe" || kind === "tty" || kind === "socket" || kind === "datagram") return true;
    files.add(fd);
    return false;
  }

  function read(fd: number, target: Uint8Array, position: number | null): number {
    leaveInput(fd);
    return context.sys.readInto(fd, target, position);
  }

  function write(fd: number, bytes: Uint8Array, position: number | null): number {
    return context.sys.write(fd, bytes, position);
  }

  /** Reads without blocking the process; false when there is no need or the descriptor is bad (`run` reports that). */
  function readLater(
    fd: number,
    target: Uint8Array,
    done: (error: unknown, count?: number) => void,
  ): boolean {
    try {
      if (!blocks(fd)) return false;
    } catch {
      return false; // the synchronous form fails with the right error
    }
    const release = context.loop.ref();
    context.sys.readAsync(fd, target.length, (error, bytes) => {
      if (!error) target.set(bytes);
      done(error, error ? undefined : bytes.length);
      release();
    });
    return true;
  }

  function writeLater(
    fd: number,
    bytes: Uint8Array,
    done: (error: unknown, count?: number) => void,
  ): boolean {
    try {
      if (!blocks(fd) || fd <= 2) return false;
    } catch {
      return false; // the synchronous form fails with the right error
    }
    const release = context.loop.ref();
    context.sys.writeAsync(fd, bytes, (error) => {
      done(error, error ? undefined : bytes.length);
      release();
    });
    return true;
  }

  function close(fd: number): void {
    files.delete(fd);
    context.sys.close(fd);
  }

  /** A file's whole content from the descriptor's offset on. */
  function readToEnd(fd: number): Uint8Array {
    leaveInput(fd);
    const parts: Uint8Array[] = [];
    for (;;) {
      const part = context.sys.read(fd, chunk, null);
      if (part.length === 0) return concat(parts);
      parts.push(part);
    }
  }

  /** Runs the step and names the system call in what it throws. */
  function step<R>(syscall: string, path: string | undefined, run: () => R): R {
    try {
      return run();
    } catch (error) {
      if (error instanceof SyscallError) throw new FileFailure(error.code, syscall, path);
      throw error;
    }
  }

  /** One call for the usual case; a directory opens, and fails only when it is read. */
  function readWhole(path: string, flags: number): Uint8Array {
    if (flags === 0) {
      try {
        return context.sys.readFile(path);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        if (error.code === "EISDIR") throw new FileFailure("EISDIR", "read");
        // A pipe or a terminal, which may have to wait: those are read through a descriptor.
        if (error.code !== "EAGAIN") throw new FileFailure(error.code, "open", path);
      }
    }
    const fd = step("open", path, () => context.sys.open(path, flags, 0o666));
    try {
      return readToEnd(fd);
    } finally {
      context.sys.close(fd);
    }
  }

  function writeAll(fd: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;)
      at += context.sys.write(fd, at === 0 ? bytes : bytes.subarray(at), null);
  }

  function writeWhole(path: string, bytes: Uint8Array, flags: number, mode: number): void {
    try {
      return context.sys.writeFile(path, bytes, flags, mode);
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      // What has to wait, and a failure of which only another try tells where it happens.
      if (error.code !== "EAGAIN" && error.code !== "ENOSPC") throw new FileFailure(error.code, "open", path);
    }
    const fd = step("open", path, () => context.sys.open(path, flags, mode));
    try {
      step("write", undefined, () => writeAll(fd, bytes));
    } finally {
      context.sys.close(fd);
    }
  }

  const view = (buffer: ArrayBufferView, offset: number, length: number) =>
    bytesOf(buffer).subarray(offset, offset + length);

  const binding = {
    open: define({
      syscall: "open",
      needs: (_path: Path, flags: number) => needsToOpen(flags),
      request: 3,
      path: 0,
      run: (path: Path, flags: number, mode: number) => context.sys.open(text(path), flags, mode),
    }),
    close: define({ syscall: "close", request: 1, check: checkDescriptor, run: close }),
    read: define({
      syscall: "read",
      request: 5,
      check: checkDescriptor,
      run: (fd: number, buffer: ArrayBufferView, offset: number, length: number, position: unknown) =>
        read(fd, view(buffer, offset, length), positionOf(position)),
      wait: ([fd, buffer, offset, length], done) => readLater(fd, view(buffer, offset, length), done),
    }),
    readBuffers: define({
      syscall: "read",
      request: 3,
      check: checkDescriptor,
      run: (fd: number, buffers: readonly ArrayBufferView[], position: unknown) => {
        if (buffers.length === 0) throw new SyscallError("EINVAL", -22);
        let at = positionOf(position);
        let total = 0;
        for (const buffer of buffers) {
          const count = read(fd, bytesOf(buffer), at);
          total += count;
          if (at !== null) at += count;
          if (count < buffer.byteLength) break;
        }
        return total;
      },
    }),
    writeBuffer: define({
      syscall: "write",
      request: 5,
      check: checkDescriptor,
      run: (fd: number, buffer: ArrayBufferView, offset: number, length: number, position: unknown) =>
        write(fd, view(buffer, offset, length), positionOf(position)),
      wait: ([fd, buffer, offset, length], done) => writeLater(fd, view(buffer, offset, length), done),
    }),
    writeBuffers: define({
      syscall: "write",
      request: 3,
      check: checkDescriptor,
      run: (fd: number, buffers: readonly ArrayBufferView[], position: unknown) =>
        write(fd, concat(buffers.map(bytesOf)), positionOf(position)),
      wait: ([fd, buffers], done) => writeLater(fd, concat(buffers.map(bytesOf)), done),
    }),
    writeString: define({
      syscall: "write",
      request: 4,
      check: checkDescriptor,
      run: (fd: number, content: string, position: unknown, encoding: unknown) =>
        write(fd, convert.encode(content, encoding), positionOf(position)),
      wait: ([fd, content, , encoding], done) => writeLater(fd, convert.encode(content, encoding), done),
    }),
    readFileUtf8: define({
      syscall: "read",
      needs: (target: Path | number, flags: number) =>
        typeof target === "number" ? NOTHING : needsToOpen(flags),
      request: 2,
      run: (target: Path | number, flags: number) =>
        convert.utf8(typeof target === "number" ? readToEnd(target) : readWhole(text(target), flags)),
    }),
    /** For `readFileSync` (see build/patches.ts). Undefined where it has to go step by step, or fails. */
    readFileBuffer(path: string): Uint8Array | undefined {
      if (context.permissions) return undefined;
      try {
        const bytes = context.sys.readFile(path);
        return bytes.length === 0 ? undefined : convert.allocated(bytes);
      } catch (error) {
        if (error instanceof SyscallError) return undefined;
        throw error;
      }
    },
    writeFileUtf8: define({
      syscall: "write",
      needs: (target: Path | number, _content: string, flags: number) =>
        typeof target === "number" ? NOTHING : needsToOpen(flags),
      request: 4,
      run: (target: Path | number, content: string, flags: number, mode: number) => {
        const bytes = convert.encode(content);
        if (typeof target === "number") writeAll(target, bytes);
        else writeWhole(text(target), bytes, flags, mode);
      },
    }),
    ftruncate: define({
      syscall: "ftruncate",
      request: 2,
      check: checkDescriptor,
      run: (fd: number, length: number) => context.sys.ftruncate(fd, length),
    }),
    // Everything is in memory: there is nothing to wait for, only a descriptor to check.
    fsync: define({
      syscall: "fsync",
      request: 1,
      check: checkDescriptor,
      run: (fd: number) => void context.sys.fstat(fd),
    }),
    fdatasync: define({
      syscall: "fdatasync",
      request: 1,
      check: checkDescriptor,
      run: (fd: number) => void context.sys.fstat(fd),
    }),
  };
  return { binding, close };
}
