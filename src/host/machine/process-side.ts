import { aidedChannel } from "./aids.ts";
import { ProcessEnded } from "./process-ended.ts";
import { ERRNO, type ErrnoName } from "./errno.ts";
import { datagramCalls } from "./process-side-datagrams.ts";
import { ThreadSide } from "./process-side-threads.ts";
import { eventCounter, requestChannel, type RequestChannel } from "./request-channel.ts";
import {
  SyscallError,
  type ExitStatus,
  type ProcessImage,
  type ProcessStart,
  type SocketAddress,
  type SpawnSyncResult,
  type Stat,
  type Syscalls,
  type ThreadCalls,
  type TtySize,
  type Undo,
} from "./syscalls.ts";
import type { FromWorker, ToWorker, Value } from "./wire.ts";

// Taken before a program's globals are laid over the worker's.
const { queueMicrotask, setTimeout } = globalThis;

/** The worker's own end of its messages. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  addEventListener(type: "unhandledrejection", listener: (event: PromiseRejectionEvent) => void): void;
}

/**
 * Makes this worker a process of the machine, as soon as the kernel says so. The worker script calls it once, with the
 * program that it holds.
 */
export function runImage(image: ProcessImage): void {
  const scope = globalThis as unknown as WorkerScope;
  const post = scope.postMessage.bind(scope);
  let block: SharedArrayBuffer | null = null;
  let events: Events = new Map();
  let taken: (() => void) | null = null;
  let threads: ThreadSide | null = null;
  const reset = (): void => {
    if (image.reset) image.reset((clean) => post(clean ? "clean" : "dirty"));
    else post("dirty");
  };
  // First of all listeners: a program that was left is nobody's error.
  const leaving = (event: Event, reason: unknown): void => {
    if (!ProcessEnded.is(reason)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  scope.addEventListener("error", (event) => leaving(event, event.error));
  scope.addEventListener("unhandledrejection", (event) => leaving(event, event.reason));
  scope.addEventListener("message", ({ data }) => {
    if (data.type === "prepare") {
      block = data.block;
      taken = eventCounter(block);
      image.prepare(data.library);
      post("ready");
    } else if (data.type === "start") {
      if (!block) throw new Error("started before it was prepared");
      // Nothing of an earlier process is used again.
      events = new Map();
      const channel = requestChannel(block, () => post(0), data.reusable);
      const start = JSON.parse(data.start) as ProcessStart;
      if (data.tells) post("started");
      const aided = aidedChannel(channel, block, data);
      const used = data.reusable ? endable(aided, events, reset) : aided;
      const { expect, sys } = syscalls(used, events, start);
      threads = new ThreadSide({ call: used.call, expect, send: post });
      image.start({ ...sys, ...threads.calls }, start);
    } else if (data.type === "attachment") threads?.attach(data.key, data.value);
    else {
      taken?.();
      events.get(data.id)?.(data.values);
    }
  });
}

/** A process's own use of the channel, which ends with it. `reset` follows once its exit has left the program. */
function endable(channel: RequestChannel, events: Events, reset: () => void): RequestChannel {
  let ended = false;
  return {
    call(name, args, into) {
      if (ended) throw new ProcessEnded();
      return channel.call(name, args, into);
    },
    end(name, args) {
      if (ended) throw new ProcessEnded();
      if (name === "exit") {
        ended = true;
        events.clear();
        setTimeout(reset, 0);
      }
      return channel.end(name, args);
    },
  };
}

type Events = Map<number, (values: readonly Value[]) => void>;

function syscalls(
  channel: RequestChannel,
  events: Events,
  start: ProcessStart,
): {
  expect: (listener: (values: readonly Value[]) => void) => number;
  sys: Omit<Syscalls, keyof ThreadCalls>;
} {
  const { call } = channel;
  const done = (name: Parameters<typeof call>[0], ...args: Value[]): void => {
    call(name, args);
  };
  const number = (value: Value): number => value as number;
  let lastId = 0;

  /** Registers for an event before the call that causes it. Returns its id. */
  const expect = (listener: (values: readonly Value[]) => void): number => {
    events.set(++lastId, listener);
    return lastId;
  };
  /** For calls that go on: the kernel sends events with this id until it is cancelled. */
  const subscribe = (listener: (values: readonly Value[]) => void, begin: (id: number) => void): Undo => {
    const id = expect(listener);
    try {
      begin(id);
    } catch (error) {
      events.delete(id);
      throw error;
    }
    return () => {
      if (events.delete(id)) done("cancel", id);
    };
  };
  const write = (fd: number, bytes: Uint8Array, position: number | null): number => {
    // In pieces that fit the block: each is one call, and each may wait.
    let at = 0;
    do {
      const piece = bytes.subarray(at, at + WRITE_PIECE);
      at += number(call("write", [fd, piece, position === null ? null : position + at]));
    } while (at < bytes.length);
    return at;
  };
  const errorOf = (value: Value): SyscallError | null =>
    typeof value === "string" ? new SyscallError(value, -ERRNO[value as ErrnoName]) : null;

  const sys: Omit<Syscalls, keyof ThreadCalls> = {
    pid: start.pid,
    ppid: start.ppid,
    open: (path, flags, mode) => number(call("open", [path, flags, mode])),
    access: (path, mode) => done("access", path, mode),
    stat: (path) => statOf(call("stat", [path])),
    lstat: (path) => statOf(call("lstat", [path])),
    readdir(path) {
      const flat = call("readdir", [path]) as (string | number)[];
      const entries: { name: string; type: number }[] = [];
      for (let i = 0; i < flat.length; i += 2)
        entries.push({ name: flat[i] as string, type: flat[i + 1] as number });
      return entries;
    },
    mkdir: (path, mode) => done("mkdir", path, mode),
    rmdir: (path) => done("rmdir", path),
    unlink: (path) => done("unlink", path),
    rename: (from, to) => done("rename", from, to),
    link: (existing, path) => done("link", existing, path),
    symlink: (target, path) => done("symlink", target, path),
    readlink: (path) => call("readlink", [path]) as string,
    realpath: (path) => call("realpath", [path]) as string,
    chmod: (path, mode) => done("chmod", path, mode),
    chown: (path, uid, gid, follow) => done("chown", path, uid, gid, follow),
    utimes: (path, atime, mtime, follow) => done("utimes", path, atime, mtime, follow),
    truncate: (path, length) => done("truncate", path, length),
    readFile: (path) => call("readFile", [path]) as Uint8Array,
    writeFile(path, content, flags, mode) {
      if (content.length <= WRITE_PIECE) return done("writeFile", path, content, flags, mode);
      // One call would have to be put together from pieces first.
      const fd = number(call("open", [path, flags, mode]));
      try {
        write(fd, content, null);
      } finally {
        done("close", fd);
      }
    },
    watch: (path, recursive, listener) =>
      subscribe(
        ([event, name]) => listener(event as "rename" | "change", name as string),
        (id) => done("watch", path, recursive, id),
      ),
    close: (fd) => done("close", fd),
    unwritten: (fd) => number(call("unwritten", [fd])),
    claim: (fd, own) => done("claim", fd, own),
    dup: (fd, atLeast) => number(call("dup", [fd, atLeast ?? 0])),
    kind: (fd) => call("kind", [fd]) as ReturnType<Syscalls["kind"]>,
    fstat: (fd) => statOf(call("fstat", [fd])),
    ftruncate: (fd, length) => done("ftruncate", fd, length),
    fchmod: (fd, mode) => done("fchmod", fd, mode),
    fchown: (fd, uid, gid) => done("fchown", fd, uid, gid),
    futimes: (fd, atime, mtime) => done("futimes", fd, atime, mtime),
    read: (fd, length, position) => call("read", [fd, length, position]) as Uint8Array,
    readInto: (fd, target, position) => number(call("read", [fd, target.length, position], target)),
    write,
    readAsync(fd, length, listener) {
      const id = expect(([error, bytes, passed]) => {
        events.delete(id);
        listener(
          errorOf(error),
          (bytes as Uint8Array | undefined) ?? new Uint8Array(0),
          descriptorOf(passed),
        );
      });
      const soon = (error: SyscallError | null, bytes: Uint8Array, passed: number | null = null): void => {
        events.delete(id);
        queueMicrotask(() => listener(error, bytes, passed));
      };
      try {
        const now = call("readAsync", [fd, length, id]);
        if (now instanceof Uint8Array) soon(null, now);
        else if (Array.isArray(now)) soon(null, now[0] as Uint8Array, descriptorOf(now[1] as Value));
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        soon(error, new Uint8Array(0));
      }
      return () => {
        // What the kernel has already taken for us must not be lost: then the listener still hears of it.
        if (events.has(id) && call("cancel", [id]) === true) events.delete(id);
      };
    },
    writeAsync(fd, bytes, listener, passed) {
      const id = expect(([error]) => {
        events.delete(id);
        listener(errorOf(error));
      });
      let taken: boolean;
      try {
        taken = call(
          "writeAsync",
          passed === undefined ? [fd, bytes, id] : [fd, bytes, id, passed],
        ) as boolean;
      } catch (error) {
        events.delete(id);
        if (!(error instanceof SyscallError)) throw error;
        listener(error);
        return () => undefined;
      }
      if (taken) {
        events.delete(id);
        listener(null);
      }
      return () => {
        if (events.delete(id)) done("cancel", id);
      };
    },
    reset: (fd) => done("reset", fd),
    shutdown: (fd) => done("shutdown", fd),
    pipe: () => call("pipe", []) as [number, number],
    socketpair: () => call("socketpair", []) as [number, number],
    ttySize: (fd) => sizeOf(call("ttySize", [fd])),
    setTtyMode: (fd, mode) => done("setTtyMode", fd, mode),
    onTtyResize: (fd, listener) =>
      subscribe(
        (values) => listener(sizeOf(values)),
        (id) => done("onTtyResize", fd, id),
      ),
    setForeground: (fd, group) => done("setForeground", fd, group),
    bind: (address) => number(call("bind", placeOf(address))),
    listen: (fd, onConnection) =>
      subscribe(
        ([connection]) => onConnection(connection as number),
        (id) => done("listen", fd, id),
      ),
    connect(address, from) {
      const place = placeOf(address).slice(0, 2);
      return number(call("connect", from && place.length === 2 ? [...place, from.host, from.port] : place));
    },
    names(fd) {
      const [host, port, toHost, toPort] = call("names", [fd]) as [string, number, string?, number?];
      return {
        local: { host, port },
        remote: toHost === undefined || toPort === undefined ? null : { host: toHost, port: toPort },
      };
    },
    ...datagramCalls({ call, expect, errorOf, forget: (id) => void events.delete(id) }),
    cwd: () => call("cwd", []) as string,
    chdir: (path) => done("chdir", path),
    umask: (mask) => number(call("umask", [mask])),
    spawn(request, onExit) {
      const id = expect(([code, signal]) => {
        events.delete(id);
        onExit({ code: code as number | null, signal: signal as string | null });
      });
      try {
        return number(call("spawn", [JSON.stringify(request), id]));
      } catch (error) {
        events.delete(id);
        throw error;
      }
    },
    spawnSync(request) {
      const inputs = request.stdio.map((entry) => (typeof entry === "object" ? entry.input : undefined));
      const stdio = request.stdio.map((entry) => (typeof entry === "object" ? "pipe" : entry));
      // JSON has no Infinity.
      const maxBuffer = Math.min(request.maxBuffer, Number.MAX_SAFE_INTEGER);
      const reply = call("spawnSync", [JSON.stringify({ ...request, stdio, maxBuffer }), inputs]);
      const [pid, code, signal, error, output] = reply as [
        number,
        number?,
        string?,
        string?,
        (Uint8Array | undefined)[]?,
      ];
      const result: SpawnSyncResult = {
        pid,
        ...statusOf(code, signal),
        error: error ?? null,
        output: (output ?? []).map((bytes) => bytes ?? null),
      };
      return result;
    },
    exec(request) {
      return channel.end("exec", [JSON.stringify(request)]);
    },
    kill: (pid, signal) => done("kill", pid, signal),
    onSignal: (signal, listener) => subscribe(listener, (id) => done("listenSignal", signal, id)),
    setGroup: (pid, group) => done("setGroup", pid, group),
    exit: (code) => channel.end("exit", [code]),
    abort: (signal) => channel.end("abort", [signal]),
  };
  return { expect, sys };
}

/** The arguments of `bind` and `connect`. */
function placeOf(address: SocketAddress | { readonly path: string }): Value[] {
  if ("path" in address) return [address.path];
  return [address.host, address.port, address.onlyIpv6 === true, address.reusesPort === true];
}

const descriptorOf = (value: Value): number | null => (typeof value === "number" ? value : null);

/** Longer writes go in pieces. */
const WRITE_PIECE = 2 ** 18 - 256;

const statusOf = (code: number | undefined, signal: string | undefined): ExitStatus => ({
  code: code ?? null,
  signal: signal ?? null,
});

function sizeOf(value: Value | readonly Value[]): TtySize {
  const [cols, rows] = value as [number, number];
  return { cols, rows };
}

function statOf(value: Value): Stat {
  const at = (index: number): number => (value as readonly number[])[index] ?? 0;
  return {
    dev: at(0),
    ino: at(1),
    mode: at(2),
    nlink: at(3),
    uid: at(4),
    gid: at(5),
    rdev: at(6),
    size: at(7),
    blksize: at(8),
    blocks: at(9),
    atimeMs: at(10),
    mtimeMs: at(11),
    ctimeMs: at(12),
    birthtimeMs: at(13),
  };
}
