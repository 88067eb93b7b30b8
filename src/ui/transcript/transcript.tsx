import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Button } from "../base/button.tsx";
import { count } from "../format.ts";
import { useAround } from "./around.ts";
import { Row } from "./row.tsx";
import { EVERYTHING, type Filter, indexOfEvent, isFault, nextIndex, RowFilter } from "./rows.ts";
import { Toolbar } from "./toolbar.tsx";
import css from "./transcript.module.css";

/** Closer to the end than this counts as at the end, in CSS pixels. */
const NEAR = 48;

/** An entry by its place in the whole run, and its event; null for one that has none yet. */
interface Picked {
  readonly place: number;
  readonly seq: number | null;
}

const NOTHING: Picked = { place: -1, seq: null };

interface TranscriptProps {
  /** The chosen event, and what is told when another is chosen; without them nothing can be chosen. */
  selected?: number | null;
  onSelect?: (seq: number) => void;
  /** Whether it follows what comes until it is scrolled away. */
  follow: boolean;
}

/**
 * What happened, in order, however long it is. With the keyboard: arrows move from entry to entry, Enter unfolds, N leads to
 * the next error, C to the next run of cases, / to the search.
 */
export function Transcript({ selected = null, onSelect, follow }: TranscriptProps) {
  const { items, earlier, linkTo } = useAround();
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const [rowFilter] = useState(() => new RowFilter());
  const rows = useMemo(() => rowFilter.rows(items, filter), [rowFilter, items, filter]);
  const scroll = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const before = earlier?.count ?? 0;
  // What was picked here last; another event may have been chosen elsewhere since.
  const [picked, setPicked] = useState(NOTHING);
  const elsewhere = selected !== null && selected !== picked.seq;
  const current = elsewhere ? indexOfEvent(items, selected) : picked.place - before;
  const [followed, setFollowed] = useState(follow);
  const following = followed && !elsewhere;
  // What was unfolded by hand, by key: rows come and go as they scroll past. All at once is the other way round.
  const [allOpen, setAllOpen] = useState(false);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<VirtualizerHandle>(null);
  /** The row that was asked for last. */
  const wanted = useRef(-1);
  const dropped = useDropped(before);

  const toEnd = useCallback((): void => {
    const element = scroll.current;
    if (following && element !== null) element.scrollTop = element.scrollHeight;
  }, [following]);
  useEffect(toEnd, [toEnd, items]);

  const toggle = useCallback((key: string): void => {
    setChanged((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);

  const pick = useCallback(
    (index: number): void => {
      const seq = items.at(index)?.seq ?? null;
      setPicked({ place: before + index, seq });
      if (seq !== null) onSelect?.(seq);
    },
    [items, before, onSelect],
  );
  const pickRow = useCallback((row: number): void => pick(rows.indexOf(row)), [pick, rows]);

  /** Brings an entry into view, and gives it the keyboard when it has it already. */
  const goTo = (index: number, focus: boolean): void => {
    if (index < 0) return;
    const row = rows.rowOf(index);
    setFollowed(false);
    pick(index);
    list.current?.scrollToIndex(row, { align: "nearest" });
    wanted.current = row;
    if (focus) focusRow(scroll.current, row, wanted);
  };

  // An event that was chosen elsewhere comes into view, once.
  const shown = useRef<number | null>(null);
  useEffect(() => {
    if (selected === shown.current || (elsewhere && current < 0)) return;
    shown.current = selected;
    if (elsewhere) list.current?.scrollToIndex(rows.rowOf(current), { align: "nearest" });
  }, [elsewhere, selected, current, rows]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A long output is scrolled with the same keys.
    if (event.target instanceof HTMLPreElement) return;
    const row = current < 0 ? -1 : rows.rowOf(current);
    const to = keyTo(event.key, row, rows.length);
    if (to !== null) goTo(rows.indexOf(to), true);
    else if (event.key === "n") goTo(nextIndex(items, current, isFault), true);
    else if (event.key === "c")
      goTo(
        nextIndex(items, current, (item) => item.kind === "cases"),
        true,
      );
    else if (event.key === "/") search.current?.focus();
    else if (event.key === "Enter" && event.target instanceof HTMLElement && "row" in event.target.dataset) {
      event.target.querySelector<HTMLElement>("[data-fold]")?.click();
    } else return;
    event.preventDefault();
  };

  return (
    <div className={css["frame"]}>
      <Toolbar
        search={search}
        filter={filter}
        onFilter={setFilter}
        shown={rows.length}
        allOpen={allOpen}
        onAllOpen={(open) => {
          setAllOpen(open);
          setChanged(new Set());
        }}
        onFirst={() => goTo(rows.indexOf(0), false)}
        onLast={() => goTo(rows.indexOf(rows.length - 1), false)}
        onNextFault={() => goTo(nextIndex(items, current, isFault), false)}
        onNextCases={() =>
          goTo(
            nextIndex(items, current, (item) => item.kind === "cases"),
            false,
          )
        }
      />
      {earlier !== null && (
        <p className={css["earlier"]}>
          The newest {count(items.length)} entries.{" "}
          <a href={earlier.href}>The {count(earlier.count)} before them</a>
        </p>
      )}
      <div
        ref={scroll}
        className={`${css["scroll"]} scroll`}
        // A feed without articles is none.
        role={rows.length === 0 ? "group" : "feed"}
        aria-label="Transcript"
        aria-busy="false"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setFollowed(scrollHeight - scrollTop - clientHeight < NEAR);
        }}
      >
        <Virtualizer
          // Other rows have other heights: what was measured of the ones before does not count for them.
          key={`${[...filter.without].join()} ${filter.words}`}
          ref={list}
          data={{ length: rows.length }}
          shift={dropped}
          onResize={toEnd}
        >
          {(_, row) => {
            const item = rows.at(row);
            const index = rows.indexOf(row);
            if (item === undefined) return <></>;
            return (
              <Row
                // The entry's place in the whole run, which costs nothing to tell.
                key={before + index}
                item={item}
                row={row}
                total={rows.length}
                current={index === current}
                open={allOpen !== changed.has(item.key)}
                words={filter.words}
                href={linkTo !== null && item.seq !== null ? linkTo(item.seq) : null}
                onToggle={toggle}
                onSelect={pickRow}
              />
            );
          }}
        </Virtualizer>
        {rows.length === 0 && (
          <p className={css["none"]}>
            {items.length === 0 ? "Nothing has happened yet." : "Nothing matches the search and the filter."}
          </p>
        )}
      </div>
      {!following && follow && (
        <div className={css["jump"]}>
          <Button onClick={() => setFollowed(true)}>↓ Follow</Button>
        </div>
      )}
    </div>
  );
}

/** Whether entries went from the start of the list since it was drawn last: rows then keep their places from its end. */
function useDropped(before: number): boolean {
  const [drawn, setDrawn] = useState(before);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setDrawn(before));
    return () => cancelAnimationFrame(frame);
  }, [before]);
  return drawn !== before;
}

/** Frames that a row may take to be there and measured. */
const FRAMES = 20;

/** Gives a row the keyboard: at once, or as soon as it can be seen, unless another is wanted by then. */
function focusRow(scroll: HTMLElement | null, row: number, wanted: RefObject<number>, frames = FRAMES): void {
  const found = scroll?.querySelector<HTMLElement>(`[data-row="${row}"]`);
  found?.focus({ preventScroll: true });
  if (frames === 0 || (found && document.activeElement === found)) return;
  requestAnimationFrame(() => {
    if (wanted.current === row) focusRow(scroll, row, wanted, frames - 1);
  });
}

/** The row that a key leads to, or null. */
function keyTo(key: string, row: number, total: number): number | null {
  if (total === 0) return null;
  if (key === "ArrowDown" || key === "j") return Math.min(row + 1, total - 1);
  if (key === "ArrowUp" || key === "k") return Math.max(row - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return total - 1;
  return null;
}
