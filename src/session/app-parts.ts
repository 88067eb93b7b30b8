import type { Network } from "../agent/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { examine, listModels, ModelClient, ModelFacts, ModelSettings } from "../model/index.ts";
import type { Recordings } from "../recordings/index.ts";
import type { RunStore } from "../runs/index.ts";
import type { Machines, Sandbox } from "../sandbox/index.ts";
import type { OpenChannel } from "./live-run.ts";
import type { Missing } from "./missing.ts";

/** What the app is made of. The composition root makes the parts. */
export interface AppParts {
  readonly catalog: Catalog;
  readonly recordings: Recordings;
  /** Called at the first use, and again after it failed: without storage the page still shows its programs. */
  readonly openStore: () => Promise<RunStore>;
  /** Boots the sandbox that a person and an agent work in. One at a time. @throws SandboxError */
  readonly bootSandbox: (runtime: "embedded" | "stackblitz", signal: AbortSignal) => Promise<Sandbox>;
  /** Machines for the original and for grading. */
  readonly machines: Machines;
  readonly connectModel: (settings: ModelSettings) => ModelClient;
  readonly lookUpModel: (model: string, baseUrl: string) => Promise<ModelFacts>;
  readonly listModels: typeof listModels;
  readonly examine: typeof examine;
  readonly browser: {
    /** This page's address. */
    readonly page: () => URL;
    /** Goes to another site. */
    readonly leaveFor: (url: string) => void;
    /** Lasts as long as the tab. */
    readonly sessionStorage: Storage;
    readonly locks: LockManager;
    readonly localStorage: Storage;
    /** Undefined where the browser has none. */
    readonly indexedDB: IDBFactory | undefined;
    /** Calls back while the page goes away (`pagehide`). Returns its undo. */
    readonly onLeave: (listener: () => void) => () => void;
    /** Opens the line between the tabs of this browser. */
    readonly openChannel: OpenChannel;
    readonly network: Network;
    /** Undefined where the browser does not tell of its storage. */
    readonly storage: StorageManager | undefined;
  };
  /** What `findMissing` said of the page. */
  readonly missing: readonly Missing[];
}
