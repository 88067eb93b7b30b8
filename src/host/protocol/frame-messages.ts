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

/** What the first program needs: the shim sends it without being asked, once. */
export const FIRST_ASSETS = ["node.js", "node-lib.bin", "node-lib.json"] as const satisfies AssetName[];

/** Which API the embedder speaks: the published client's, or machines (`headless.html#machines`). */
export type Door = "client" | "machines";

/** The frame's first word; the shim answers with `RuntimeScript`. */
export const FRAME_LOADED = "frame-loaded";
/** The event by which the frame's own script gives the runtime what came for it. */
export const CONNECT = "connect-runtime";

/** The runtime, as text in UTF-8, and what the frame tells it once it runs, along with the message's ports. */
export interface RuntimeScript {
  readonly script: ArrayBuffer;
  readonly connect: Connect;
}

export interface Connect {
  readonly door: Door;
  /** Folder of the host's page, where previews are served. */
  readonly base: string;
  /** What every machine may use unless its maker says otherwise, as the host's page has it. */
  readonly limits: Partial<MachineLimits>;
  /** Names the channel of this runtime's previews. The port that leads there comes second. */
  readonly previews: string;
}

/** Over the port that comes with `Connect`: the runtime asks for what is not among the first, the shim answers. */
export interface AssetRequest {
  readonly name: AssetName;
  /** As they come, in many replies; else in one. */
  readonly inPieces: boolean;
}
export interface AssetReply {
  readonly name: AssetName;
  readonly bytes: ArrayBuffer;
  readonly error?: string;
  /** Others follow. */
  readonly more: boolean;
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
