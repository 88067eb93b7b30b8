import { useEffect, useState } from "react";
import css from "./waiting.module.css";

/** Says that something is under way, once it has lasted 100 ms. */
export function Waiting({ what }: { what: string }) {
  return (
    <div className={css["waiting"]} role="status">
      <span className={css["bar"]} aria-hidden="true" />
      <span>{what}</span>
    </div>
  );
}

interface ProgressBarProps {
  label: string;
  done: number;
  total: number;
}

export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const share = total === 0 ? 0 : done / total;
  return (
    <div
      className={css["progress"]}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <div className={css["fill"]} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

/**
 * The time now, in milliseconds since the epoch, renewed every second until `until`: `Infinity` for a clock, a moment for
 * a countdown, 0 to stand still.
 */
export function useNow(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return now;
}
