import { expect, test } from "vitest";
import { Kernel } from "./kernel.ts";
import { checkedLimits, DEFAULT_LIMITS, type MachineLimits } from "./limits.ts";
import { makePipe } from "./pipe.ts";
import { DEFAULT_PATH, layPrograms } from "./programs.ts";
import { SyscallError } from "./syscalls.ts";
import { scriptedWorkers, testVfs, type ScriptedCalls } from "./testing.ts";
import type { Process } from "./process.ts";

const env = { PATH: DEFAULT_PATH };
const spawning = (more: object = {}): string =>
  JSON.stringify({ file: "node", args: ["node", "idle"], env, stdio: ["null", "null", "null"], ...more });

interface Ran {
  /** What the program's stderr says at the end. */
  readonly said: string;
  readonly kernel: Kernel;
}

/** Runs `program` as `node main` on a machine with these limits; `node idle` does nothing. */
async function run(
  limits: Partial<MachineLimits>,
  program: (call: ScriptedCalls, code: (work: Promise<unknown>) => Promise<string>) => Promise<void>,
): Promise<Ran> {
  const code = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "none",
      (error: unknown) => (error instanceof SyscallError ? error.code : String(error)),
    );
  const vfs = testVfs({ limits: { ...DEFAULT_LIMITS, ...limits } });
  layPrograms(vfs, ["sh"]);
  const workers = scriptedWorkers({
    main: (call) => program(call, code),
    idle: () => new Promise<void>(() => undefined),
  });
  const kernel = new Kernel({ vfs, workers, limits });
  const [reader, writer] = makePipe(0);
  reader.hold();
  await kernel.exited(start(kernel, "main", writer));
  return { said: new TextDecoder().decode(reader.read(65_536, null) ?? new Uint8Array(0)), kernel };
}

function start(kernel: Kernel, name: string, stderr: ReturnType<typeof makePipe>[1] | null = null): Process {
  return kernel.launch({
    file: "node",
    args: ["node", name],
    env,
    cwd: kernel.vfs.makePath("/work"),
    stdio: [null, null, stderr],
    parent: null,
  });
}

test("processes: EAGAIN for programs; their owner can still start one, and end them all", async () => {
  const { said, kernel } = await run({ processes: 3, reserve: 1 }, async (call, code) => {
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push(await code(call("spawn", spawning({ detached: true }), i)));
    expect(codes).toEqual(["none", "none", "EAGAIN", "EAGAIN"]);
  });
  expect(said).toBe("node: limit of 3 processes reached\n");
  start(kernel, "idle");
  const owners = start(kernel, "idle");
  expect(() => start(kernel, "idle")).toThrow("EAGAIN");
  kernel.endAll(owners, { code: null, signal: "SIGKILL" });
  expect(kernel.processes.size).toBe(3);
});

test("what a program started ends with it, also what made itself a session of its own", async () => {
  const { kernel } = await run({}, async (call) => {
    await call("spawn", spawning({ detached: true }), 1);
  });
  const [left] = kernel.processes.values();
  expect(left?.session).toBe(left?.pid);
  kernel.endAll(left as Process, { code: null, signal: "SIGKILL" });
  expect(kernel.processes.size).toBe(0);
});

test("arguments and environment: E2BIG", async () => {
  const { said } = await run({ arguments: 10_000 }, async (call, code) => {
    const args = Array.from({ length: 1200 }, () => "a");
    expect(await code(call("spawn", spawning({ args: ["node", "idle", ...args.slice(300)] }), 1))).toBe(
      "none",
    );
    expect(await code(call("spawn", spawning({ args }), 2))).toBe("E2BIG");
    expect(await code(call("spawnSync", spawning({ env: { A: "a".repeat(10_001) } })))).toBe("E2BIG");
    expect(await code(call("spawn", spawning({ args: ["a".repeat(200_000)] }), 3))).toBe("E2BIG");
  });
  expect(said).toContain("node: limit of 10,000 bytes of arguments and environment reached\n");
});

test("files, bytes, watches, descriptors: each is named once", async () => {
  const { said } = await run({ inodes: 60, bytes: 2000, watches: 2, descriptors: 6 }, async (call, code) => {
    const big = new Uint8Array(3000);
    expect(await code(call("writeFile", "big", big, 0o1101, 0o644))).toBe("ENOSPC");
    expect(await code(call("writeFile", "big", big, 0o1101, 0o644))).toBe("ENOSPC");
    let made = 0;
    while ((await code(call("mkdir", `d${made}`, 0o755))) === "none") made++;
    expect(made).toBeGreaterThan(5);
    for (const [id, expected] of [
      [1, "none"],
      [2, "none"],
      [3, "ENOSPC"],
    ] as const)
      expect(await code(call("watch", ".", false, id))).toBe(expected);
    await call("cancel", 1);
    expect(await code(call("watch", ".", false, 4))).toBe("none");
    for (const expected of ["none", "EMFILE", "EMFILE"]) expect(await code(call("pipe"))).toBe(expected);
    // Neither end of the pipe that did not fit is left open.
    expect(await call("open", "/dev/null", 0, 0)).toBe(5);
    expect(await code(call("writeFile", "/dev/full", new Uint8Array(1), 1, 0))).toBe("ENOSPC");
  });
  expect(said).toBe(
    [
      "node: limit of 2,000 bytes of files reached",
      "node: limit of 60 files reached",
      "node: limit of 2 watches reached",
      "node: limit of 6 open files reached\n",
    ].join("\n"),
  );
});

test("what waits for a full pipe: ENOBUFS", async () => {
  const { said } = await run({ queued: 200_000 }, async (call, code) => {
    const [, writer] = (await call("pipe")) as [number, number];
    const codes = [];
    for (let i = 1; i < 5; i++) codes.push(await code(call("writeAsync", writer, new Uint8Array(90_000), i)));
    expect(codes).toEqual(["none", "none", "ENOBUFS", "ENOBUFS"]);
    const waiting = (await call("unwritten", writer)) as number;
    await call("cancel", 2);
    expect(await call("unwritten", writer)).toBe(waiting - 90_000);
    expect(await code(call("writeAsync", writer, new Uint8Array(90_000), 6))).toBe("none");
  });
  expect(said).toBe("node: limit of 200,000 bytes waiting to be written reached\n");
});

test("directories inside of each other have an end, also when a tree is moved", async () => {
  await run({}, async (call, code) => {
    let depth = 0;
    for (; (await code(call("mkdir", "d", 0o755))) === "none"; depth++) await call("chdir", "d");
    expect(depth).toBeGreaterThan(1000);
    expect(depth).toBeLessThan(1025);
    await call("chdir", "/work");
    await call("mkdir", "other", 0o755);
    await call("mkdir", "other/one", 0o755);
    expect(await code(call("rename", "d", "other/one/d"))).toBe("ENAMETOOLONG");
    expect(await code(call("rename", "d", "e"))).toBe("none");
    expect(await code(call("symlink", "x".repeat(5000), "long"))).toBe("ENAMETOOLONG");
  });
});

test("limits from outside are numbers", () => {
  expect(checkedLimits({ processes: 5 })).toEqual({ processes: 5 });
  expect(checkedLimits(undefined)).toEqual({});
  for (const wrong of ["5", -1, NaN, null])
    expect(() => checkedLimits({ processes: wrong } as never)).toThrow('limit "processes" must be a number');
});

test("ports that open and close in a loop are not told each time", async () => {
  const told: string[] = [];
  const vfs = testVfs();
  layPrograms(vfs, ["sh"]);
  const workers = scriptedWorkers({
    main: async (call) => {
      for (let i = 0; i < 2000; i++) {
        const server = await call("bind", "127.0.0.1", 3000);
        await call("listen", server, 1);
        await call("close", server);
      }
      await call("listen", await call("bind", "127.0.0.1", 3000), 1);
      await new Promise((resolve) => setTimeout(resolve, 150));
    },
  });
  const kernel = new Kernel({
    vfs,
    workers,
    portChanged: (port, event) => void told.push(`${port} ${event}`),
  });
  await kernel.exited(start(kernel, "main"));
  expect(told.slice(0, 3)).toEqual(["3000 open", "3000 close", "3000 open"]);
  expect(told.length).toBeLessThan(1000);
  expect(told.at(-1)).toBe("3000 close");
});
