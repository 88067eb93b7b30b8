import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { type CustomContainerComponentProps, Virtualizer, type VirtualizerHandle } from "virtua";
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
  const virtual = useRef<VirtualizerHandle>(null);

  const choose = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    view.showCase(row.name);
    virtual.current?.scrollToIndex(index, { align: "nearest" });
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
        <Virtualizer
          ref={virtual}
          data={rows}
          itemSize={ROW}
          as={Plain}
          item={Plain}
          // The list names the chosen one as its active descendant: it is there, in view or not.
          keepMounted={at >= 0 ? [at] : []}
        >
          {(row, index) => (
            <div
              key={row.name}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={css["row"]}
              style={{ height: ROW }}
              onClick={() => choose(index)}
            >
              <Mark sign={caseSigns[row.status]} bare />
              <span className={`${css["name"]} mono`}>{row.name}</span>
              <span className={css["note"]}>{row.note}</span>
            </div>
          )}
        </Virtualizer>
        {rows.length === 0 && <p className={css["none"]}>No case fits this filter.</p>}
      </div>
    </>
  );
}

/** A box that only places what is in it: it stands between the list and its options, and is none of them. */
function Plain({ style, children, ref }: CustomContainerComponentProps) {
  return (
    <div role="presentation" style={style} ref={ref}>
      {children}
    </div>
  );
}
