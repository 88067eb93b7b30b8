import type { Answer, Arguments } from "./answer.ts";
import { untilReady } from "./answer.ts";
import { DATAGRAM_CALLS } from "./datagram-calls.ts";
import { DatagramSocket } from "./datagram-socket.ts";
import { FileDescription, type Description } from "./description.ts";
import { failure, LimitReached } from "./errno.ts";
import type { Kernel } from "./kernel.ts";
import { Listener } from "./listener.ts";
import { makePipe, makeSocketPair, SocketEnd } from "./pipe.ts";
import type { Process } from "./process.ts";
import { exec, spawn } from "./spawn.ts";
import { spawnSync } from "./spawn-sync.ts";
import { isSignal, signalName } from "./signals.ts";
import { SyscallError } from "./syscalls.ts";
import type { Thread } from "./thread.ts";
import { THREAD_CALLS } from "./threads.ts";
import { TerminalDescription } from "./terminal.ts";
import { statValues, type CallName, type Value } from "./wire.ts";

export interface Call {
  readonly kernel: Kernel;
  readonly process: Process;
  /** Which of its threads calls. */
  readonly thread: Thread;
  readonly args: Arguments;
}

/** The most that one `read` gives, so that no program can make the kernel allocate at will. */
const MAX_READ = 2 ** 26;

/** File events that may wait for a program that does not look at them: more are dropped, as inotify(7) does. */
const MAX_CHANGES = 16_384;
/** The same for changes of the terminal's size. */
const MAX_SIGNALS = 256;

/** What each call does. File data is answered as bytes, everything else as plain values. */
export const CALL_TABLE: Readonly<Record<CallName, (call: Call) => Answer | void>> = {
  open({ process, thread, args }) {
    if (thread.leavesFiles) process.descriptors.owner = null;
    return process.files.open(args.text(0), args.count(1), args.count(2));
  },
  access: ({ process, args }) => process.files.access(args.text(0), args.count(1)),
  stat: ({ process, args }) => statValues(process.files.stat(args.text(0))),
  lstat: ({ process, args }) => statValues(process.files.lstat(args.text(0))),
  readdir: ({ process, args }) =>
    process.files.readdir(args.text(0)).flatMap(({ name, type }) => [name, type]),
  mkdir: ({ process, args }) => process.files.mkdir(args.text(0), args.count(1)),
  rmdir: ({ process, args }) => process.files.rmdir(args.text(0)),
  unlink: ({ process, args }) => process.files.unlink(args.text(0)),
  rename: ({ process, args }) => process.files.rename(args.text(0), args.text(1)),
  link: ({ process, args }) => process.files.link(args.text(0), args.text(1)),
  symlink: ({ process, args }) => process.files.symlink(args.text(0), args.text(1)),
  readlink: ({ process, args }) => process.files.readlink(args.text(0)),
  realpath: ({ process, args }) => process.files.realpath(args.text(0)),
  chmod: ({ process, args }) => process.files.chmod(args.text(0), args.count(1)),
  chown: ({ process, args }) =>
    process.files.chown(args.text(0), args.number(1), args.number(2), args.flag(3)),
  utimes: ({ process, args }) => process.files.utimes(args.text(0), args.time(1), args.time(2), args.flag(3)),
  truncate: ({ process, args }) => process.files.truncate(args.text(0), args.count(1)),
  readFile: ({ process, args }) => process.files.viewFile(args.text(0)),
  writeFile: ({ process, args }) =>
    process.files.writeFile(args.text(0), args.bytes(1), args.count(2), args.count(3)),
  watch({ kernel, process, thread, args }) {
    const id = args.count(2);
    if (process.watches >= kernel.limits.watches)
      throw new LimitReached("ENOSPC", kernel.limits.watches, "watches");
    const listen = (event: string, name: string): void => thread.event(id, [event, name], MAX_CHANGES);
    const stop = process.files.watch(args.text(0), args.flag(1), listen);
    process.watches++;
    thread.addJob(id, () => {
      process.watches--;
      stop();
    });
  },
  close: ({ process, args }) => process.files.close(args.descriptor(0)),
  claim: ({ process, thread, args }) =>
    process.descriptors.claim(args.descriptor(0), args.flag(1) ? thread.descriptors : null),
  dup: ({ process, args }) => process.files.dup(args.descriptor(0), args.count(1)),
  kind: ({ process, args }) => process.files.kind(args.descriptor(0)),
  fstat: ({ process, args }) => statValues(process.files.fstat(args.descriptor(0))),
  ftruncate: ({ process, args }) => process.files.ftruncate(args.descriptor(0), args.count(1)),
  fchmod: ({ process, args }) => process.files.fchmod(args.descriptor(0), args.count(1)),
  fchown: ({ process, args }) => process.files.fchown(args.descriptor(0), args.number(1), args.number(2)),
  futimes: ({ process, args }) => process.files.futimes(args.descriptor(0), args.time(1), args.time(2)),

  read({ process, args }) {
    const description = process.descriptors.get(args.descriptor(0));
    const [length, position] = [Math.min(args.count(1), MAX_READ), args.position(2)];
    // It goes to the worker at once, so a window will do.
    if (description instanceof FileDescription) return description.look(length, position);
    return untilReady(description, "read", () => description.read(length, position));
  },
  write({ process, args }) {
    const description = process.descriptors.get(args.descriptor(0));
    const [bytes, position] = [args.bytes(1), args.position(2)];
    let written = 0;
    // Also nothing can only be written to what is open for writing.
    if (bytes.length === 0) description.write(bytes, position);
    return untilReady(description, "write", () => {
      // What was queued before goes first.
      while (written < bytes.length && !process.writes.isBusy(description)) {
        const at = position === null ? null : position + written;
        const taken = description.write(written === 0 ? bytes : bytes.subarray(written), at);
        if (taken === 0) return null;
        written += taken;
      }
      return written === bytes.length ? written : null;
    });
  },
  readAsync({ process, thread, args }) {
    const description = process.descriptors.get(args.descriptor(0));
    const [length, id] = [Math.min(args.count(1), MAX_READ), args.count(2)];
    const now = description.read(length, null);
    if (now) {
      const passed = received(thread, description);
      return passed === null ? now : [now, passed];
    }
    description.hold();
    const again = (): void => {
      let result: Value[];
      try {
        const bytes = description.read(length, null);
        if (!bytes) {
          stop = description.whenReady("read", again);
          return;
        }
        result = [null, bytes, received(thread, description)];
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        result = [error.code];
      }
      thread.jobs.delete(id);
      description.drop();
      thread.event(id, result);
    };
    let stop = description.whenReady("read", again);
    thread.addJob(id, () => {
      stop();
      description.drop();
    });
  },
  writeAsync({ process, thread, args, kernel }) {
    const description = process.descriptors.get(args.descriptor(0));
    const id = args.count(2);
    const passed = args.raw(3) === undefined ? null : process.descriptors.get(args.descriptor(3));
    const told = (error: SyscallError | null): void => {
      thread.jobs.delete(id);
      if (error?.code === "EPIPE") kernel.signal(process, 13);
      thread.event(id, [error?.code ?? null]);
    };
    const undo = process.writes.write(description, args.bytes(1), told, passed);
    if (undo) thread.addJob(id, undo);
    return undo === null;
  },
  unwritten: ({ process, args }) => process.writes.waiting(process.descriptors.get(args.descriptor(0))),
  /** Whether there was something to cancel; if not, its event is on the way. */
  cancel({ thread, args }) {
    const undo = thread.jobs.get(args.count(0));
    thread.jobs.delete(args.count(0));
    undo?.();
    return undo !== undefined;
  },
  shutdown: ({ process, args }) => process.descriptors.get(args.descriptor(0)).shutdown(),
  reset: ({ process, args }) => process.descriptors.get(args.descriptor(0)).reset(),
  pipe: ({ process, kernel }) => process.descriptors.addBoth(makePipe(kernel.vfs.now())),
  socketpair: ({ process, kernel }) => process.descriptors.addBoth(makeSocketPair(kernel.vfs.now())),

  ttySize(call) {
    const { cols, rows } = terminalOf(call).size;
    return [cols, rows];
  },
  setTtyMode(call) {
    terminalOf(call).setMode(call.args.text(1) === "raw" ? "raw" : "cooked", call.process.pid);
  },
  onTtyResize(call) {
    const id = call.args.count(1);
    const listen = (size: { cols: number; rows: number }): void =>
      call.thread.event(id, [size.cols, size.rows], MAX_SIGNALS);
    call.thread.addJob(id, terminalOf(call).onResize(listen));
  },
  setForeground(call) {
    const { terminal } = call.process;
    const [shown, group] = [terminalOf(call), call.args.count(1)];
    // Much as tcsetpgrp(3): nobody hands Ctrl-C to programs that somebody else runs.
    if (terminal?.terminal !== shown) throw failure("ENOTTY");
    const members = [...call.kernel.processes.values()].filter((process) => process.group === group);
    if (members.some((member) => member.origin !== call.process.origin)) throw failure("EPERM");
    shown.foreground = group;
  },

  bind({ process, kernel, args }) {
    const listener =
      args.raw(1) === undefined
        ? kernel.loopback.bindPath(process.files.view, args.string(0))
        : kernel.loopback.bindPort({
            host: args.text(0),
            port: args.count(1),
            onlyIpv6: args.flag(2),
            reusesPort: args.flag(3),
          });
    return process.descriptors.addNew(listener);
  },
  listen({ process, thread, args }) {
    const listener = process.descriptors.get(args.descriptor(0));
    const id = args.count(1);
    if (!(listener instanceof Listener)) throw failure("EINVAL");
    const undo = listener.take((end) => {
      process.descriptors.owner = thread.descriptors;
      try {
        thread.event(id, [process.descriptors.addNew(end)]);
      } catch (error) {
        // The server has no descriptor left: the connection is refused by closing it.
        if (!(error instanceof SyscallError)) throw error;
      }
    });
    thread.addJob(id, undo);
  },
  connect({ process, kernel, args }) {
    const from = {
      host: args.raw(2) === undefined ? "" : args.text(2),
      port: args.raw(3) === undefined ? 0 : args.count(3),
    };
    const end =
      args.raw(1) === undefined
        ? kernel.loopback.connectPath(process.files.view, args.string(0))
        : kernel.loopback.connectPort(
            { host: args.text(0), port: args.count(1) },
            from.host === "" ? undefined : from,
          );
    return process.descriptors.addNew(end);
  },
  names({ process, args }) {
    const socket = process.descriptors.get(args.descriptor(0));
    if (socket instanceof Listener) return [socket.address.host, socket.address.port];
    if (!(socket instanceof SocketEnd || socket instanceof DatagramSocket)) throw failure("ENOTSOCK");
    const { local, remote } = socket.names;
    return [local.host, local.port, ...(remote ? [remote.host, remote.port] : [])];
  },

  cwd: ({ process }) => process.files.cwd(),
  chdir: ({ process, args }) => process.files.chdir(args.text(0)),
  umask: ({ process, args }) => process.files.umask(args.raw(0) === undefined ? undefined : args.count(0)),
  spawn,
  exec,
  spawnSync,
  kill: ({ process, kernel, args }) => kernel.kill(process, args.number(0), args.count(1)),
  listenSignal({ process, thread, args }) {
    const [signal, id] = [args.count(0), args.count(1)];
    if (!isSignal(signal)) throw failure("EINVAL");
    const listeners = process.signalListeners.get(signal) ?? new Set();
    const tell = (): void => thread.event(id, [], MAX_SIGNALS);
    process.signalListeners.set(signal, listeners.add(tell));
    const wasIgnored = process.ignored.delete(signal);
    thread.addJob(id, () => {
      listeners.delete(tell);
      if (wasIgnored) process.ignored.add(signal);
    });
  },
  setGroup({ process, kernel, args }) {
    const pid = args.count(0) || process.pid;
    const target = pid === process.pid ? process : kernel.processes.get(pid);
    if (!target || (target !== process && target.ppid !== process.pid)) throw failure("ESRCH");
    const group = args.count(1) || pid;
    const members = [...kernel.processes.values()].filter((other) => other.group === group);
    // Much as setpgid(2): not a group of what somebody else runs.
    if (members.some((member) => member.origin !== target.origin)) throw failure("EPERM");
    target.group = group;
  },
  /** The main thread takes its process with it. */
  exit({ process, thread, kernel, args }) {
    process.prospect?.ended(args.raw(1), args.raw(2));
    if (thread === process.main) kernel.end(process, { code: args.number(0) & 0xff, signal: null }, true);
    else kernel.endThread(thread, args.number(0) | 0);
  },
  abort({ process, kernel, args }) {
    const signal = args.count(0);
    if (!isSignal(signal) || signal === 0) throw failure("EINVAL");
    kernel.end(process, { code: null, signal: signalName(signal) });
  },
  ...DATAGRAM_CALLS,
  ...THREAD_CALLS,
};

/** The descriptor for what came with the bytes read last, or null when nothing did. */
function received({ process, descriptors }: Thread, description: Description): number | null {
  const passed = description.takePassed();
  if (!passed) return null;
  process.descriptors.owner = descriptors;
  try {
    return process.descriptors.add(passed);
  } finally {
    passed.drop();
  }
}

function terminalOf({ process, args }: Call): TerminalDescription["terminal"] {
  const description = process.descriptors.get(args.descriptor(0));
  if (!(description instanceof TerminalDescription)) throw failure("ENOTTY");
  return description.terminal;
}
