import { failure } from "./errno.ts";
import { O_APPEND, readable, writable } from "./flags.ts";
import { statOf, type DeviceInode, type DirInode, type FileInode, type Inode } from "./inode.ts";
import type { DescriptorKind, Stat, Undo } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";

/**
 * An open file description (open(2)): what descriptors, also those of several processes, refer to. It ends when the last
 * of them is closed. No method blocks: what cannot be done now says so, and `whenReady` tells when to try again.
 */
export abstract class Description {
  abstract readonly kind: DescriptorKind;
  flags: number;
  #holders = 0;

  constructor(flags: number) {
    this.flags = flags;
  }

  hold(): this {
    this.#holders++;
    return this;
  }

  drop(): void {
    if (--this.#holders === 0) this.ended();
  }

  /** Whether more than one descriptor refers to it. */
  get isShared(): boolean {
    return this.#holders > 1;
  }

  abstract stat(): Stat;
  /** The file system object behind it, if any. */
  readonly inode: Inode | null = null;
  /** A copy of what is there, empty at the end; null when there is nothing yet. */
  abstract read(length: number, position: number | null): Uint8Array | null;
  /** How many bytes were taken; fewer than given when there is no room now. */
  abstract write(bytes: Uint8Array, position: number | null): number;
  /** Calls back once, when it may be worth trying again. */
  whenReady(_direction: "read" | "write", _wake: () => void): Undo {
    throw new Error(`a ${this.kind} never makes its caller wait`);
  }
  /** Ends the direction out of a socket. @throws ENOTSOCK for what is none. */
  shutdown(): void {
    throw failure("ENOTSOCK");
  }
  /** Breaks a connection. @throws ENOTSOCK for what is none. */
  reset(): void {
    throw failure("ENOTSOCK");
  }
  /** As `write`, and passes a description along with the first byte. @throws EINVAL where that cannot be done. */
  send(_bytes: Uint8Array, _passed: Description): number {
    throw failure("EINVAL");
  }
  /** What was passed along with the bytes that were read last; held for whoever takes it. */
  takePassed(): Description | null {
    return null;
  }
  /** The last descriptor is closed. */
  protected ended(): void {}
}

export class FileDescription extends Description {
  readonly kind = "file";
  #offset = 0;
  readonly #vfs: Vfs;
  override readonly inode: FileInode;

  constructor(vfs: Vfs, inode: FileInode, flags: number) {
    super(flags);
    this.#vfs = vfs;
    this.inode = inode;
    vfs.opened(inode);
  }

  stat(): Stat {
    return statOf(this.inode);
  }

  read(length: number, position: number | null): Uint8Array {
    return this.look(length, position).slice();
  }

  /** As `read`, but a window onto the bytes that is good only until the next write. */
  look(length: number, position: number | null): Uint8Array {
    if (!readable(this.flags)) throw failure("EBADF");
    const from = position ?? this.#offset;
    const bytes = this.inode.content.view(from, from + length);
    if (position === null) this.#offset += bytes.length;
    this.#vfs.accessed(this.inode);
    return bytes;
  }

  write(bytes: Uint8Array, position: number | null): number {
    if (!writable(this.flags)) throw failure("EBADF");
    // On Linux O_APPEND wins over a position, even in pwrite(2).
    const at = this.flags & O_APPEND ? this.inode.content.length : (position ?? this.#offset);
    this.#vfs.write(this.inode, bytes, at);
    if (position === null) this.#offset = at + bytes.length;
    return bytes.length;
  }

  protected override ended(): void {
    this.#vfs.closed(this.inode);
  }
}

export class DirectoryDescription extends Description {
  readonly kind = "dir";
  override readonly inode: DirInode;

  constructor(inode: DirInode, flags: number) {
    super(flags);
    this.inode = inode;
  }

  stat(): Stat {
    return statOf(this.inode);
  }

  read(): never {
    throw failure("EISDIR");
  }

  write(): never {
    throw failure("EBADF");
  }
}

/** The most that one call of getRandomValues gives. */
const RANDOM_CHUNK = 65536;

export class DeviceDescription extends Description {
  readonly kind = "device";
  override readonly inode: DeviceInode;

  constructor(inode: DeviceInode, flags: number) {
    super(flags);
    this.inode = inode;
  }

  stat(): Stat {
    return statOf(this.inode);
  }

  read(length: number): Uint8Array {
    if (!readable(this.flags)) throw failure("EBADF");
    if (this.inode.device === "null") return new Uint8Array(0);
    const bytes = new Uint8Array(Math.min(length, 2 ** 25));
    if (this.inode.device === "random" || this.inode.device === "urandom") {
      for (let at = 0; at < bytes.length; at += RANDOM_CHUNK) {
        crypto.getRandomValues(bytes.subarray(at, at + RANDOM_CHUNK));
      }
    }
    return bytes;
  }

  write(bytes: Uint8Array): number {
    if (!writable(this.flags)) throw failure("EBADF");
    if (this.inode.device === "full") throw failure("ENOSPC");
    return bytes.length;
  }
}
