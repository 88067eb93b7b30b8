import { bootWebContainer } from "../../src/sandbox/index.ts";
import { connectMachines, type ConnectedMachines, type HostMachine } from "../../src/host/index.ts";

/** A program with what it is given, for native Node and for the host alike. */
export interface Case {
  readonly name: string;
  /** Texts, and bytes as base64. */
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly args: readonly string[];
  readonly stdin: string;
  /** What it prints. */
  readonly stdout: string;
}

const headlessUrl = new URL("headless.html", location.href).href;
let connected: Promise<ConnectedMachines> | null = null;
const machines = new Map<string, HostMachine>();
let lastRun = 0;

async function machineOf({ name, files }: Case): Promise<HostMachine> {
  const known = machines.get(name);
  if (known) return known;
  connected ??= connectMachines({ headlessUrl, timeoutMs: 60_000 });
  const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const laid = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === "string" ? content : bytes(content.base64),
  ]);
  const made = await (await connected).create({ files: Object.fromEntries(laid) });
  machines.set(name, made);
  return made;
}

/** What a thousand messages to such a frame as the host's, and back, take at least. */
async function echoes(): Promise<number> {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc =
    "<script>onmessage = ({ ports: [port] }) => { port.onmessage = ({ data }) => port.postMessage(data); }</script>";
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  document.body.append(frame);
  await loaded;
  const { port1, port2 } = new MessageChannel();
  frame.contentWindow?.postMessage(null, "*", [port2]);
  const back = (): Promise<unknown> => new Promise((done) => (port1.onmessage = done));
  const started = performance.now();
  for (let i = 0; i < 1000; i++) {
    const echo = back();
    port1.postMessage(`d${i % 40}/f${i}.txt`);
    await echo;
  }
  frame.remove();
  return performance.now() - started;
}

const api = {
  /** Runs a case so many times, `parallel` at once; milliseconds for all. @throws Error when one prints something else */
  async runs(given: Case, count: number, parallel: number): Promise<{ ms: number; reused: number }> {
    const machine = await machineOf(given);
    let left = count;
    let reused = 0;
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        const result = await machine.run(`run-${++lastRun}`, {
          argv: ["node", `${machine.cwd}/main.js`, ...given.args],
          stdin: given.stdin,
          timeoutMs: 60_000,
          maxOutput: 2 ** 24,
          isolated: true,
        });
        const text = new TextDecoder().decode(result.stdout);
        if (text !== given.stdout || result.code !== 0)
          throw new Error(`${given.name}: ${text}${new TextDecoder().decode(result.stderr)} ${result.code}`);
        if (result.reused) reused++;
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: parallel }, work));
    return { ms: performance.now() - started, reused };
  },
  /** Milliseconds from nothing to the end of a first program, and of the boot within that. */
  async boot(): Promise<{ boot: number; first: number }> {
    const started = performance.now();
    const sandbox = await bootWebContainer({ runtime: "embedded", headlessUrl, timeoutMs: 60_000 });
    const boot = performance.now() - started;
    const program = await sandbox.spawn("node", ["-e", "0"]);
    await program.exit;
    return { boot, first: performance.now() - started };
  },
  /**
   * Milliseconds for mounting (of which the client takes `own` before it sends the large file), and for reading small files
   * one after the other, next to bare messages.
   */
  async files(): Promise<{ mount: number; big: number; own: number; read: number; echo: number }> {
    const { WebContainer } = await import("@webcontainer/api");
    globalThis.WEBCONTAINER_API_IFRAME_URL = new URL(headlessUrl).origin;
    const client = await WebContainer.boot();
    const tree: Record<string, { directory: Record<string, { file: { contents: string } }> }> = {};
    for (let i = 0; i < 2000; i++) {
      const folder = (tree[`d${i % 40}`] ??= { directory: {} });
      folder.directory[`f${i}.txt`] = { file: { contents: `file ${i}\n`.repeat(20) } };
    }
    let started = performance.now();
    await client.mount(tree);
    const mount = performance.now() - started;
    const contents = new Uint8Array(8 * 2 ** 20).fill(7);
    started = performance.now();
    const sent = client.mount({ big: { file: { contents } } });
    const own = performance.now() - started;
    await sent;
    const big = performance.now() - started;
    started = performance.now();
    for (let i = 0; i < 1000; i++) await client.fs.readFile(`d${i % 40}/f${i}.txt`, "utf8");
    const read = performance.now() - started;
    const echo = await echoes();
    client.teardown();
    return { mount, big, own, read, echo };
  },
  /** Starts so many processes that only wait. */
  async idle(count: number): Promise<void> {
    const sandbox = await bootWebContainer({ runtime: "embedded", headlessUrl, timeoutMs: 60_000 });
    for (let i = 0; i < count; i++) {
      let text = "";
      const program = await sandbox.spawn("node", ["-e", "setInterval(() => {}, 1e6);console.log('up')"]);
      await new Promise<void>((up) => {
        program.onOutput((chunk) => {
          text += chunk;
          if (text.includes("up")) up();
        });
      });
    }
  },
};

export type Api = typeof api;

Object.assign(globalThis, { api, ready: true });
