// The direct door, for conformance.test.ts to drive.
import {
  connectMachines,
  type ConnectedMachines,
  type HostMachine,
  type HostRunRequest,
} from "../../src/host/index.ts";

/** A result as it can leave a page: bytes as lists of numbers are slow, as base64 they are not. */
export interface PageResult {
  readonly cwd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly ms: number;
}

let connected: Promise<ConnectedMachines> | null = null;
let shared: Promise<HostMachine> | null = null;
let runs = 0;

/** Where isolated runs have their files. */
const ISOLATED_CWD = "/home/run";

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function machines(): Promise<ConnectedMachines> {
  connected ??= connectMachines({
    headlessUrl: new URL("headless.html", location.href).href,
    timeoutMs: 30_000,
  });
  return connected;
}

const api = {
  /** Runs programs one after the other in isolated runs of one machine, whose workers may be used again. */
  async sequence(
    programs: readonly string[],
    flags: readonly (readonly string[])[] = [],
  ): Promise<{ output: string; reused: boolean }[]> {
    const machine = await (await machines()).create({ files: {} });
    const results: { output: string; reused: boolean }[] = [];
    try {
      for (const [i, code] of programs.entries()) {
        const { stdout, stderr, reused } = await machine.run(`run-${++runs}`, {
          argv: ["node", ...(flags[i] ?? []), "main.js"],
          files: { "main.js": code, "other.js": "exports.other = 1;" },
          timeoutMs: 20_000,
          maxOutput: 1024 * 1024,
          isolated: true,
        });
        results.push({ output: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr), reused });
      }
    } finally {
      await machine.dispose();
    }
    return results;
  },
  /** An isolated run on the one machine that all such runs share, whose workers are used again. */
  async runIsolated(
    files: Record<string, string>,
    request: Pick<HostRunRequest, "argv" | "env" | "stdin" | "timeoutMs">,
  ): Promise<PageResult> {
    shared ??= machines().then((all) => all.create({ files: {} }));
    const machine = await shared;
    const result = await machine.run(`run-${++runs}`, {
      ...request,
      files,
      maxOutput: 64 * 1024 * 1024,
      isolated: true,
    });
    const { code, timedOut, ms } = result;
    const [stdout, stderr] = [base64(result.stdout), base64(result.stderr)];
    return { cwd: ISOLATED_CWD, stdout, stderr, code, timedOut, ms };
  },
  /** Runs a program on a machine of its own. */
  async run(
    files: Record<string, string>,
    request: Pick<HostRunRequest, "argv" | "env" | "stdin" | "timeoutMs">,
    policy: Pick<Parameters<ConnectedMachines["create"]>[0], "deny" | "frozen"> = {},
  ): Promise<PageResult> {
    const machine = await (await machines()).create({ files, ...policy });
    try {
      const result = await machine.run(`run-${++runs}`, {
        ...request,
        maxOutput: 64 * 1024 * 1024,
        isolated: false,
      });
      const { code, timedOut, ms } = result;
      return {
        cwd: machine.cwd,
        stdout: base64(result.stdout),
        stderr: base64(result.stderr),
        code,
        timedOut,
        ms,
      };
    } finally {
      await machine.dispose();
    }
  },
};

export type Api = typeof api;

Object.assign(globalThis, { api, ready: true });
