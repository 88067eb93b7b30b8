/** The counters that Node's library shares with native code, and what it wants called. */
export interface LoopHost {
  /** `[has tick scheduled, has rejection to warn]` */
  readonly tickInfo: Uint8Array;
  /** `[count, ref count, has outstanding]` */
  readonly immediateInfo: Uint32Array;
  processTicks(): Generator<undefined, void>;
  processImmediates(): Generator<undefined, void>;
  processTimers(now: number): Generator<undefined, number>;
  /** The async context frame of what is called back. */
  frame: unknown;
  beforeExit(): void;
  /** Nothing is left to do. Called again when a listener threw at the first call, and the error was taken. */
  exit(): void;
}
