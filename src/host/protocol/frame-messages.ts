import type { MachineLimits } from "../machine/limits.ts";

/** What the shim (real origin, no program code) and the runtime (opaque frame) say to each other. */

/** What the runtime may ask for; the shim knows where each lies. */
export const ASSETS = {
  "node.js": "host/node.js",
  "shell.js": "host/shell.js",
  "node-lib.bin": "host/node-lib.bin",
  "node-lib-rest.bin": "host/node-lib-rest.bin",
  "node-lib.json": "host/node-lib.json",
} as const;
export type AssetName = keyof typeof ASSETS;

/** Which API the embedder speaks: the published client's, or machines (`headless.html#machines`). */
export type Door = "client" | "machines";

/** The runtime's first word; the shim answers with `Connect`. */
export const RUNTIME_LOADED = "runtime-loaded";

export interface Connect {
  readonly type: "connect";
  readonly door: Door;
  /** Folder of the host's page, where previews are served. */
  readonly base: string;
  /** What every machine may use unless its maker says otherwise, as the host's page has it. */
  readonly limits: Partial<MachineLimits>;
  /** Names the channel of this runtime's previews. The port that leads there comes second. */
  readonly previews: string;
}

/** Over the port that comes with `Connect`: the runtime asks, the shim answers. */
export interface AssetRequest {
  readonly name: AssetName;
}
export interface AssetReply {
  readonly name: AssetName;
  readonly bytes?: ArrayBuffer;
  readonly error?: string;
}

/** The runtime hands over the port that the embedder talks to, and one that answers as long as the frame lives. */
export interface DoorOpened {
  readonly type: "door-opened";
}

/** To the embedder, from the shim. The client's are fixed by @webcontainer/api; the others are for `client.ts`. */
export type ToEmbedder =
  | { readonly type: "init" }
  | { readonly type: "warning"; readonly level: "error"; readonly message: string }
  | { readonly type: "machines-init" }
  | { readonly type: "machines-failed"; readonly message: string };
