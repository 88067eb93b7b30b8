import { expect, test } from "vitest";
import { Kernel } from "./kernel.ts";
import { DEFAULT_LIMITS, type MachineLimits } from "./limits.ts";
import { makePipe } from "./pipe.ts";
import { DEFAULT_PATH, layPrograms } from "./programs.ts";
import { SyscallError } from "./syscalls.ts";
import { scriptedWorkers, testVfs, type ScriptedCalls, type ScriptedProgram } from "./testing.ts";
import type { Value } from "./wire.ts";

/** Runs `programs.main` as `node main` on a machine of its own. Returns what its end left behind. */
async function run(
  main: (call: ScriptedCalls, kernel: Kernel) => Promise<void>,
  limits: Partial<MachineLimits> = {},
  others: Readonly<Record<string, ScriptedProgram>> = {},
): Promise<Kernel> {
  const vfs = testVfs({ limits: { ...DEFAULT_LIMITS, ...limits } });
  layPrograms(vfs, ["sh"]);
  const workers = scriptedWorkers({ main: (call) => main(call, kernel), ...others });
  const kernel: Kernel = new Kernel({ vfs, workers, limits });
  const [reader, writer] = makePipe(0);
  reader.hold();
  const process = kernel.launch({
    file: "node",
    args: ["node", "main"],
    env: { PATH: DEFAULT_PATH },
    cwd: kernel.vfs.makePath("/work"),
    stdio: [null, null, writer],
    parent: null,
  });
  const { code } = await kernel.exited(process);
  const said = new TextDecoder().decode(reader.read(65_536, null) ?? new Uint8Array(0));
  expect({ said, code }).toEqual({ said: "", code: 0 });
  expect(kernel.datagrams.ports()).toEqual([]);
  expect(kernel.datagrams.waiting).toBe(0);
  return kernel;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof SyscallError ? error.code : String(error)),
  );
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Value): string => new TextDecoder().decode(value as Uint8Array);

/** What waits: `text from host:port` for each. */
async function received(call: ScriptedCalls, fd: Value): Promise<string[]> {
  const flat = (await call("receiveDatagrams", fd, 1)) as Value[] | undefined;
  if (!flat) {
    await call("cancel", 1);
    return [];
  }
  const shown: string[] = [];
  for (let i = 0; i < flat.length; i += 3)
    shown.push(`${text(flat[i])} from ${String(flat[i + 1])}:${String(flat[i + 2])}`);
  return shown;
}

/** A bound socket, by its descriptor. */
async function bound(call: ScriptedCalls, host: string, port: number, ...flags: boolean[]): Promise<Value> {
  const fd = await call("datagramSocket", host.includes(":"));
  await call("bindDatagrams", fd, host, port, ...flags);
  return fd;
}

test("datagrams keep their boundaries and their order, and say where they come from", async () => {
  await run(async (call) => {
    const server = await bound(call, "127.0.0.1", 5000);
    const client = await bound(call, "0.0.0.0", 6000);
    expect(await call("kind", server)).toBe("datagram");
    for (const part of ["one", "", "three"])
      expect(await call("sendDatagram", client, bytes(part), "127.0.0.1", 5000)).toBe(part.length);
    const from = "from 127.0.0.1:6000";
    expect(await received(call, server)).toEqual([`one ${from}`, ` ${from}`, `three ${from}`]);
    expect(await received(call, server)).toEqual([]);
    // Who waits is told once something came.
    expect(await call("receiveDatagrams", server, 7)).toBe(undefined);
    await call("sendDatagram", client, bytes("late"), "127.0.0.1", 5000);
    const [error, values] = await call.event(7);
    expect([error, text((values as Value[])[0])]).toEqual([null, "late"]);
    // What does not fit what is read into is cut.
    await call("sendDatagram", client, bytes("longer"), "127.0.0.1", 5000);
    expect(text(await call("read", server, 4, null))).toBe("long");
    await call("connectDatagrams", client, "127.0.0.1", 5000);
    expect(await call("write", client, bytes("written"), null)).toBe(7);
    expect(await received(call, server)).toEqual([`written ${from}`]);
  });
});

test("ports: what clashes, what is shared, what is given", async () => {
  await run(async (call) => {
    const bind = (host: string, port: number, ...flags: boolean[]) =>
      codeOf(bound(call, host, port, ...flags));
    await bound(call, "127.0.0.1", 5000);
    expect(await bind("127.0.0.1", 5000)).toBe("EADDRINUSE");
    expect(await bind("0.0.0.0", 5000)).toBe("EADDRINUSE");
    expect(await bind("::", 5000)).toBe("EADDRINUSE");
    expect(await bind("::", 5000, true)).toBe("none");
    expect(await bind("::1", 5000)).toBe("EADDRINUSE");
    expect(await bind("127.0.0.2", 5000)).toBe("none");
    // Connections have ports of their own.
    await call("listen", await call("bind", "127.0.0.1", 5000), 9);
    for (const host of ["10.0.0.1", "192.168.1.1", "2001:db8::1", "::ffff:10.0.0.1"])
      expect(await bind(host, 0)).toBe("EADDRNOTAVAIL");
    expect(await bind("127.0.0.1", 70_000)).toBe("EINVAL");
    expect(await bind("x".repeat(50), 1)).toBe("EINVAL");
    // Only if both want it.
    await bound(call, "127.0.0.1", 5001, false, true);
    expect(await bind("127.0.0.1", 5001)).toBe("EADDRINUSE");
    expect(await bind("127.0.0.1", 5001, false, false, true)).toBe("EADDRINUSE");
    const last = await bound(call, "127.0.0.1", 5001, false, true);
    await call("sendDatagram", last, bytes("to the last"), "127.0.0.1", 5001);
    expect(await received(call, last)).toEqual(["to the last from 127.0.0.1:5001"]);
    const [, first] = (await call("names", await bound(call, "0.0.0.0", 0))) as number[];
    const [, second] = (await call("names", await bound(call, "0.0.0.0", 0))) as number[];
    expect(first).toBeGreaterThan(1024);
    expect(second).not.toBe(first);
    await call("close", last);
    expect(await codeOf(call("sendDatagram", last, bytes("x"), "127.0.0.1", 1))).toBe("EBADF");
  });
});

test("reusePort spreads senders over sockets, each to the same one always", async () => {
  await run(async (call) => {
    const sockets = [];
    for (let i = 0; i < 3; i++) sockets.push(await bound(call, "127.0.0.1", 5000, false, false, true));
    for (let round = 0; round < 2; round++)
      for (let port = 6000; port < 6030; port++) {
        const sender = await bound(call, "127.0.0.1", port);
        await call("sendDatagram", sender, bytes("x"), "127.0.0.1", 5000);
        await call("close", sender);
      }
    const seen = new Map<string, number>();
    for (const [index, fd] of sockets.entries()) {
      const all = [...(await received(call, fd)), ...(await received(call, fd))];
      expect(all.length).toBeGreaterThan(0);
      for (const one of all) {
        expect(seen.get(one) ?? index).toBe(index);
        seen.set(one, index);
      }
    }
    expect(seen.size).toBe(30);
  });
});

test("IPv6 takes IPv4 unless it is told not to, and shows it as mapped", async () => {
  await run(async (call) => {
    const dual = await bound(call, "::", 5000);
    const four = await bound(call, "127.0.0.1", 6000);
    await call("sendDatagram", four, bytes("four"), "127.0.0.1", 5000);
    expect(await received(call, dual)).toEqual(["four from ::ffff:127.0.0.1:6000"]);
    await call("sendDatagram", dual, bytes("back"), "::ffff:127.0.0.1", 6000);
    expect(await received(call, four)).toEqual(["back from 127.0.0.1:5000"]);
    await call("sendDatagram", dual, bytes("six"), "::1", 5000);
    expect(await received(call, dual)).toEqual(["six from ::1:5000"]);
    const only = await bound(call, "::", 5001, true);
    await call("sendDatagram", four, bytes("lost"), "127.0.0.1", 5001);
    expect(await received(call, only)).toEqual([]);
    expect(await codeOf(call("sendDatagram", only, bytes("x"), "::ffff:127.0.0.1", 6000))).toBe(
      "ENETUNREACH",
    );
    // The closest gets it.
    const exact = await bound(call, "::1", 5002);
    expect(await codeOf(call("sendDatagram", exact, bytes("x"), "::ffff:127.0.0.1", 6000))).toBe(
      "ENETUNREACH",
    );
    expect(await codeOf(call("sendDatagram", four, bytes("x"), "::1", 5000))).toBe("EINVAL");
  });
});

test("a connected socket takes only its peer's, and hears when nobody is there", async () => {
  await run(async (call) => {
    const server = await bound(call, "127.0.0.1", 5000);
    const other = await bound(call, "127.0.0.1", 5001);
    const client = await bound(call, "0.0.0.0", 6000);
    expect(await codeOf(call("sendDatagram", client, bytes("x")))).toBe("EDESTADDRREQ");
    await call("connectDatagrams", client, "0.0.0.0", 5000);
    expect(await call("names", client)).toEqual(["127.0.0.1", 6000, "127.0.0.1", 5000]);
    await call("sendDatagram", other, bytes("stranger"), "127.0.0.1", 6000);
    await call("sendDatagram", server, bytes("peer"), "127.0.0.1", 6000);
    expect(await received(call, client)).toEqual(["peer from 127.0.0.1:5000"]);
    await call("close", server);
    expect(await call("sendDatagram", client, bytes("lost"))).toBe(4);
    expect(await codeOf(call("sendDatagram", client, bytes("told")))).toBe("ECONNREFUSED");
    expect(await call("sendDatagram", client, bytes("lost"))).toBe(4);
    expect(await codeOf(received(call, client))).toBe("ECONNREFUSED");
    // Who waits is told, too.
    expect(await call("receiveDatagrams", client, 3)).toBe(undefined);
    await call("sendDatagram", client, bytes("lost"));
    expect(await call.event(3)).toEqual(["ECONNREFUSED"]);
    await call("connectDatagrams", client);
    expect(await call("names", client)).toEqual(["0.0.0.0", 6000]);
    // One that is not connected never hears of it.
    for (let i = 0; i < 3; i++)
      expect(await call("sendDatagram", client, bytes("lost"), "127.0.0.1", 9)).toBe(4);
    // A port that was given to a socket is not its own after it was connected.
    const given = await call("datagramSocket", false);
    await call("connectDatagrams", given, "127.0.0.1", 5001);
    await call("connectDatagrams", given);
    expect(await call("names", given)).toEqual(["0.0.0.0", 0]);
  });
});

test("nothing leads out of the machine", async () => {
  await run(async (call) => {
    const four = await bound(call, "0.0.0.0", 0);
    const six = await bound(call, "::", 0);
    for (const [fd, host] of [
      [four, "10.0.0.1"],
      [four, "8.8.8.8"],
      [four, "192.168.0.255"],
      [six, "2001:db8::1"],
      [six, "fe80::1"],
      [six, "::ffff:8.8.8.8"],
      [six, "0::2"],
    ] as const) {
      expect(await codeOf(call("sendDatagram", fd, bytes("x"), host, 53))).toBe("ENETUNREACH");
      expect(await codeOf(call("connectDatagrams", fd, host, 53))).toBe("ENETUNREACH");
    }
    for (const port of [0, 65_536, 1.5])
      expect(await codeOf(call("connectDatagrams", four, "127.0.0.1", port))).toBe("EINVAL");
  });
});

test("groups reach their members, broadcasts everybody who may be meant", async () => {
  await run(async (call) => {
    const sender = await bound(call, "0.0.0.0", 6000);
    const [member, picky, stranger, elsewhere] = [
      await bound(call, "0.0.0.0", 5000, false, true),
      await bound(call, "0.0.0.0", 5000, false, true),
      await bound(call, "0.0.0.0", 5000, false, true),
      await bound(call, "127.0.0.1", 5000, false, true),
    ];
    await call("datagramGroup", member, "224.0.0.114", true);
    await call("datagramGroup", elsewhere, "224.0.0.114", true);
    await call("datagramGroup", picky, "224.0.0.114", true, "127.0.0.9");
    const all = async (): Promise<number[]> => {
      const counts = [];
      for (const fd of [member, picky, stranger, elsewhere]) counts.push((await received(call, fd)).length);
      return counts;
    };
    const send = (host: string) => call("sendDatagram", sender, bytes("x"), host, 5000);
    await send("224.0.0.114");
    expect(await all()).toEqual([1, 0, 1, 0]);
    await call("datagramGroup", picky, "224.0.0.114", true, "127.0.0.1");
    await send("224.0.0.114");
    expect(await all()).toEqual([1, 1, 1, 0]);
    await send("224.0.0.115");
    expect(await all()).toEqual([0, 0, 0, 0]);
    await call("datagramOption", sender, "loopsGroups", 0);
    await send("224.0.0.114");
    expect(await all()).toEqual([0, 0, 0, 0]);
    expect(await codeOf(send("255.255.255.255"))).toBe("EACCES");
    await call("datagramOption", sender, "broadcast", 1);
    await send("255.255.255.255");
    expect(await all()).toEqual([1, 1, 1, 0]);

    const member4 = (...rest: Value[]) => codeOf(call("datagramGroup", member, ...rest));
    expect(await member4("224.0.0.114", true)).toBe("EADDRINUSE");
    expect(await member4("224.0.0.114", true, "127.0.0.1")).toBe("EINVAL");
    expect(await member4("224.0.0.114", false)).toBe("none");
    expect(await member4("224.0.0.114", false)).toBe("EADDRNOTAVAIL");
    expect(await member4("127.0.0.1", true)).toBe("EINVAL");
    expect(await member4("ff02::1", true)).toBe("ENOPROTOOPT");
    for (let i = 0; i < 20; i++) expect(await member4(`224.0.1.${i}`, true)).toBe("none");
    expect(await member4("224.0.2.1", true)).toBe("ENOBUFS");
    const six = await bound(call, "::", 7000);
    await call("datagramGroup", six, "ff02::114", true);
    await call("sendDatagram", six, bytes("self"), "ff02::114", 7000);
    expect(await received(call, six)).toEqual(["self from ::1:7000"]);
  });
});

test("messages have a longest length, and buffers an end", async () => {
  await run(async (call) => {
    const [server, client] = [await bound(call, "127.0.0.1", 5000), await bound(call, "::", 0)];
    const four = await bound(call, "127.0.0.1", 0);
    const send = (fd: Value, host: string, length: number) =>
      codeOf(call("sendDatagram", fd, new Uint8Array(length), host, 5000));
    expect(await send(four, "127.0.0.1", 65_507)).toBe("none");
    expect(await send(four, "127.0.0.1", 65_508)).toBe("EMSGSIZE");
    expect(await send(client, "::1", 65_527)).toBe("none");
    expect(await send(client, "::1", 65_528)).toBe("EMSGSIZE");
    expect((await received(call, server)).length).toBe(1);

    const size = (name: string, value?: number) => call("datagramOption", server, name, value);
    expect(await size("receiveBuffer")).toBe(212_992);
    expect(await size("receiveBuffer", 1)).toBe(2304);
    expect(await size("sendBuffer", 1)).toBe(4608);
    expect(await size("receiveBuffer", 2 ** 30)).toBe(2 ** 23);
    expect(await codeOf(size("receiveBuffer", 2 ** 31))).toBe("EINVAL");
    expect(await codeOf(size("constructor", 1))).toBe("ENOPROTOOPT");
    await size("receiveBuffer", 10_000);
    for (let i = 0; i < 100; i++) expect(await send(four, "127.0.0.1", 1000)).toBe("none");
    const kept = (await received(call, server)).length;
    expect(kept).toBeGreaterThan(5);
    expect(kept).toBeLessThan(25);
  });
});

test("what waits in a machine has a limit for all sockets together", async () => {
  let most = 0;
  await run(
    async (call, kernel) => {
      const client = await bound(call, "127.0.0.1", 0);
      for (let port = 5000; port < 5050; port++) {
        const socket = await bound(call, "127.0.0.1", port);
        await call("datagramGroup", socket, "224.0.0.1", true);
        for (let i = 0; i < 10; i++)
          await call("sendDatagram", client, new Uint8Array(60_000), "127.0.0.1", port);
        most = Math.max(most, kernel.datagrams.waiting);
      }
      // Once it was taken there is room again.
      expect((await received(call, client)).length).toBe(0);
      const before = kernel.datagrams.waiting;
      expect((await received(call, 4)).length).toBeGreaterThan(0);
      expect(kernel.datagrams.waiting).toBeLessThan(before);
    },
    { queued: 1_000_000 },
  );
  expect(most).toBeLessThanOrEqual(1_000_000);
  expect(most).toBeGreaterThan(900_000);
});

test("machines do not hear each other", async () => {
  let ready!: () => void;
  let done!: () => void;
  const listening = new Promise<void>((resolve) => (ready = resolve));
  const sent = new Promise<void>((resolve) => (done = resolve));
  const one = run(async (call) => {
    const socket = await bound(call, "0.0.0.0", 5000);
    await call("datagramGroup", socket, "224.0.0.1", true);
    ready();
    await sent;
    expect(await received(call, socket)).toEqual([]);
  });
  await listening;
  await run(async (call) => {
    const socket = await bound(call, "0.0.0.0", 5000, true);
    await call("datagramOption", socket, "broadcast", 1);
    for (const host of ["127.0.0.1", "224.0.0.1", "255.255.255.255"])
      await call("sendDatagram", socket, bytes("x"), host, 5000);
    done();
  });
  await one;
});

test("a socket that was handed on lives as long as somebody holds it", async () => {
  await run(
    async (call) => {
      const socket = await bound(call, "127.0.0.1", 5000);
      const request = { file: "node", args: ["node", "child"], env: { PATH: DEFAULT_PATH }, stdio: [socket] };
      await call("spawn", JSON.stringify(request), 1);
      await call("close", socket);
      const client = await bound(call, "127.0.0.1", 6000);
      await call("sendDatagram", client, bytes("inherited"), "127.0.0.1", 5000);
      await call.event(1);
      const values = await call("receiveDatagrams", client, 2);
      expect(text((values as Value[])[0])).toBe("inherited!");
      expect(await codeOf(bound(call, "127.0.0.1", 5000))).toBe("none");
    },
    {},
    {
      child: async (call) => {
        const got = (await call("receiveDatagrams", 0, 1)) ?? (await call.event(1))[1];
        const [data, host, port] = got as [Uint8Array, string, number];
        await call("sendDatagram", 0, bytes(`${text(data)}!`), host, port);
      },
    },
  );
});
