/**
 * The boundary between a process (code in a worker) and the kernel (the machine it runs on). It follows Linux: paths
 * are POSIX, errors are errno names, descriptors are small integers that children inherit.
 *
 * Every call is synchronous for the process, as a system call is, except those that take a callback. File data that
 * comes back is a fresh copy that the process may keep.
 */

/** Thrown by every call that fails. `code` is the errno's name, `errno` its negative number as libuv has it. */
export class SyscallError extends Error {
  override readonly name = "SyscallError";
  readonly code: string;
  readonly errno: number;
  constructor(code: string, errno: number) {
    super(code);
    this.code = code;
    this.errno = errno;
  }
}

/** As `struct stat`. `mode` holds type and permission bits. Times are milliseconds since the epoch, with fractions. */
export interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly size: number;
  readonly blksize: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;
}

/** `type` is one of libuv's UV_DIRENT_*: 1 file, 2 directory, 3 link, 4 fifo, 5 socket, 6 character device. */
export interface DirectoryEntry {
  readonly name: string;
  readonly type: number;
}

export type DescriptorKind = "file" | "dir" | "pipe" | "tty" | "device" | "socket" | "datagram";

/** What a child's descriptor `i` is: a descriptor of the parent, or nothing (/dev/null). */
export type ChildStdio = number | "null";

export interface SpawnRequest {
  /** A path, or a name that is looked up in `env.PATH`. */
  readonly file: string;
  /** argv, with argv[0]. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdio: readonly ChildStdio[];
  /** A process group of its own, as after setsid/setpgid. */
  readonly detached?: boolean;
}

/** How a process ended: by `exit(code)`, or by a signal (its name, for instance `SIGTERM`). */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface SpawnSyncRequest extends Omit<SpawnRequest, "stdio"> {
  /** `pipe` collects what the child writes (or feeds it `input`). */
  readonly stdio: readonly (ChildStdio | { readonly pipe: true; readonly input?: Uint8Array })[];
  /** 0 = none. */
  readonly timeoutMs: number;
  readonly killSignal: number;
  /** Bytes for each collected descriptor; Infinity = none. */
  readonly maxBuffer: number;
}

export interface SpawnSyncResult extends ExitStatus {
  readonly pid: number;
  /** By descriptor; null where nothing was collected. */
  readonly output: readonly (Uint8Array | null)[];
  /** ETIMEDOUT or ENOBUFS where a limit ended the child, else null. */
  readonly error: string | null;
}

export interface TtySize {
  readonly cols: number;
  readonly rows: number;
}

/** `raw`: bytes as typed; `cooked`: lines, echo, erase, and signals for Ctrl-C, Ctrl-\ and Ctrl-Z. */
export type TtyMode = "raw" | "cooked";

export type FileEventListener = (event: "rename" | "change", name: string) => void;

/** Stops what it belongs to. Calling it twice is harmless. */
export type Undo = () => void;

export interface FileCalls {
  open(path: string, flags: number, mode: number): number;
  access(path: string, mode: number): void;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  /** In the order of creation of entries, without `.` and `..`. */
  readdir(path: string): DirectoryEntry[];
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  link(existing: string, path: string): void;
  symlink(target: string, path: string): void;
  readlink(path: string): string;
  realpath(path: string): string;
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number, followLinks: boolean): void;
  /** Milliseconds since the epoch. */
  utimes(path: string, atimeMs: number, mtimeMs: number, followLinks: boolean): void;
  truncate(path: string, length: number): void;
  /** The whole file at once. */
  readFile(path: string): Uint8Array;
  /** Open, write all, close. */
  writeFile(path: string, content: Uint8Array, flags: number, mode: number): void;
  watch(path: string, recursive: boolean, listener: FileEventListener): Undo;
}

export interface DescriptorCalls {
  close(fd: number): void;
  /** From now on it is closed when this thread ends; otherwise only when the process does. What a thread opens is its own. */
  claim(fd: number, own: boolean): void;
  /** Lowest free descriptor at or above `atLeast`, for the same open file. */
  dup(fd: number, atLeast?: number): number;
  kind(fd: number): DescriptorKind;
  fstat(fd: number): Stat;
  ftruncate(fd: number, length: number): void;
  fchmod(fd: number, mode: number): void;
  futimes(fd: number, atimeMs: number, mtimeMs: number): void;
  fchown(fd: number, uid: number, gid: number): void;
  /** `position` null: at the file's own offset. Blocks on pipes and terminals. An empty result is the end. */
  read(fd: number, length: number, position: number | null): Uint8Array;
  /** The same, into `target`. Returns how many bytes came. */
  readInto(fd: number, target: Uint8Array, position: number | null): number;
  /** Blocks while a pipe is full. @throws EPIPE when no reader is left. */
  write(fd: number, bytes: Uint8Array, position: number | null): number;
  /**
   * Waits for input without blocking; `done` is called once, with an empty array at the end. The undo stops waiting; input
   * that was taken before it still comes, so that none is lost. `passed`: a descriptor that came with the bytes.
   */
  readAsync(
    fd: number,
    length: number,
    done: (error: SyscallError | null, bytes: Uint8Array, passed: number | null) => void,
  ): Undo;
  /**
   * Writes all of `bytes` (which the caller leaves alone until then) without blocking: what a full pipe does not take now
   * follows when its reader made room. Writes to one descriptor keep their order. A process that both feeds a child and
   * reads its answer needs it: with `write` both would wait for each other. Over a socket, `passed`, another descriptor,
   * goes along.
   */
  writeAsync(
    fd: number,
    bytes: Uint8Array,
    done: (error: SyscallError | null) => void,
    passed?: number,
  ): Undo;
  /** How many bytes of what this process wrote so are still to be written. */
  unwritten(fd: number): number;
  /** Ends the writing half of a socket after what was written; the other end reads the end, and can still write. */
  shutdown(fd: number): void;
  /** The other end of a connection is told that it broke (RST), rather than that it ended. */
  reset(fd: number): void;
  /** `[read end, write end]`. */
  pipe(): [number, number];
  /** Two ends, each readable and writable. */
  socketpair(): [number, number];
  ttySize(fd: number): TtySize;
  setTtyMode(fd: number, mode: TtyMode): void;
  onTtyResize(fd: number, listener: (size: TtySize) => void): Undo;
  /** The process group that Ctrl-C goes to. */
  setForeground(fd: number, group: number): void;
}

/** An address of the machine's own and a port; for sockets with a path, "" and 0. */
export interface SocketName {
  readonly host: string;
  readonly port: number;
}

/** Where the two ends of a connection are. */
export interface SocketNames {
  readonly local: SocketName;
  readonly remote: SocketName;
}

export interface SocketAddress extends SocketName {
  /** For `::`: takes no connections of IPv4. */
  readonly onlyIpv6?: boolean;
  /** Others may be bound to the same place, if all of them say so (`SO_REUSEPORT`). */
  readonly reusesPort?: boolean;
}

export interface SocketCalls {
  /**
   * A socket bound on the machine's own loopback (port 0 = any), or to a path, at which nobody listens yet; a descriptor
   * that can be passed on. @throws EADDRINUSE, EADDRNOTAVAIL …
   */
  bind(address: SocketAddress | { readonly path: string }): number;
  /** Takes a bound socket's connections, in turn with others that do, also in other processes, until the undo. */
  listen(fd: number, onConnection: (fd: number) => void): Undo;
  /** `from`: where this end is to be. @throws ECONNREFUSED when nobody listens. */
  connect(address: SocketName | { readonly path: string }, from?: SocketName): number;
  /** Where a connection's ends are, or a bound socket (which has no remote end, unless it is connected for datagrams). @throws ENOTSOCK */
  names(fd: number): { local: SocketName; remote: SocketName | null };
}

/** A message that came as one, and where it came from. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly from: SocketName;
}

export interface DatagramAddress extends SocketAddress {
  /** Others may be bound to the same, if they say so, too; who was bound last gets what comes (SO_REUSEADDR). */
  readonly reuseAddress?: boolean;
  /** The same, but senders are spread over all (SO_REUSEPORT). */
  readonly reusePort?: boolean;
}

/** Options of a socket that have a number: 0 or 1, or the bytes that a buffer takes. */
export type DatagramOption = "broadcast" | "loopsGroups" | "receiveBuffer" | "sendBuffer";

/** Sockets for datagrams on the machine's own loopback (udp(7)). What finds no room or nobody is lost. */
export interface DatagramCalls {
  /** A descriptor, bound to nothing yet. */
  datagramSocket(isIpv6: boolean): number;
  /** Port 0 = any. @throws EADDRINUSE, EADDRNOTAVAIL, EINVAL */
  bindDatagrams(fd: number, address: DatagramAddress): void;
  /** Where it sends to, and from whom alone it takes; null = no longer. @throws ENETUNREACH, EACCES, EINVAL */
  connectDatagrams(fd: number, to: SocketName | null): void;
  /**
   * `to`: null for where it is connected to. Never blocks.
   * @throws EDESTADDRREQ, EMSGSIZE, ENETUNREACH beyond this machine, EACCES, EINVAL; ECONNREFUSED when nobody was there before
   */
  sendDatagram(fd: number, bytes: Uint8Array, to: SocketName | null): void;
  /**
   * Datagrams that are there, in their order. If there are none, `later` is called once some came, until the returned undo.
   * @throws ECONNREFUSED when one that was sent found nobody there
   */
  receiveDatagrams(
    fd: number,
    later: (error: SyscallError | null, datagrams: readonly Datagram[]) => void,
  ): readonly Datagram[] | Undo;
  /** Sets an option if there is a value. Returns what it is then. @throws EINVAL */
  datagramOption(fd: number, name: DatagramOption, value?: number): number;
  /** Joins or leaves a group, or only what `source` sends to it. @throws EADDRINUSE, EADDRNOTAVAIL, EINVAL, ENOBUFS … */
  datagramGroup(fd: number, group: string, isMember: boolean, source?: string): void;
}

export interface ProcessCalls {
  readonly pid: number;
  readonly ppid: number;
  cwd(): string;
  chdir(path: string): void;
  umask(mask?: number): number;
  /** @throws ENOENT, EACCES, EAGAIN (too many processes) … */
  spawn(request: SpawnRequest, onExit: (status: ExitStatus) => void): number;
  spawnSync(request: SpawnSyncRequest): SpawnSyncResult;
  /**
   * As execve(2): this process becomes another program, keeping pid, group and terminal, with the descriptors in `stdio`
   * and no others. Returns only by throwing. @throws ENOENT, EACCES …
   */
  exec(request: Omit<SpawnRequest, "detached">): never;
  /** `pid` as for kill(2): negative means a process group. */
  kill(pid: number, signal: number): void;
  /** Without a listener a signal has its default effect. */
  onSignal(signal: number, listener: () => void): Undo;
  setGroup(pid: number, group: number): void;
  /** Never returns: output is flushed and the worker stops, or what runs in it is left by throwing (see `reset`). */
  exit(code: number): never;
  /** Never returns: ends as if killed by this signal. */
  abort(signal: number): never;
}

/** What goes from thread to thread. */
export interface ThreadMessage {
  /** How to read the rest; the kernel looks at none of it. */
  readonly head: string;
  readonly parts: readonly Uint8Array[];
  /** Ports that move to the receiver. */
  readonly ports: readonly number[];
  /** Shared memory, compiled WebAssembly: what is not copied. */
  readonly shared: readonly unknown[];
}

/** Threads of one process: workers with the same descriptors, working directory and pid. */
export interface ThreadCalls {
  /** A thread to be, and this thread's end of the channel to it. @throws EAGAIN */
  newThread(): { id: number; port: number };
  /** `data` is handed to the program in the thread. It ends by `exit` (with that code) or by being stopped (1). */
  startThread(id: number, data: string, leavesFiles: boolean, onExit: (code: number) => void): void;
  stopThread(id: number): void;
  /** Both ends of a channel; they can go to other threads. */
  portPair(): [number, number];
  /** A port whose messages go to all others of that name. */
  joinChannel(name: string): number;
  /** Answers how many get it. @throws EBADF, EINVAL, ENOMEM */
  postMessage(port: number, message: ThreadMessage): number;
  /** The next message, null when there is none, "closed" when the other end is. */
  receiveMessage(port: number): ThreadMessage | "closed" | null;
  closePort(port: number): void;
  /**
   * Tells of ports where messages came, and whether all there is to receive is that the other end is closed. After it was
   * told of one, a listener receives until there are no more.
   */
  onMessages(listener: (port: number, closed: boolean) => void): void;
  /** From now on these calls hold the process's environment variables. */
  shareEnvironment(variables: Readonly<Record<string, string>>): void;
  readVariable(name: string): string | null;
  writeVariable(name: string, value: string | null): void;
  variableNames(): string[];
}

/** What a thread other than the main one starts with. */
export interface ThreadStart {
  readonly id: number;
  /** Its end of the channel to the thread that started it. */
  readonly port: number;
  readonly data: string;
}

export type Syscalls = FileCalls & DescriptorCalls & SocketCalls & DatagramCalls & ProcessCalls & ThreadCalls;

/** What the kernel tells a worker when a process starts in it. */
export interface ProcessStart {
  readonly pid: number;
  readonly ppid: number;
  /** argv with argv[0] as the caller gave it (a multi-call program goes by it); after a `#!` line, the interpreter. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The program file that was executed, for instance `/usr/bin/node`. */
  readonly file: string;
  readonly policy: ProcessPolicy;
  /** Null for the process's main thread. */
  readonly thread: ThreadStart | null;
}

/** What a process may use, and what it sees instead of the outside. */
export interface ProcessPolicy {
  readonly deny: { readonly modules: readonly string[]; readonly globals: readonly string[] };
  readonly frozen: { readonly now: number; readonly seed: number } | null;
}

/**
 * host/node-lib.bin in memory that all workers share, and host/node-lib.json: id -> `[offset, length]`. Texts are UTF-8.
 * The kernel hands it to every worker with its first message.
 */
export interface SharedLibrary {
  readonly bytes: SharedArrayBuffer;
  readonly index: Readonly<Record<string, readonly [number, number]>>;
  /** From this offset on, bytes come later. */
  readonly restFrom: number;
  /** One Int32: how many of them have come, or REST_FAILED. Whoever needs more waits for it to change. */
  readonly restState: SharedArrayBuffer;
}

export const REST_FAILED = -1;

/**
 * A program that a worker can be: `node`, or the shell. The worker script calls `runImage(image)` (process side of the
 * machine) once; the kernel may prepare a worker before it has a process for it.
 */
export interface ProcessImage {
  /** Done once per worker, before any process is known: everything that can be prepared. */
  prepare(library: SharedLibrary): void;
  /** Runs the process. Returns after its synchronous part; the process ends through `sys.exit`. */
  start(sys: Syscalls, process: ProcessStart): void;
  /**
   * Makes the worker ready for another process, after one ended by `exit`: nothing of the last may be seen by the next.
   * Tells `done` false when that cannot be had; then, and without this method, the worker is ended.
   *
   * In a worker that may be used again `exit` cannot hang, so it throws something that is no SyscallError out of the
   * program; so does every later call on that process's Syscalls. It must be let through to the event loop.
   */
  reset?(done: (clean: boolean) => void): void;
}
