import { Description } from "./description.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { failure } from "./errno.ts";
import { FileAccess } from "./file-access.ts";
import { O_RDONLY, O_WRONLY, S_IFIFO } from "./flags.ts";
import { makePipe, makeSocketPair, streamStat } from "./pipe.ts";
import { SyscallError, type ProcessStart, type Stat, type Syscalls } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";

export interface LocalOptions {
  readonly vfs: Vfs;
  /** Default `/`. Made when missing. */
  readonly cwd?: string;
  /** All of stdin; default empty. */
  readonly stdin?: Uint8Array;
  readonly stdout?: (bytes: Uint8Array) => void;
  readonly stderr?: (bytes: Uint8Array) => void;
  readonly pid?: number;
  readonly start?: Pick<ProcessStart, "file" | "args">;
  readonly maxDescriptors?: number;
}

/** Thrown by `exit` and `abort` of a local process, since they never return. */
export class LocalExit extends Error {
  override readonly name = "LocalExit";
  readonly code: number | null;
  readonly signal: number | null;
  constructor(code: number | null, signal: number | null) {
    super(signal === null ? `exit ${code}` : `signal ${signal}`);
    this.code = code;
    this.signal = signal;
  }
}

/**
 * System calls of one process that lives in the caller's own thread, straight on a file system: no kernel, no other
 * process. Files and descriptors are complete; stdin is what was given; `spawn`, sockets and terminals answer ENOSYS.
 */
export function localSyscalls(options: LocalOptions): Syscalls {
  const { vfs, pid = 1 } = options;
  const descriptors = new DescriptorTable(options.maxDescriptors ?? 4096);
  const access = new FileAccess(
    vfs,
    descriptors,
    {
      pid,
      executable: options.start?.file ?? "/usr/bin/node",
      args: options.start?.args ?? [],
      terminal: () => null,
    },
    vfs.makePath(options.cwd ?? "/"),
  );
  const ignore = (): void => {};
  descriptors.add(new GivenInput(options.stdin ?? new Uint8Array(0), vfs.now()));
  descriptors.add(new CalledOutput(options.stdout ?? ignore, vfs.now()));
  descriptors.add(new CalledOutput(options.stderr ?? ignore, vfs.now()));

  const read = (fd: number, length: number, position: number | null): Uint8Array => {
    const bytes = descriptors.get(fd).read(length, position);
    if (!bytes) throw failure("EAGAIN");
    return bytes;
  };
  const notHere = (): never => {
    throw failure("ENOSYS");
  };
  const noTerminal = (fd: number): never => {
    descriptors.get(fd);
    throw failure("ENOTTY");
  };
  return {
    ...fileCalls(access),
    writeFile: (path, content, flags, mode) => access.writeFile(path, content.slice(), flags, mode),
    pid,
    ppid: 0,
    read,
    readInto(fd, target, position) {
      const bytes = read(fd, target.length, position);
      target.set(bytes);
      return bytes.length;
    },
    write: (fd, bytes, position) => descriptors.get(fd).write(bytes, position),
    readAsync(fd, length, done) {
      let active = true;
      queueMicrotask(() => {
        if (!active) return;
        try {
          done(null, read(fd, length, null), null);
        } catch (error) {
          if (!(error instanceof SyscallError)) throw error;
          done(error, new Uint8Array(0), null);
        }
      });
      return () => {
        active = false;
      };
    },
    writeAsync(fd, bytes, done) {
      let error: SyscallError | null = null;
      try {
        if (descriptors.get(fd).write(bytes, null) < bytes.length) error = failure("EAGAIN");
      } catch (thrown) {
        if (!(thrown instanceof SyscallError)) throw thrown;
        error = thrown;
      }
      done(error);
      return ignore;
    },
    reset: (fd) => descriptors.get(fd).reset(),
    shutdown: (fd) => descriptors.get(fd).shutdown(),
    pipe(): [number, number] {
      const [reader, writer] = makePipe(vfs.now());
      return [descriptors.add(reader), descriptors.add(writer)];
    },
    socketpair(): [number, number] {
      const [one, other] = makeSocketPair(vfs.now());
      return [descriptors.add(one), descriptors.add(other)];
    },
    ttySize: noTerminal,
    setTtyMode: noTerminal,
    onTtyResize: noTerminal,
    setForeground: noTerminal,
    bind: notHere,
    listen: notHere,
    connect: notHere,
    names: notHere,
    datagramSocket: notHere,
    bindDatagrams: notHere,
    connectDatagrams: notHere,
    sendDatagram: notHere,
    receiveDatagrams: notHere,
    datagramOption: notHere,
    datagramGroup: notHere,
    spawn: notHere,
    spawnSync: notHere,
    exec: notHere,
    kill(target, signal) {
      if (target !== pid) throw failure("ESRCH");
      if (signal !== 0) throw new LocalExit(null, signal);
    },
    onSignal: () => ignore,
    setGroup: notHere,
    newThread: notHere,
    startThread: notHere,
    stopThread: notHere,
    portPair: notHere,
    joinChannel: notHere,
    postMessage: notHere,
    receiveMessage: notHere,
    closePort: notHere,
    onMessages: notHere,
    shareEnvironment: notHere,
    readVariable: notHere,
    writeVariable: notHere,
    variableNames: notHere,
    exit(code) {
      throw new LocalExit(code, null);
    },
    abort(signal) {
      throw new LocalExit(null, signal);
    },
  };
}

/** The calls of `access` as plain functions. */
function fileCalls(access: FileAccess) {
  return {
    open: access.open.bind(access),
    access: access.access.bind(access),
    stat: access.stat.bind(access),
    lstat: access.lstat.bind(access),
    readdir: access.readdir.bind(access),
    mkdir: access.mkdir.bind(access),
    rmdir: access.rmdir.bind(access),
    unlink: access.unlink.bind(access),
    rename: access.rename.bind(access),
    link: access.link.bind(access),
    symlink: access.symlink.bind(access),
    readlink: access.readlink.bind(access),
    realpath: access.realpath.bind(access),
    chmod: access.chmod.bind(access),
    chown: access.chown.bind(access),
    utimes: access.utimes.bind(access),
    truncate: access.truncate.bind(access),
    readFile: access.readFile.bind(access),
    watch: access.watch.bind(access),
    close: access.close.bind(access),
    claim: () => undefined,
    unwritten: () => 0,
    dup: access.dup.bind(access),
    kind: access.kind.bind(access),
    fstat: access.fstat.bind(access),
    ftruncate: access.ftruncate.bind(access),
    fchmod: access.fchmod.bind(access),
    fchown: access.fchown.bind(access),
    futimes: access.futimes.bind(access),
    cwd: access.cwd.bind(access),
    chdir: access.chdir.bind(access),
    umask: access.umask.bind(access),
  };
}

class GivenInput extends Description {
  readonly kind = "pipe";
  #rest: Uint8Array;
  readonly #now: number;
  constructor(bytes: Uint8Array, now: number) {
    super(O_RDONLY);
    this.#rest = bytes;
    this.#now = now;
  }
  stat(): Stat {
    return streamStat(S_IFIFO | 0o600, this.#now);
  }
  read(length: number, position: number | null): Uint8Array {
    if (position !== null) throw failure("ESPIPE");
    const bytes = this.#rest.slice(0, length);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }
  write(): never {
    throw failure("EBADF");
  }
}

class CalledOutput extends Description {
  readonly kind = "pipe";
  readonly #output: (bytes: Uint8Array) => void;
  readonly #now: number;
  constructor(output: (bytes: Uint8Array) => void, now: number) {
    super(O_WRONLY);
    this.#output = output;
    this.#now = now;
  }
  stat(): Stat {
    return streamStat(S_IFIFO | 0o600, this.#now);
  }
  read(): never {
    throw failure("EBADF");
  }
  write(bytes: Uint8Array, position: number | null): number {
    if (position !== null) throw failure("ESPIPE");
    this.#output(bytes.slice());
    return bytes.length;
  }
}
