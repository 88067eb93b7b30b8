import type { BindingContext } from "./binding.ts";
import type { Environment } from "./environment.ts";
import type { Loop } from "./event-loop.ts";
import type { Library } from "./library.ts";
import type { ParsedOptions } from "./options.ts";
import type { WorkerPristine } from "./pristine.ts";
import type { Permissions } from "./permissions.ts";
import type { SourcePositions } from "./source-positions.ts";
import type { ThreadInfo } from "./thread-data.ts";
import type { ReadResponse } from "./streamed-modules.ts";
import type { ProcessStart } from "../machine/syscalls.ts";

/** Node's `process`, as far as native code uses it. */
export interface NodeProcess {
  env: Record<string, string>;
  argv: string[];
  execArgv: string[];
  exitCode: unknown;
  _exiting: boolean;
  emit(event: string, ...values: unknown[]): boolean;
  _fatalException(error: unknown, fromPromise: boolean): boolean;
  [key: PropertyKey]: unknown;
}

/** Functions that Node's library hands to native code while it boots. */
export interface Hooks {
  processTicks: () => Generator<undefined, void>;
  processImmediates: () => Generator<undefined, void>;
  /** Returns when to call again, in loop time: 0 never, negative when only unref'd timers are left. */
  processTimers: (now: number) => Generator<undefined, number>;
  promiseRejected: (type: number, promise: Promise<unknown>, reason: unknown) => void;
  importModuleDynamically: (
    referrer: symbol | object,
    specifier: string,
    phase: number,
    attributes: Readonly<Record<string, string>>,
    referrerName: string,
  ) => Promise<unknown>;
  initializeImportMeta: (id: symbol | object, meta: object, wrap: object) => void;
  /** The excerpt of an original source, from a file, its line and its column from 0. */
  sourceMapErrorSource: (file: string, line: number, column: number) => unknown;
  enhanceStackBefore: (error: object) => unknown;
  enhanceStackAfter: (error: object) => unknown;
  emitMessage: (this: object, message: unknown, ports: readonly object[], type: string) => void;
  bufferPrototype: object;
  readWasm: ReadResponse;
}

/** What a realm's own bindings share beyond what every binding may use. */
export interface RealmContext extends BindingContext {
  readonly pristine: WorkerPristine;
  readonly library: Library;
  readonly loop: Loop;
  readonly positions: SourcePositions;
  readonly process: NodeProcess;
  /** Known once the process starts. */
  readonly environment: Environment;
  /** Null in the process's main thread. */
  readonly thread: ThreadInfo | null;
  /** NODE_OPTIONS as it was when the options were read. */
  nodeOptions: string;
  /** `process[exit_info_private_symbol]`: exiting, exit code, has exit code. */
  readonly exitInfo: Int32Array;
  readonly hooks: Partial<Hooks>;
  /** `[has tick scheduled, has rejection to warn]` */
  readonly tickInfo: Uint8Array;
  /** `[count, ref count, has outstanding]` */
  readonly immediateInfo: Uint32Array;
  /** The program's options; before the process starts, the defaults. */
  options: ParsedOptions;
  permissions: Permissions | null;
  /** Modules whose top level waits: name -> offset of the `await` in its source. */
  readonly waiting: Map<string, number>;
  /** Null until the process starts. */
  start: ProcessStart | null;
  /** The async context frame that is current (`AsyncContextFrame`). */
  frame: unknown;
  readonly internalBinding: (name: string) => Record<string, unknown>;
  readonly primordials: Record<string, unknown>;
  readonly isProxy: (value: unknown) => readonly [object | null, object | null] | undefined;
}

/** A binding that only the realm's own code may make. */
export type MakeRealmBinding = (context: RealmContext) => Record<string, unknown>;

/** A function of the library, which must have been registered by now. */
export function hook<Name extends keyof Hooks>(context: RealmContext, name: Name): Hooks[Name] {
  const found = context.hooks[name];
  if (found === undefined) throw new Error(`Node's library did not register ${name}`);
  return found as Hooks[Name];
}
