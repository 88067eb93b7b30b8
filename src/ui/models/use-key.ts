import { useCallback, useEffect, useState } from "react";
import { useApp } from "../app-context.ts";
import { type Fault, faultOf } from "../faults.ts";

export interface KeyState {
  /** What is being typed. */
  readonly typed: string;
  readonly setTyped: (key: string) => void;
  /** True when a key is held for the present address. */
  readonly held: boolean;
  /** Kept keys wait for their passphrase. */
  readonly locked: boolean;
  /** Holds what was typed, if anything was. */
  readonly hold: () => Promise<void>;
  /** Looks again at what is held. */
  readonly look: () => void;
  readonly fault: Fault | null;
}

/** The key of an address: it belongs to one base URL and is never offered to another, nor shown again. */
export function useKey(baseUrl: string): KeyState {
  const app = useApp();
  const [typed, setTyped] = useState("");
  const [round, setRound] = useState(0);
  const [seen, setSeen] = useState<{ baseUrl: string; held: boolean; locked: boolean } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  useEffect(() => {
    let left = false;
    Promise.all([app.key(baseUrl), app.keysLocked()]).then(
      ([key, locked]) => {
        if (!left) setSeen({ baseUrl, held: key !== "", locked });
      },
      (error: unknown) => {
        if (!left) setFault(faultOf(error, "Type the key again."));
      },
    );
    return () => {
      left = true;
    };
  }, [app, baseUrl, round]);

  const look = useCallback(() => setRound((now) => now + 1), []);
  const hold = useCallback(async () => {
    if (typed === "") return;
    setFault(null);
    await app.holdKey(baseUrl, typed);
    setTyped("");
    look();
  }, [app, baseUrl, typed, look]);
  const now = seen?.baseUrl === baseUrl ? seen : null;
  return { typed, setTyped, held: now?.held ?? false, locked: now?.locked ?? false, hold, look, fault };
}
