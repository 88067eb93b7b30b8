// Machines of the host, for host-shell.test.ts to run scripts and terminals in.
import { connectMachines, type HostFiles, type HostMachine, type HostProcess } from "../../src/host/index.ts";

interface Terminal {
  readonly process: HostProcess;
  output: string;
  code: number | null;
}

const terminals = new Map<number, Terminal>();
let machines: ReturnType<typeof connectMachines> | null = null;
let machine: HostMachine | null = null;
let runs = 0;

const shell = {
  async machine(files: HostFiles): Promise<void> {
    machines ??= connectMachines({ headlessUrl: "headless.html", timeoutMs: 10_000 });
    await machine?.dispose();
    const connected = await machines;
    machine = await connected.create({ files });
  },
  /** Runs to the end; stdout and stderr as text. */
  async run(
    argv: string[],
    stdin = "",
    timeoutMs = 20_000,
  ): Promise<{ out: string; err: string; code: number | null; ms: number; timedOut: boolean }> {
    const result = await machine!.run(`r${++runs}`, {
      argv,
      stdin,
      timeoutMs,
      maxOutput: 1e8,
      isolated: false,
    });
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    return {
      out: text(result.stdout),
      err: text(result.stderr),
      code: result.code,
      ms: result.ms,
      timedOut: result.timedOut,
    };
  },
  async terminal(argv: string[], cols = 80, rows = 24): Promise<number> {
    const id = terminals.size + 1;
    const terminal: { output: string; code: number | null; process?: HostProcess } = {
      output: "",
      code: null,
    };
    terminal.process = await machine!.spawn({ argv, terminal: { cols, rows } }, (text) => {
      terminal.output += text;
    });
    terminals.set(id, terminal as Terminal);
    void terminal.process.exit().then((code) => (terminal.code = code));
    return id;
  },
  async type(id: number, text: string): Promise<void> {
    await terminals.get(id)!.process.write(text);
  },
  async resize(id: number, cols: number, rows: number): Promise<void> {
    await terminals.get(id)!.process.resize({ cols, rows });
  },
  /** What has been shown, once `text` is in it or the time is up. */
  async shown(id: number, text: string, ms = 8000): Promise<string> {
    const end = performance.now() + ms;
    const terminal = terminals.get(id)!;
    while (!terminal.output.includes(text) && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const shown = terminal.output;
    terminal.output = "";
    return shown;
  },
  async exit(id: number, ms = 8000): Promise<number | null> {
    const end = performance.now() + ms;
    const terminal = terminals.get(id)!;
    while (terminal.code === null && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return terminal.code;
  },
};

export type ShellPage = typeof shell;

Object.assign(globalThis, { shell, ready: true });
