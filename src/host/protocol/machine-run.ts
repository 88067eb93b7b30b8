import type { HostFiles, HostRunRequest, HostRunResult } from "../machine-api.ts";
import type { Machine } from "../machine/machine.ts";
import { ByteChannel, PipeReader, PipeWriter } from "../machine/pipe.ts";
import type { ExitStatus } from "../machine/syscalls.ts";
import type { DirInode } from "../machine/inode.ts";
import type { Vfs } from "../machine/vfs.ts";
import { WriteQueues } from "../machine/write-queues.ts";
import { asNode } from "./remote-errors.ts";
import { exitNumber, launch } from "./session.ts";
import { layFile } from "./tree.ts";
import { joined } from "./utf8.ts";

/** How long a program may wait for its worker, which may have to be fetched, beyond its own time. */
const START_MS = 60_000;

/** A run that can be ended from outside. */
export interface Run {
  readonly result: Promise<HostRunResult>;
  /** Ends it as SIGKILL does. */
  cancel(): void;
}

/** Lays files into a directory, with the folders they need. Paths may be absolute. */
export function layFiles(vfs: Vfs, dir: DirInode, files: HostFiles): void {
  for (const [path, content] of Object.entries(files)) {
    const slash = path.lastIndexOf("/");
    const folder = slash < 0 ? dir : vfs.makePath(path.slice(0, slash + 1), dir);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content.slice();
    asNode("open", path, () => layFile(vfs, folder, path.slice(slash + 1), bytes));
  }
}

/**
 * Runs a program to its end with stdout and stderr apart, within its limits. What it leaves running ends with it.
 * @throws RemoteError when it cannot be started
 */
export function startRun(machine: Machine, request: HostRunRequest): Run {
  const { kernel } = machine;
  const [file = "", ...args] = request.argv;
  const now = kernel.vfs.now();
  const [stdin, stdout, stderr] = [new ByteChannel(), new ByteChannel(), new ByteChannel()];
  const feed = new PipeWriter(stdin, now).hold();
  const stdio = [
    new PipeReader(stdin, now),
    new PipeWriter(stdout, now, true),
    new PipeWriter(stderr, now, true),
  ];
  let timedOut = false;
  let truncated = false;

  stdout.addReader();
  stderr.addReader();
  const input = typeof request.stdin === "string" ? new TextEncoder().encode(request.stdin) : request.stdin;
  const close = (): void => feed.drop();
  // A program that does not read all of its input is no failure.
  if (new WriteQueues().write(feed, input ?? new Uint8Array(0), close) === null) close();
  const process = launch(machine, { file, args, cwd: request.cwd, env: request.env }, stdio, {
    terminal: null,
  });
  const killAll = (): void => kernel.endAll(process, { code: null, signal: "SIGKILL" });
  const notes: string[] = [];
  const overrun = (what: string): void => {
    if (notes.length === 0) notes.push(`The sandbox ended this program: it ${what}.\n`);
    killAll();
  };
  const late = (): void => {
    timedOut = true;
    overrun(`ran longer than ${(limit / 1000).toLocaleString("en-US")} s`);
  };
  const limit = Math.min(request.timeoutMs, 2 ** 31 - 1 - START_MS);
  // The time is the program's own; that its worker has to be loaded first is not its fault.
  let started = performance.now();
  let allowed = limit + START_MS;
  // It looks again when it was early: most programs begin at once, and that is no reason to set another timer.
  const look = (): void => {
    const left = started + allowed - performance.now();
    if (left <= 0) late();
    else timer = setTimeout(look, left);
  };
  let timer = setTimeout(look, limit);
  process.started = () => {
    started = performance.now();
    allowed = limit;
  };
  const exited = kernel.exited(process);
  const overflow = (): void => {
    truncated = true;
    overrun(`printed more than ${request.maxOutput.toLocaleString("en-US")} bytes`);
  };
  const collected = [stdout, stderr].map((channel) => collect(channel, exited, request.maxOutput, overflow));

  const finish = async (status: ExitStatus): Promise<HostRunResult> => {
    const [out = new Uint8Array(0), err = new Uint8Array(0)] = await Promise.all(collected);
    clearTimeout(timer);
    // Those it started and did not wait for.
    killAll();
    return {
      stdout: out,
      stderr: notes.length === 0 ? err : joined([err, new TextEncoder().encode(notes.join(""))]),
      code: timedOut || truncated ? null : exitNumber(status),
      timedOut,
      truncated,
      ms: performance.now() - started,
      reused: process.seat?.reused ?? false,
    };
  };
  return { result: exited.then(finish), cancel: killAll };
}

/** Reads a channel until the program has ended and it is empty, keeping at most `limit` bytes. */
async function collect(
  channel: ByteChannel,
  exited: Promise<unknown>,
  limit: number,
  overflow: () => void,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let over = false;
  const end = exited.then(() => {
    over = true;
  });
  for (;;) {
    const bytes = channel.read(2 ** 20);
    if (bytes === null) {
      if (over) break;
      await new Promise<void>((wake) => {
        const stop = channel.readable.add(wake);
        void end.then(() => {
          stop();
          wake();
        });
      });
    } else if (bytes.length === 0) break;
    else if (size + bytes.length > limit) {
      chunks.push(bytes.subarray(0, limit - size));
      overflow();
      break;
    } else {
      chunks.push(bytes);
      size += bytes.length;
    }
  }
  channel.dropReader();
  return joined(chunks);
}
