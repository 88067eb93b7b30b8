import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ERRNO } from "./errno.ts";
import type { Inode } from "./inode.ts";
import { Kernel } from "./kernel.ts";
import { makePipe } from "./pipe.ts";
import { DEFAULT_PATH, layPrograms } from "./programs.ts";
import { SyscallError } from "./syscalls.ts";
import { testVfs } from "./testing.ts";
import type { Vfs } from "./vfs.ts";
import {
  BLOCK_BYTES,
  CALLS,
  DATA_BYTES,
  Encoder,
  FIRST_CALL,
  HEADER_BYTES,
  OPERATION,
  OUTPUT_LENGTH,
  PIECE,
  REQUEST_PIECE,
  STATE,
  STATE_REPLY,
  STATE_REQUEST,
  STATUS,
  STATUS_ERROR,
  type CallName,
  type Value,
} from "./wire.ts";
import { WorkerChannel } from "./worker-channel.ts";
import type { SeatOwner, WorkerSource } from "./worker-source.ts";

/** Faults of the kernel's own, which it reports and survives; there must be none. */
const faults: unknown[] = [];
beforeEach(() => {
  faults.length = 0;
  vi.stubGlobal("reportError", (error: unknown) => faults.push(error));
});
afterEach(() => vi.unstubAllGlobals());

/** Mulberry32: the same requests in each run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const env = { PATH: DEFAULT_PATH };
const LIMITS = { processes: 6, descriptors: 24, bytes: 200_000, inodes: 150, watches: 10, queued: 100_000 };

/** A kernel whose processes do nothing; whoever calls in their name holds the owners. */
function machine(): { kernel: Kernel; owners: SeatOwner[]; start: () => void } {
  const vfs = testVfs({ limits: LIMITS });
  layPrograms(vfs, ["sh"]);
  const owners: SeatOwner[] = [];
  const workers: WorkerSource = {
    take(_image, owner) {
      owners.push(owner);
      return {
        reused: false,
        start: () => owner.started(),
        event: () => undefined,
        attach: () => undefined,
        end: () => undefined,
      };
    },
  };
  const kernel = new Kernel({ vfs, workers, limits: LIMITS });
  const start = (): void => {
    const terminal = kernel.terminal({ cols: 80, rows: 24 });
    const [reader, writer] = makePipe(0);
    kernel.launch({
      file: "node",
      args: ["node"],
      env,
      cwd: vfs.makePath("/work"),
      stdio: [terminal, writer, writer, reader],
      parent: null,
      session: { terminal },
    });
  };
  return { kernel, owners, start };
}

const NUMBERS = [0, 1, 2, 3, 7, 9, 15, 64, -1, -2, 0.5, NaN, Infinity, -Infinity, 1e308, -0, 4096, 65_536];
const LARGE = [2 ** 31, 2 ** 32 + 1, 2 ** 53 - 1, 2 ** 53, 8.65e15, 0o1101, 0o2001, 0o100, 0o200102];
const PATHS = [
  "",
  ".",
  "..",
  "/",
  "a",
  "b",
  "a/b",
  "./a/../a/c",
  "/work/l",
  "l/x",
  "s",
  "/dev/full",
  "/dev/zero",
  "/dev/null",
  "/dev/tty",
  "/dev/stdin",
  "/dev/fd/1",
  "/proc/self/fd/0",
  "/proc/self/cwd",
  "/proc/self/exe/x",
  "/".repeat(5000),
  "x".repeat(256),
  "é".repeat(130),
  "d/".repeat(2000),
  "x".repeat(1_000_000),
  "nul\0byte",
  "__proto__",
  "constructor",
  "\ud800",
  "raw",
  "127.0.0.1",
  "::1",
  "224.0.0.1",
];
const BYTES = [0, 1, 100, 4096, 70_000, 150_000].map((length) => new Uint8Array(length).fill(120));
const spawning = (more: object): string =>
  JSON.stringify({ file: "node", args: ["node"], env, stdio: ["null", "null", "null"], ...more });
const REQUESTS = [
  spawning({}),
  spawning({ detached: true, cwd: "a" }),
  spawning({ stdio: [0, 1, 2, 3, "pipe"], maxBuffer: -5, timeoutMs: -1, killSignal: 999 }),
  spawning({ stdio: ["null", "pipe"], maxBuffer: 10, timeoutMs: 1e300 }),
  spawning({ stdio: Array.from({ length: 5000 }, () => "null") }),
  spawning({ stdio: [-1, 1e9, {}, null, [[]]] }),
  spawning({ args: Array.from({ length: 250_000 }, () => "argument") }),
  spawning({ args: ["x".repeat(200_000)] }),
  spawning({ args: "node" }),
  spawning({ env: { A: { toString: 1 }, PATH: null } }),
  spawning({ env: ["A=1"] }),
  spawning({ file: { toString: "x" } }),
  spawning({ file: "../".repeat(900) }),
  spawning({ env: { PATH: ":".repeat(100_000) }, file: "none" }),
  '{"__proto__":{"file":"node"},"args":[],"stdio":[]}',
  "[".repeat(100_000),
  "null",
  "",
];

type Pick = <T>(list: readonly T[]) => T;

function anyValue(random: () => number, pick: Pick): Value {
  const kind = random();
  if (kind < 0.4) return pick(NUMBERS);
  if (kind < 0.45) return pick(LARGE);
  if (kind < 0.75) return pick(PATHS);
  if (kind < 0.85) return pick(BYTES);
  if (kind < 0.9) return pick(REQUESTS);
  return pick([undefined, null, true, false, [], [[[[[]]]]], [1, "a", new Uint8Array(3)]]);
}

/** What the calls want, so that many requests get further than the first check. */
function likely(name: CallName, random: () => number, pick: Pick): Value[] {
  if (name === "spawn" || name === "exec") return [pick(REQUESTS), pick(NUMBERS)];
  if (name === "bindDatagrams" || name === "connectDatagrams")
    return [pick(NUMBERS), pick(PATHS), pick(NUMBERS), random() < 0.5, random() < 0.5];
  if (name === "sendDatagram") return [pick(NUMBERS), pick(BYTES), pick(PATHS), pick(NUMBERS)];
  if (name === "spawnSync") return [pick(REQUESTS), pick<Value>([[pick(BYTES)], undefined, 1])];
  const isPath =
    /^(open|access|l?stat|readdir|mkdir|rmdir|unlink|rename|link|symlink|readlink|realpath|ch|utimes|trunc|readFile|writeFile|watch)/;
  const first: Value = isPath.test(name) ? pick(PATHS) : pick(NUMBERS);
  const rest = Array.from({ length: 3 }, () =>
    random() < 0.3 ? pick<Value>(BYTES) : random() < 0.3 ? pick(PATHS) : pick([...NUMBERS, ...LARGE]),
  );
  return [first, ...rest];
}

/** What the tree really holds. */
function held(vfs: Vfs): { bytes: number; inodes: number } {
  const seen = new Set<Inode>();
  let bytes = 0;
  const visit = (inode: Inode): void => {
    if (seen.has(inode)) return;
    seen.add(inode);
    if (inode.kind === "file") bytes += inode.content.length;
    if (inode.kind === "dir") for (const child of inode.entries.values()) visit(child);
  };
  visit(vfs.root);
  return { bytes, inodes: seen.size - 1 };
}

test.each([1, 2, 3, 4])(
  "the kernel answers whatever it is asked with a value or an errno, and keeps its limits (%i)",
  (seed) => {
    const random = chance(seed);
    const pick: Pick = (list) => list[Math.floor(random() * list.length)] as never;
    const { kernel, owners, start } = machine();
    start();
    let slowest = 0;
    for (let i = 0; i < 3000; i++) {
      if (kernel.processes.size === 0) start();
      const owner = owners.at(-1 - Math.floor(random() * Math.min(3, owners.length))) as SeatOwner;
      const name = pick(CALLS);
      if ((name === "exit" || name === "abort") && random() < 0.9) continue;
      const args =
        random() < 0.5 ? likely(name, random, pick) : Array.from({ length: 5 }, () => anyValue(random, pick));
      const before = performance.now();
      owner.call(name, random() < 0.02 ? anyValue(random, pick) : args, (result) => {
        if (result instanceof SyscallError) expect(Object.keys(ERRNO)).toContain(result.code);
        else if (!(result instanceof Uint8Array)) new Encoder().value(result);
      });
      slowest = Math.max(slowest, performance.now() - before);
      expect(kernel.processes.size).toBeLessThanOrEqual(LIMITS.processes);
    }
    expect(faults).toEqual([]);
    expect(slowest).toBeLessThan(2000);
    for (const process of kernel.processes.values()) expect(process.main.jobs.size).toBeLessThan(20_000);
    kernel.dispose();
    expect(kernel.processes.size).toBe(0);
    expect({ bytes: kernel.vfs.quota.bytes, inodes: kernel.vfs.quota.inodes }).toEqual(held(kernel.vfs));
    expect(kernel.loopback.open()).toEqual([]);
    expect(kernel.datagrams.ports()).toEqual([]);
    expect(kernel.datagrams.waiting).toBe(0);
  },
  60_000,
);

test.each([1, 2])(
  "garbage in a worker's block is answered, and costs a bounded time (%i)",
  (seed) => {
    const random = chance(seed * 7919);
    const { kernel, owners, start } = machine();
    start();
    const channel = new WorkerChannel({
      call: (name, args, reply) => owners.at(-1)?.call(name, args, reply),
      wrote: (fd, bytes) => owners.at(-1)?.wrote(fd, bytes),
      sent: (call) => owners.at(-1)?.sent(call),
    });
    const header = new Int32Array(channel.block, 0, HEADER_BYTES / 4);
    const data = new Uint8Array(channel.block, HEADER_BYTES, DATA_BYTES);
    expect(channel.block.byteLength).toBe(BLOCK_BYTES);
    const encoder = new Encoder();
    for (let i = 0; i < 1000; i++) {
      if (kernel.processes.size === 0) start();
      encoder.reset();
      encoder.value([["x", new Uint8Array(40), 3, "f".repeat(200)], "name", i, null, true]);
      const request = encoder.window(0, encoder.length);
      for (let flips = 0; flips < 3; flips++)
        request[Math.floor(random() * request.length)] = Math.floor(random() * 256);
      data.set(request);
      const wild = [-1, 2 ** 31 - 1, -(2 ** 31), DATA_BYTES, DATA_BYTES + 1, 0, 1, request.length];
      const any = (): number => wild[Math.floor(random() * wild.length)] as number;
      // Not those that wait, whose answers would not come.
      const call = FIRST_CALL + Math.floor(random() * 25);
      header[OPERATION] = random() < 0.6 ? call : random() < 0.5 ? REQUEST_PIECE : any();
      header[PIECE] = random() < 0.7 ? request.length : any();
      header[OUTPUT_LENGTH] = random() < 0.8 ? 0 : any();
      Atomics.store(header, STATE, STATE_REQUEST);
      channel.serve();
      expect(Atomics.load(header, STATE)).toBe(STATE_REPLY);
    }
    expect(faults).toEqual([]);
  },
  60_000,
);

test("a request that comes in pieces has an end", () => {
  const channel = new WorkerChannel({ call: () => undefined, wrote: () => undefined, sent: () => undefined });
  const header = new Int32Array(channel.block, 0, HEADER_BYTES / 4);
  let refused = 0;
  for (let i = 0; i < 70; i++) {
    header[OPERATION] = REQUEST_PIECE;
    header[PIECE] = DATA_BYTES;
    Atomics.store(header, STATE, STATE_REQUEST);
    channel.serve();
    if (header[STATUS] === STATUS_ERROR) refused++;
  }
  expect(refused).toBe(1);
});
