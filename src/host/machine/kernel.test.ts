import { expect, test } from "vitest";
import { SIGNALS } from "./signals.ts";
import { bytes, codeOf, env, machine, print, run, spawnJson, text } from "./testing-kernel.ts";
import type { Value } from "./wire.ts";

test("a program reads, writes and exits", async () => {
  const kernel = machine({
    upper: async (call) => {
      for (;;) {
        const data = await call("read", 0, 100, null);
        if (text(data) === "") break;
        await print(call, text(data).toUpperCase());
      }
      await call("write", 2, bytes("done"));
      await call("exit", 3);
    },
  });
  expect(await run(kernel, ["node", "upper"], "abc")).toEqual({
    stdout: "ABC",
    stderr: "done",
    status: { code: 3, signal: null },
  });
  expect(kernel.processes.size).toBe(0);
});

test("what can be run, and what not", async () => {
  const seen: string[] = [];
  const kernel = machine({
    "./tool": async (_call, start) => void seen.push([start.file, ...start.args].join(" ")),
    "--flag": async (_call, start) => void seen.push([start.file, ...start.args].join(" ")),
    "./plain": async (_call, start) => void seen.push([start.file, ...start.args].join(" ")),
  });
  const { vfs } = kernel;
  const view = vfs.view(vfs.makePath("/work"));
  const lay = (path: string, content: string, mode: number): void => {
    const inode = vfs.open(view, path, 0o1101, mode);
    if (inode.kind === "file") vfs.replace(inode, bytes(content));
  };
  lay("tool", "#!/usr/bin/env node\n1", 0o755);
  lay("flagged", "#!/usr/bin/node --flag\n1", 0o755);
  lay("split", "#!/usr/bin/env -S node --flag x\n1", 0o755);
  lay("plain", "echo hi\n", 0o755);
  lay("locked", "#!/usr/bin/node\n", 0o644);
  lay("lost", "#!/no/such\n", 0o755);
  lay("loop", "#!./loop\n", 0o755);
  vfs.makePath("/work/dir");
  for (const argv of [
    ["./tool", "a"],
    ["./flagged", "b"],
    ["/work/split", "c"],
    ["./plain", "d"],
  ])
    await run(kernel, argv);
  expect(seen).toEqual([
    "/usr/bin/node node ./tool a",
    "/usr/bin/node /usr/bin/node --flag ./flagged b",
    "/usr/bin/node node --flag x /work/split c",
    "/usr/bin/sh /bin/sh ./plain d",
  ]);
  for (const [file, code] of [
    ["nothing", "ENOENT"],
    ["./nothing", "ENOENT"],
    ["./locked", "EACCES"],
    ["./dir", "EACCES"],
    ["./lost", "ENOENT"],
    ["./loop", "ELOOP"],
    ["", "ENOENT"],
    ["./tool/x", "ENOTDIR"],
  ] as const)
    expect([file, await codeOf(run(kernel, [file]))]).toEqual([file, code]);
});

test("a pipe between two children ends, and tells its writer when nobody reads", async () => {
  const kernel = machine({
    parent: async (call) => {
      const [reader, writer] = (await call("pipe")) as [number, number];
      await call("spawn", spawnJson(["node", "endless"], ["null", writer, 2]), 1);
      await call("spawn", spawnJson(["node", "head"], [reader, 1, 2]), 2);
      await call("close", reader);
      await call("close", writer);
      const [endless, head] = await Promise.all([call.event(1), call.event(2)]);
      await print(call, JSON.stringify([endless, head]));
    },
    endless: async (call) => {
      for (;;) {
        const code = await codeOf(call("write", 1, new Uint8Array(10_000)));
        if (code !== "none") await call("exit", code === "EPIPE" ? 9 : 8);
      }
    },
    head: async (call) => void (await call("read", 0, 10, null)),
  });
  expect((await run(kernel, ["node", "parent"])).stdout).toBe("[[9,null],[0,null]]");
});

test("a shell program dies of SIGPIPE", async () => {
  const kernel = machine({
    parent: async (call) => {
      const [reader, writer] = (await call("pipe")) as [number, number];
      await call("spawn", spawnJson(["cat", "endless"], ["null", writer, 2]), 1);
      await call("close", writer);
      await call("close", reader);
      await print(call, JSON.stringify(await call.event(1)));
    },
    endless: async (call) => {
      for (;;) await call("write", 1, new Uint8Array(10_000));
    },
  });
  expect((await run(kernel, ["node", "parent"])).stdout).toBe('[null,"SIGPIPE"]');
});

test("a blocked writer goes on when the reader makes room, and bytes keep their order", async () => {
  const total = 300_000;
  const kernel = machine({
    big: async (call) => {
      const data = new Uint8Array(total).map((_, i) => 97 + (i % 26));
      expect(await call("write", 1, data)).toBe(total);
      await call("writeAsync", 1, bytes("x".repeat(100_000)), 5);
      await call("write", 1, bytes("end"));
    },
  });
  const { stdout } = await run(kernel, ["node", "big"]);
  expect(stdout.length).toBe(total + 100_003);
  expect(stdout.slice(25, 28)).toBe("zab");
  expect(stdout.slice(-4)).toBe("xend");
});

test("spawnSync collects, feeds, times out and overflows", async () => {
  const kernel = machine({
    parent: async (call) => {
      const sync = async (argv: string[], more: object, inputs: Value[] = []): Promise<void> => {
        const request = spawnJson(argv, ["pipe", "pipe", "pipe"], {
          timeoutMs: 0,
          killSignal: 15,
          maxBuffer: 1e6,
          ...more,
        });
        const [, code, signal, error, output] = (await call("spawnSync", request, inputs)) as Value[];
        await print(call, `${JSON.stringify([code, signal, error])} ${text((output as Value[])[1])}\n`);
      };
      await sync(["node", "echo"], {}, [bytes("i".repeat(200_000))]);
      await sync(["node", "echo"], { maxBuffer: 10 }, [bytes("i".repeat(200))]);
      await sync(["node", "forever"], { timeoutMs: 20 });
      await sync(["node", "forever"], { timeoutMs: 20, killSignal: 9 });
      await print(call, await codeOf(sync(["nothing"], {})));
    },
    echo: async (call) => {
      let size = 0;
      for (;;) {
        const data = (await call("read", 0, 65_536, null)) as Uint8Array;
        if (data.length === 0) break;
        size += data.length;
      }
      await print(call, `read ${size} bytes`);
    },
    forever: () => new Promise(() => undefined),
  });
  expect((await run(kernel, ["node", "parent"])).stdout.split("\n")).toEqual([
    "[0,null,null] read 200000 bytes",
    '[null,"SIGTERM","ENOBUFS"] read 200 bytes',
    '[null,"SIGTERM","ETIMEDOUT"] ',
    '[null,"SIGKILL","ETIMEDOUT"] ',
    "ENOENT",
  ]);
});

test("exec keeps the pid, the descriptors it is given and the parent's wait", async () => {
  const kernel = machine({
    parent: async (call) => {
      const [reader, writer] = (await call("pipe")) as [number, number];
      const child = await call("spawn", spawnJson(["cat", "before"], [reader, 1, 2, writer]), 1);
      await call("close", writer);
      await print(call, `${JSON.stringify(await call.event(1))} same ${String(child) === seen}`);
    },
    before: async (call) => {
      expect(await codeOf(call("exec", spawnJson(["nothing"], [])))).toBe("ENOENT");
      await call("chdir", "/tmp");
      await call("exec", spawnJson(["node", "after"], [0, 1, 2], { env: { ...env, A: "1" } }));
    },
    after: async (call, start) => {
      seen = String(start.pid);
      // Its copy of the pipe's writing end is closed, so the pipe ends.
      expect(text(await call("read", 0, 10, null))).toBe("");
      await print(
        call,
        `${String(await call("cwd"))} ${start.env["A"]} ${await codeOf(call("write", 3, bytes("x")))} `,
      );
      await call("exit", 6);
    },
  });
  let seen = "";
  expect((await run(kernel, ["node", "parent"])).stdout).toBe("/tmp 1 EBADF [6,null] same true");
});

test("signals: default effects, listeners, groups, orphans", async () => {
  const kernel = machine({
    parent: async (call, start) => {
      await call("listenSignal", SIGNALS.SIGUSR2, 3);
      const child = (await call("spawn", spawnJson(["node", "listener"], ["null", 1, 2]), 1)) as number;
      const sleeper = (await call(
        "spawn",
        spawnJson(["node", "sleeper"], ["null", 1, 2], { detached: true }),
        2,
      )) as number;
      await call.event(3);
      await call("kill", child, SIGNALS.SIGUSR1);
      await print(call, `child ${JSON.stringify(await call.event(1))}\n`);
      await call("kill", -sleeper, SIGNALS.SIGTERM);
      await print(call, `sleeper ${JSON.stringify(await call.event(2))}\n`);
      await print(call, `gone ${await codeOf(call("kill", sleeper, 0))}\n`);
      await print(call, `bad ${await codeOf(call("kill", start.pid, 99))}\n`);
      await call("kill", start.pid, SIGNALS.SIGWINCH);
      await call("kill", 0, SIGNALS.SIGKILL);
    },
    listener: async (call, start) => {
      await call("listenSignal", SIGNALS.SIGUSR1, 1);
      await call("kill", start.ppid, SIGNALS.SIGUSR2);
      await call.event(1);
      await call("exit", 7);
    },
    sleeper: () => new Promise(() => undefined),
  });
  expect(await run(kernel, ["node", "parent"])).toEqual({
    stdout: 'child [7,null]\nsleeper [null,"SIGTERM"]\ngone ESRCH\nbad EINVAL\n',
    stderr: "",
    status: { code: null, signal: "SIGKILL" },
  });
});

test("readAsync waits without blocking, and can be cancelled", async () => {
  const kernel = machine({
    main: async (call) => {
      const [reader, writer] = (await call("pipe")) as [number, number];
      expect(await call("readAsync", reader, 10, 1)).toBe(undefined);
      await call("cancel", 1);
      expect(await call("readAsync", reader, 10, 2)).toBe(undefined);
      await call("write", writer, bytes("now"));
      const [error, data] = await call.event(2);
      expect([error, text(data)]).toEqual([null, "now"]);
      await call("write", writer, bytes("then"));
      expect(text(await call("readAsync", reader, 2, 3))).toBe("th");
      await call("close", writer);
      expect(text(await call("read", reader, 20, null))).toBe("en");
      expect(text(await call("read", reader, 20, null))).toBe("");
    },
  });
  expect((await run(kernel, ["node", "main"])).status.code).toBe(0);
});

test("loopback connects by port and by path, both ways, and half-closes", async () => {
  const events: string[] = [];
  const kernel = machine(
    {
      main: async (call) => {
        expect(await codeOf(call("connect", "127.0.0.1", 8080))).toBe("ECONNREFUSED");
        expect(await codeOf(call("connect", "/work/s"))).toBe("ENOENT");
        const server = await call("bind", "127.0.0.1", 8080);
        expect(await codeOf(call("connect", "127.0.0.1", 8080))).toBe("ECONNREFUSED");
        await call("listen", server, 1);
        expect(await codeOf(call("bind", "0.0.0.0", 8080))).toBe("EADDRINUSE");
        expect(await codeOf(call("bind", "10.0.0.1", 8080))).toBe("EADDRNOTAVAIL");
        await call("close", await call("bind", "::1", 8080));
        const local = await call("bind", "/work/s");
        await call("listen", local, 3);
        expect(await codeOf(call("bind", "/work/s"))).toBe("EADDRINUSE");
        for (const [address, id] of [
          [["127.0.0.1", 8080], 1],
          [["/work/s"], 3],
        ] as const) {
          const near = await call("connect", ...address);
          const [far] = await call.event(id);
          await call("write", near, bytes("ping"));
          await call("shutdown", near);
          expect(text(await call("read", far!, 99, null))).toBe("ping");
          expect(text(await call("read", far!, 99, null))).toBe("");
          await call("write", far!, bytes("pong"));
          expect(text(await call("read", near, 99, null))).toBe("pong");
          const [host, port, toHost, toPort] = (await call("names", near)) as Value[];
          expect(await call("names", far!)).toEqual([toHost, toPort, host, port]);
          expect([toHost, toPort]).toEqual(id === 1 ? ["127.0.0.1", 8080] : ["", 0]);
        }
        await call("close", local);
        expect(await codeOf(call("connect", "/work/s"))).toBe("ECONNREFUSED");
        const [, any] = (await call("names", await call("bind", "0.0.0.0", 0))) as Value[];
        expect((any as number) > 1024).toBe(true);
      },
    },
    { portChanged: (port, event) => events.push(`${port} ${event}`) },
  );
  expect(await run(kernel, ["node", "main"])).toMatchObject({ stderr: "", status: { code: 0 } });
  expect(events.slice(0, 1)).toEqual(["8080 open"]);
  expect(events.filter((event) => event.endsWith("close")).length).toBe(1);
});

test("too many processes: EAGAIN, and a line on stderr", async () => {
  const kernel = machine(
    {
      bomb: async (call) => {
        const codes: string[] = [];
        for (let i = 0; i < 6; i++)
          codes.push(
            await codeOf(call("spawn", spawnJson(["node", "sleeper"], ["null", "null", "null"]), i)),
          );
        await print(call, codes.join(" "));
        await call("kill", -1, SIGNALS.SIGKILL);
      },
      sleeper: () => new Promise(() => undefined),
    },
    { limits: { processes: 4 } },
  );
  expect(await run(kernel, ["node", "bomb"])).toEqual({
    stdout: "none none none EAGAIN EAGAIN EAGAIN",
    stderr: "node: limit of 4 processes reached\n",
    status: { code: 0, signal: null },
  });
});

test("a crash of the worker ends its process only", async () => {
  const kernel = machine({ bad: () => Promise.reject(new Error("broken")) });
  expect(await run(kernel, ["node", "bad"])).toEqual({
    stdout: "",
    stderr: "Error: broken\n",
    status: { code: null, signal: "SIGABRT" },
  });
});
