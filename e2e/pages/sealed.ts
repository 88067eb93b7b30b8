// Machines as the app makes them, for sealed.test.ts to run hostile programs on.
import { openMachines, type Machine, type MachineOptions } from "../../src/sandbox/index.ts";

const machines = openMachines({ headlessUrl: new URL("headless.html", location.href).href });
const made = new Map<string, Promise<Machine>>();

const api = {
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
