/** What a thread is told by the one that starts it, as JSON. */
export interface ThreadData {
  readonly name: string;
  /** Null: it shares the process's variables. */
  readonly env: Readonly<Record<string, string>> | null;
  readonly execPath: string;
  /** The options that it has: of its own, or its parent's. */
  readonly execArgv: readonly string[];
  readonly nodeOptions: string;
  /** Options of the engine, which are those of its process. */
  readonly engine: Readonly<Record<string, unknown>>;
  readonly resourceLimits: readonly number[];
  /** Milliseconds since 1970. */
  readonly processStartedAt: number;
  /** It runs a module of the library. */
  readonly isInternal: boolean;
}

/** A thread other than the process's main one. */
export interface ThreadInfo extends ThreadData {
  readonly id: number;
  /** Its end of the channel to its parent, as the kernel numbers ports. */
  readonly port: number;
}
