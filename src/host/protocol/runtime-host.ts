import type { SharedLibrary } from "../machine/syscalls.ts";
import { WorkerPool } from "../machine/worker-pool.ts";
import type { Assets } from "./assets.ts";

/** What all machines of one runtime frame share. */
export interface RuntimeHost {
  /** Folder of the host's page. */
  readonly base: string;
  /** Workers for processes. @throws Error with a message for people when there can be none */
  workers(): Promise<WorkerPool>;
}

const NOT_ISOLATED =
  "The sandbox cannot run programs because this page is not cross-origin isolated. " +
  "Serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, " +
  "or reload it so that its service worker can add them.";

export function runtimeHost(assets: Assets, base: string): RuntimeHost {
  let workers: Promise<WorkerPool> | null = null;
  return {
    base,
    workers() {
      workers ??= makePool(assets);
      return workers;
    },
  };
}

async function makePool(assets: Assets): Promise<WorkerPool> {
  if (!globalThis.crossOriginIsolated) throw new Error(NOT_ISOLATED);
  const script = async (name: "node.js" | "shell.js"): Promise<string> =>
    URL.createObjectURL(new Blob([await assets.get(name)], { type: "text/javascript" }));
  const [node, shell, library] = await Promise.all([
    script("node.js"),
    script("shell.js"),
    sharedLibrary(assets),
  ]);
  const pool = new WorkerPool({ scripts: { node, shell }, library });
  pool.replenish();
  return pool;
}

/** The library's bytes in memory that all workers share. */
async function sharedLibrary(assets: Assets): Promise<SharedLibrary> {
  const [bytes, index] = await Promise.all([assets.get("node-lib.bin"), assets.get("node-lib.json")]);
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(new Uint8Array(bytes));
  return { bytes: shared, index: JSON.parse(new TextDecoder().decode(index)) as SharedLibrary["index"] };
}
