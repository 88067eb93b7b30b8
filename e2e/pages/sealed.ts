// Machines as the app makes them, for sealed.test.ts to run hostile programs on.
import { openMachines, type Machine, type MachineOptions } from "../../src/sandbox/index.ts";
import { connectMachines, type HostMachine, type HostMachineOptions } from "../../src/host/index.ts";
import { canaries } from "./sealed-canaries.ts";

const machines = openMachines({ headlessUrl: new URL("headless.html", location.href).href });
const made = new Map<string, Promise<Machine>>();

const direct = connectMachines({
  headlessUrl: new URL("headless.html", location.href).href,
  timeoutMs: 30_000,
});
const limited = new Map<string, Promise<HostMachine>>();

/** The longest that the page's event loop did not come back, since it was asked the last time. */
const watchLoop = (): (() => number) => {
  let longest = 0;
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  port1.onmessage = turn;
  setInterval(() => port2.postMessage(null), 10);
  return () => {
    const value = longest;
    longest = 0;
    last = performance.now();
    return value;
  };
};

/** Tasks on the page's main thread of more than 50 ms. */
const long: number[] = [];
new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: "longtask",
});
const stalls = watchLoop();

const api = {
  canaries: canaries(),
  stalls,
  /** The longest task on the page's main thread since the last call, in ms; 0 when none took 50 ms. */
  longestTask: (): number => Math.max(0, ...long.splice(0)),
  /** A machine of the direct door, which takes limits. Made with `options` at first. */
  limited(name: string, options: HostMachineOptions = { files: {} }): Promise<HostMachine> {
    const machine = limited.get(name) ?? direct.then((machines) => machines.create(options));
    limited.set(name, machine);
    return machine;
  },
  /** Runs `node main.js` on the machine itself, so that what it does there stays. */
  async runOn(
    name: string,
    program: string,
    limits: { timeoutMs?: number; maxOutput?: number; argv?: readonly string[]; stdin?: string } = {},
  ): Promise<{
    out: string;
    err: string;
    code: number | null;
    timedOut: boolean;
    truncated: boolean;
    ms: number;
  }> {
    const machine = await api.limited(name);
    const text = new TextDecoder();
    const result = await machine.run(`run-${Math.random()}`, {
      argv: ["node", "main.js"],
      files: { "main.js": program },
      isolated: false,
      timeoutMs: 60_000,
      maxOutput: 2 ** 20,
      ...limits,
    });
    const { stdout, stderr, code, timedOut, truncated, ms } = result;
    return { out: text.decode(stdout), err: text.decode(stderr), code, timedOut, truncated, ms };
  },
  /** The machine of that name; made with `options` at first. */
  machine(name: string, options: MachineOptions = { files: {} }): Promise<Machine> {
    const machine = made.get(name) ?? machines.create(options);
    made.set(name, machine);
    return machine;
  },
  /** Runs a Node program on the machine `name`, as a run that leaves no trace. */
  async run(
    name: string,
    program: string,
    limits: { timeoutMs?: number; maxOutput?: number } = {},
  ): Promise<{
    out: string;
    err: string;
    code: number | null;
    timedOut: boolean;
    truncated: boolean;
    reused: boolean;
  }> {
    const machine = await api.machine(name);
    const text = new TextDecoder();
    const result = await machine.run({
      argv: ["node", "main.js"],
      files: { "main.js": program },
      timeoutMs: 30_000,
      ...limits,
    });
    return {
      out: text.decode(result.stdout),
      err: text.decode(result.stderr),
      code: result.code,
      timedOut: result.timedOut,
      truncated: result.truncated,
      reused: result.reused ?? false,
    };
  },
};

export type SealedApi = typeof api;

Object.assign(globalThis, { sealed: api, ready: true });
