import { createContext, useContext } from "react";
import type { Entries, RecordedResult } from "../../session/index.ts";

/** What a transcript can do where it is shown. */
export interface Around {
  readonly runId: string;
  readonly items: Entries;
  /** Entries that came before these and are elsewhere; null where these are all. */
  readonly earlier: { readonly count: number; readonly href: string } | null;
  /** Opens a file by the path that a tool was given; null where there is nothing to open it in. */
  readonly openFile: ((path: string) => void) | null;
  /** Ends the wait before a retry; null where nothing waits. */
  readonly retryNow: (() => void) | null;
  /** The whole of a clipped output, null when it is not kept. */
  readonly artifact: (name: string) => Promise<string | null>;
  /** The address of an event; null where none is offered. */
  readonly linkTo: ((seq: number) => string) | null;
  /** What a call of a recording came to when it was recorded; null for any other call. */
  readonly recorded: (callId: string) => RecordedResult | null;
}

export const AroundContext = createContext<Around | null>(null);

export function useAround(): Around {
  const around = useContext(AroundContext);
  if (around === null) throw new Error("useAround outside of a transcript");
  return around;
}
