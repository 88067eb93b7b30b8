import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { inputClass } from "../base/field.tsx";
import { caseSigns, Mark } from "../base/mark.tsx";
import { count } from "../format.ts";
import { useBench, useSession, useView } from "../workbench/context.ts";
import { Notices } from "../workbench/notices.tsx";
import css from "./case-list.module.css";
import { filterRows, rowsOf, type StatusFilter } from "./rows.ts";

const ROW = 28;

/** The visible cases with their last results. Arrows choose; the chosen case is shown below the editor. */
export function CaseList() {
  const { view } = useBench();
  const id = useId();
  const cases = useSession((state) => state.cases);
  const { results, tally, stale } = useSession((state) => state.caseRun);
  const chosen = useView((state) => state.caseName);
  const [text, setText] = useState("");
  const [status, setStatus] = useState<StatusFilter>("all");
  const list = useRef<HTMLDivElement>(null);

  const all = useMemo(() => rowsOf(cases, results), [cases, results]);
  const rows = useMemo(() => filterRows(all, text, status), [all, text, status]);
  const at = rows.findIndex((row) => row.name === chosen);
  // oxlint-disable-next-line react/incompatible-library -- It matters to the React Compiler only, which is not used.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 12,
  });

  const choose = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    view.showCase(row.name);
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? ROW) / ROW) - 1);
    const last = rows.length - 1;
    const to = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      PageDown: Math.min(at + page, last),
      PageUp: Math.max(at - page, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };

  const failing = all.filter((row) => row.status === "fail" || row.status === "error").length;
  const passing = all.filter((row) => row.status === "pass").length;
  return (
    <>
      <div className={css["filters"]}>
        <input
          className={inputClass}
          type="search"
          aria-label="Filter cases"
          placeholder="Filter by name or text"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <select
          className={inputClass}
          aria-label="Show cases that"
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value as StatusFilter)}
        >
          <option value="all">All ({count(all.length)})</option>
          <option value="failing">Failing ({count(failing)})</option>
          <option value="pass">Passing ({count(passing)})</option>
          <option value="not-run">Not run ({count(all.length - failing - passing)})</option>
        </select>
      </div>
      <Notices place="cases" />
      {stale && tally !== null && <p className={css["stale"]}>Files have changed since these were run.</p>}
      <div
        ref={list}
        role="listbox"
        aria-label="Visible cases"
        tabIndex={0}
        data-focus-first=""
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        className={`${css["list"]} scroll`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={css["space"]} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={row.name}
                id={`${id}-${item.index}`}
                role="option"
                aria-selected={item.index === at}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                className={css["row"]}
                style={{ transform: `translateY(${item.start}px)`, height: ROW }}
                onClick={() => choose(item.index)}
              >
                <Mark sign={caseSigns[row.status]} bare />
                <span className={`${css["name"]} mono`}>{row.name}</span>
                <span className={css["note"]}>{row.note}</span>
              </div>
            );
          })}
        </div>
        {rows.length === 0 && <p className={css["none"]}>No case fits this filter.</p>}
      </div>
    </>
  );
}
