// The published client and the direct door, as an app would use them, for host-protocol.test.ts to drive.
import { encode } from "@msgpack/msgpack";
import { setupConnect } from "@webcontainer/api/connect";
import {
  auth,
  configureAPIKey,
  reloadPreview,
  WebContainer,
  type SpawnOptions,
  type WebContainerProcess,
} from "@webcontainer/api";
import { connectMachines } from "../../src/host/index.ts";

/** All output of a process, and its exit status. */
async function finished(process: WebContainerProcess): Promise<[string, number]> {
  let all = "";
  const done = process.output.pipeTo(new WritableStream({ write: (text) => void (all += text) }));
  const code = await process.exit;
  await done;
  return [all, code];
}

interface Folder {
  readonly [name: string]: string | Uint8Array | Folder;
}

/** What @webcontainer/snapshot makes of a folder: msgpack of the tree, files as bytes. */
function snapshot(folder: Folder): Uint8Array<ArrayBuffer> {
  const wire = (inner: Folder): object => ({
    d: Object.fromEntries(
      Object.entries(inner).map(([name, entry]) => {
        if (typeof entry === "string") return [name, { f: { c: new TextEncoder().encode(entry) } }];
        return [name, entry instanceof Uint8Array ? { f: { c: entry } } : wire(entry)];
      }),
    ),
  });
  return encode(wire(folder)).slice();
}

let current: WebContainer | null = null;

const api = {
  WebContainer,
  auth,
  configureAPIKey,
  reloadPreview,
  setupConnect,
  connectMachines,
  finished,
  snapshot,
  /** The instance of this page; booted at first use. */
  async container(): Promise<WebContainer> {
    current ??= await WebContainer.boot();
    return current;
  },
  async run(command: string, args: string[], options: SpawnOptions = {}): Promise<[string, number]> {
    return await finished(await (await api.container()).spawn(command, args, options));
  },
  /** Loads this script, and with it the client, once more: `api` is the copy's from then on. */
  async anotherCopy(): Promise<void> {
    const code = await (await fetch("test.js")).text();
    await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  },
  forget(): void {
    current = null;
  },
  async until(condition: () => boolean, ms = 5000): Promise<boolean> {
    const end = performance.now() + ms;
    while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    return condition();
  },
  /** The error's message and what Node adds to it. */
  async failure(work: Promise<unknown>): Promise<unknown> {
    try {
      await work;
      return "no error";
    } catch (error) {
      const { message, code, errno, syscall, path } = error as Record<string, unknown>;
      return JSON.parse(JSON.stringify({ message, code, errno, syscall, path })) as unknown;
    }
  },
};

export type Api = typeof api;

Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: location.origin, api, ready: true });
