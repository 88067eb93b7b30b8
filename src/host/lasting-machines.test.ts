import type { Remote } from "comlink";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heartbeat } from "./heartbeat.ts";
import { LastingMachines, type Connection, type RemoteMachines } from "./lasting-machines.ts";
import type {
  HostFiles,
  HostMachine,
  HostMachineOptions,
  HostRunRequest,
  HostRunResult,
} from "./machine-api.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type FakeMachine = Omit<Partial<HostMachine>, "cwd"> & { cwd: Promise<string> };

/** Frames in this thread: a run of `bomb` silences its frame for ever. */
function frames() {
  const machines: { files: HostFiles; folders: string[] }[] = [];
  let opened = 0;
  const ran: string[] = [];
  const open = (): Promise<Connection> => {
    opened++;
    let dead = false;
    const never = new Promise<never>(() => undefined);
    const heart = new Heartbeat(() => (dead ? never : Promise.resolve()));
    const create = async (options: HostMachineOptions): Promise<FakeMachine> => {
      const made = { files: { ...options.files }, folders: [] as string[] };
      machines.push(made);
      const lay = async (files: HostFiles): Promise<void> => void Object.assign(made.files, files);
      return {
        // As comlink gives it.
        cwd: Promise.resolve("/home/project"),
        mount: lay,
        writeFile: (path, content) => lay({ [path]: content }),
        mkdir: async (path) => void made.folders.push(path),
        rm: async () => undefined,
        rename: async () => undefined,
        async run(_id: string, { argv }: HostRunRequest): Promise<HostRunResult> {
          const name = argv.join(" ");
          ran.push(`${name} in ${opened}`);
          if (name === "bomb") dead = true;
          if (dead || name === "slow")
            await (dead ? never : new Promise((resolve) => setTimeout(resolve, 60_000)));
          if (dead) await never;
          const none = new Uint8Array(0);
          return {
            stdout: none,
            stderr: none,
            code: 0,
            timedOut: false,
            truncated: false,
            ms: 1,
            reused: false,
          };
        },
      };
    };
    const remote = { create } as unknown as Remote<RemoteMachines>;
    return Promise.resolve({ remote, heart, dispose: () => heart.stop() });
  };
  return { open, machines, ran, opened: () => opened };
}

const request = (name: string, isolated = true): HostRunRequest => ({
  argv: [name],
  timeoutMs: 1000,
  maxOutput: 1000,
  isolated,
});

test("a run that takes the frame with it is told so; those beside it run again, and machines are as their owner left them", async () => {
  const { open, machines, ran, opened } = frames();
  const lasting = new LastingMachines(await open(), open);
  const machine = await lasting.create({ files: { "a.txt": "a" } });
  await machine.writeFile("b/c.txt", "c");
  await machine.mkdir("empty");
  await machine.mount({ "gone.txt": "x", "old/d.txt": "d" });
  await machine.rm("gone.txt");
  await machine.rename("old", "new");
  const results = Promise.all(["slow", "bomb", "quick"].map((name) => machine.run(name, request(name))));
  await vi.advanceTimersByTimeAsync(300_000);
  const [slow, bomb, quick] = await results;
  expect([slow?.code, bomb?.code, quick?.code]).toEqual([0, 134, 0]);
  expect(new TextDecoder().decode(bomb?.stderr)).toMatch(
    /^The sandbox ended this program: it used more memory/,
  );
  expect(opened()).toBe(3);
  expect(ran.filter((name) => name.startsWith("bomb")).length).toBe(2);
  expect((await machine.run("after", request("after"))).code).toBe(0);
  expect(machines.at(-1)).toEqual({
    files: {
      "/home/project/a.txt": "a",
      "/home/project/b/c.txt": "c",
      "/home/project/new/d.txt": "d",
    },
    folders: ["/home/project/empty"],
  });
});

test("what changes its machine is not run twice", async () => {
  const { open, ran } = frames();
  const lasting = new LastingMachines(await open(), open);
  const machine = await lasting.create({ files: {} });
  const result = machine.run("bomb", request("bomb", false));
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await result).code).toBe(134);
  expect(ran).toEqual(["bomb in 1"]);
});
