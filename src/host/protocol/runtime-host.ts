import type { ImageName } from "../machine/programs.ts";
import { REST_FAILED, REST_THERE, type SharedLibrary } from "../machine/syscalls.ts";
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
  let library: Promise<SharedLibrary> | null = null;
  const makePool = async (image: ImageName): Promise<WorkerPool> => {
    library ??= sharedLibrary(assets);
    const [script, shared] = await Promise.all([assets.get(SCRIPTS[image]), library]);
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return new WorkerPool({ name: image, script: url, library: shared, spares: SPARES[image] });
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
        for (const image of ["node", "shell"] as const) await (await pool(image)).replenish();
      };
      // Whoever starts a program hears of a failure.
      prepare().catch(() => undefined);
    },
  };
}

/** The library's bytes in memory that all workers share. */
async function sharedLibrary(assets: Assets): Promise<SharedLibrary> {
  const [bytes, index] = await Promise.all([assets.get("node-lib.bin"), assets.get("node-lib.json")]);
  const places = JSON.parse(new TextDecoder().decode(index)) as SharedLibrary["index"];
  const size = Object.values(places).reduce((end, [offset, length]) => Math.max(end, offset + length), 0);
  const shared = new SharedArrayBuffer(size);
  new Uint8Array(shared).set(new Uint8Array(bytes));
  const restState = new SharedArrayBuffer(4);
  void fetchRest(assets, new Uint8Array(shared, bytes.byteLength), new Int32Array(restState));
  return { bytes: shared, index: places, restFrom: bytes.byteLength, restState };
}

const REST_TRIES = 4;
const REST_PAUSE_MS = 500;

/** Fetches what no program needs in order to start, and lets those who wait for it go on. */
async function fetchRest(assets: Assets, place: Uint8Array, state: Int32Array): Promise<void> {
  let outcome = REST_FAILED;
  for (let tries = 0; tries < REST_TRIES && outcome === REST_FAILED; tries++) {
    try {
      place.set(new Uint8Array(await assets.get("node-lib-rest.bin")));
      outcome = REST_THERE;
    } catch {
      // Who needs it hears of it, unless a later try succeeds.
      await new Promise((resolve) => setTimeout(resolve, REST_PAUSE_MS));
    }
  }
  Atomics.store(state, 0, outcome);
  Atomics.notify(state, 0);
}
