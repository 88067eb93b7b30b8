import type { ImageName } from "../machine/programs.ts";
import { REST_FAILED, type SharedLibrary } from "../machine/syscalls.ts";
import { lateWorkers, WorkerPool } from "../machine/worker-pool.ts";
import type { WorkerSource } from "../machine/worker-source.ts";
import type { MachineLimits } from "../machine/limits.ts";
import type { AssetName, Connect } from "./frame-messages.ts";
import type { Assets } from "./assets.ts";

/** The way to this runtime's previews. */
export interface Previews {
  readonly id: string;
  readonly port: MessagePort;
}

/** What all machines of one runtime frame share. */
export interface RuntimeHost {
  /** Folder of the host's page. */
  readonly base: string;
  /** What machines may use when nothing else is said. */
  readonly limits: Partial<MachineLimits>;
  readonly previews: Previews;
  readonly workers: WorkerSource;
  /** @throws Error with a message for people when programs cannot run in this page */
  check(): void;
  /** Fetches and prepares what the first program needs, so that it does not wait for it. */
  warmUp(): void;
}

const NOT_ISOLATED =
  "The sandbox cannot run programs because this page is not cross-origin isolated. " +
  "Serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, " +
  "or reload it so that its service worker can add them.";

const SCRIPTS: Readonly<Record<ImageName, AssetName>> = { node: "node.js", shell: "shell.js" };

/** Prepared workers: two of node, because a program that runs another is common. */
const SPARES: Readonly<Record<ImageName, number>> = { node: 2, shell: 1 };

export function runtimeHost(
  assets: Assets,
  { base, limits, previews }: Pick<Connect, "base" | "limits" | "previews">,
  previewPort: MessagePort,
): RuntimeHost {
  const pools = new Map<ImageName, Promise<WorkerPool>>();
  let library: Promise<Library> | null = null;
  const makePool = async (image: ImageName): Promise<WorkerPool> => {
    library ??= fetchLibrary(assets);
    const [script, { shared, fetchRest }] = await Promise.all([assets.get(SCRIPTS[image]), library]);
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const workers = new WorkerPool({ name: image, script: url, library: shared, spares: SPARES[image] });
    const prepared = workers.replenish();
    // Until then it would only take the time that the first worker needs.
    if (image === "node") void prepared.then(fetchRest);
    return workers;
  };
  const pool = (image: ImageName): Promise<WorkerPool> => {
    let made = pools.get(image);
    if (!made) {
      made = makePool(image).catch((error: unknown) => {
        // The next program tries again.
        pools.delete(image);
        library = null;
        throw error;
      });
      pools.set(image, made);
    }
    return made;
  };
  return {
    base,
    limits,
    previews: { id: previews, port: previewPort },
    workers: lateWorkers(pool),
    check() {
      if (!globalThis.crossOriginIsolated) throw new Error(NOT_ISOLATED);
    },
    warmUp() {
      if (!globalThis.crossOriginIsolated) return;
      // One after the other: node is the larger one, and a program that is started meanwhile does not wait for this.
      const prepare = async (): Promise<void> => {
        const node = await pool("node");
        setTimeout(warmBrowser, WARM_AFTER_MS);
        await node.replenish();
        await (await pool("shell")).replenish();
      };
      // Whoever starts a program hears of a failure.
      prepare().catch(() => undefined);
    },
  };
}

/** By then the browser has started the first worker, which takes steps of this thread, and compiles its script. */
const WARM_AFTER_MS = 10;

/** The browser loads its tables of languages once for all threads. Workers need them: so they find them loaded. */
function warmBrowser(): void {
  new Intl.Segmenter().segment("")[Symbol.iterator]();
}

interface Library {
  readonly shared: SharedLibrary;
  /** Fetches what no program needs in order to start. */
  readonly fetchRest: () => Promise<void>;
}

/** The library's bytes in memory that all workers share. */
async function fetchLibrary(assets: Assets): Promise<Library> {
  const [bytes, index] = await Promise.all([assets.get("node-lib.bin"), assets.get("node-lib.json")]);
  const places = JSON.parse(new TextDecoder().decode(index)) as SharedLibrary["index"];
  const size = Object.values(places).reduce((end, [offset, length]) => Math.max(end, offset + length), 0);
  const shared = new SharedArrayBuffer(size);
  new Uint8Array(shared).set(new Uint8Array(bytes));
  const restState = new SharedArrayBuffer(4);
  const rest = new Uint8Array(shared, bytes.byteLength);
  return {
    shared: { bytes: shared, index: places, restFrom: bytes.byteLength, restState },
    fetchRest: () => fetchInto(rest, new Int32Array(restState), assets),
  };
}

const REST_TRIES = 4;
const REST_PAUSE_MS = 500;

/** Fetches the rest, and lets those go on who wait for what has come. */
async function fetchInto(place: Uint8Array, state: Int32Array, assets: Assets): Promise<void> {
  const tell = (there: number): void => {
    Atomics.store(state, 0, there);
    Atomics.notify(state, 0);
  };
  for (let tries = 0; tries < REST_TRIES; tries++) {
    try {
      let there = 0;
      await assets.pieces("node-lib-rest.bin", (piece) => {
        place.set(new Uint8Array(piece), there);
        there += piece.byteLength;
        // An earlier try may have come further.
        if (there > Atomics.load(state, 0)) tell(there);
      });
      if (there === place.length) return;
    } catch {
      // Who needs it hears of it, unless a later try succeeds.
    }
    await new Promise((resolve) => setTimeout(resolve, REST_PAUSE_MS));
  }
  tell(REST_FAILED);
}
