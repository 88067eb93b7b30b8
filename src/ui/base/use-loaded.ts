import { useEffect, useState } from "react";
import { type Fault, faultOf } from "../faults.ts";

export type Loaded<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly fault: Fault };

/**
 * Loads once per `load` function (keep it stable with `useCallback`). A result that arrives after the component left is
 * dropped. `again` loads anew.
 */
export function useLoaded<T>(load: () => Promise<T>, remedy: string): Loaded<T> & { again: () => void } {
  const [state, setState] = useState<{ load: () => Promise<T>; round: number; loaded: Loaded<T> } | null>(
    null,
  );
  const [round, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    load().then(
      (value) => {
        if (!left) setState({ load, round, loaded: { status: "ready", value } });
      },
      (error: unknown) => {
        if (!left) setState({ load, round, loaded: { status: "failed", fault: faultOf(error, remedy) } });
      },
    );
    return () => {
      left = true;
    };
  }, [load, round, remedy]);
  const loaded: Loaded<T> =
    state !== null && state.load === load && state.round === round ? state.loaded : { status: "loading" };
  return { ...loaded, again: () => setRound((now) => now + 1) };
}
