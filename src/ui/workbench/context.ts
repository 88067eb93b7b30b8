import { createContext, useContext } from "react";
import type { Session, SessionState } from "../../session/index.ts";
import { useRead } from "../readable.ts";
import type { View, ViewState } from "./view.ts";

/** An open run and its view. */
export interface Bench {
  readonly session: Session;
  readonly view: View;
}

export const BenchContext = createContext<Bench | null>(null);

/** The open run and its view. */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (bench === null) throw new Error("useBench outside of the workbench");
  return bench;
}

/** A part of the session's state; `select` returns a field, so that only its change redraws. */
export function useSession<Part>(select: (state: SessionState) => Part): Part {
  return useRead(useBench().session, select);
}

export function useView<Part>(select: (state: ViewState) => Part): Part {
  return useRead(useBench().view, select);
}
