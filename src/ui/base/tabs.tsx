import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import css from "./tabs.module.css";

interface TabSpec<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly panel: ReactNode;
}

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly TabSpec<Id>[];
  active: Id;
  onSelect: (id: Id) => void;
  /** Controls at the end of the bar. */
  side?: ReactNode;
}

/** Tabs as in the ARIA pattern: arrows move and choose; panels stay as they were left. */
export function Tabs<Id extends string>({ label, tabs, active, onSelect, side }: TabsProps<Id>) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<Id>>(new Set([active]));
  // A panel is built when it is first shown and stays from then on.
  if (!seen.has(active)) setSeen(new Set([...seen, active]));

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const to = nextTab(event.key, at, tabs.length);
    if (to === null) return;
    event.preventDefault();
    const tab = tabs[to];
    if (tab === undefined) return;
    onSelect(tab.id);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  };

  return (
    <div className={css["tabs"]}>
      <div className={css["bar"]}>
        <div ref={list} role="tablist" aria-label={label} className={css["list"]} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${base}-${tab.id}`}
              aria-controls={`${base}-${tab.id}-panel`}
              aria-selected={tab.id === active}
              tabIndex={tab.id === active ? 0 : -1}
              className={css["tab"]}
              onClick={() => onSelect(tab.id)}
            >
              <span className={css["label"]} data-label={tab.label}>
                {tab.label}
              </span>
            </button>
          ))}
        </div>
        {side !== undefined && <div className={css["side"]}>{side}</div>}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={`${base}-${tab.id}-panel`}
          aria-labelledby={`${base}-${tab.id}`}
          hidden={tab.id !== active}
          className={css["panel"]}
        >
          {seen.has(tab.id) && tab.panel}
        </div>
      ))}
    </div>
  );
}

/** Where a key leads from tab `at` of `total`, or null when it leads nowhere. */
export function nextTab(key: string, at: number, total: number): number | null {
  if (total === 0) return null;
  if (key === "ArrowRight") return (at + 1) % total;
  if (key === "ArrowLeft") return (at - 1 + total) % total;
  if (key === "Home") return 0;
  if (key === "End") return total - 1;
  return null;
}
