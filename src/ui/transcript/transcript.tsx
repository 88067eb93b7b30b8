import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../base/button.tsx";
import { count, dateTime } from "../format.ts";
import { useAround } from "./around.ts";
import { Item } from "./items.tsx";
import { EVERYTHING, excerptOf, type Filter, indexOfEvent, isFault, nextIndex, RowFilter } from "./rows.ts";
import { Toolbar } from "./toolbar.tsx";
import css from "./transcript.module.css";

/** Closer to the end than this counts as at the end, in CSS pixels. */
const NEAR = 48;

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
  const [following, setFollowing] = useState(follow);
  const [current, setCurrent] = useState(-1);
  // What was unfolded by hand, by key: rows come and go as they scroll past. All at once is the other way round.
  const [allOpen, setAllOpen] = useState(false);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  // The entry's place in the whole run, which costs nothing to tell: it is asked for every row, and old ones are packed.
  // A function that changes with each render would have every row measured again with each frame.
  const before = earlier?.count ?? 0;
  const keyOfRow = useCallback((row: number): number => before + rows.indexOf(row), [before, rows]);
  // oxlint-disable-next-line react/incompatible-library -- It matters to the React Compiler only, which is not used.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    getItemKey: keyOfRow,
    estimateSize: () => 40,
    overscan: 6,
  });
  const total = virtual.getTotalSize();

  useEffect(() => {
    const element = scroll.current;
    if (following && element !== null) element.scrollTop = element.scrollHeight;
  }, [following, total, items]);

  const toggle = useCallback((key: string): void => {
    setChanged((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);

  /** Brings an entry into view, and gives it the keyboard when it has it already. */
  const goTo = (index: number, focus: boolean): void => {
    if (index < 0) return;
    setFollowing(false);
    setCurrent(index);
    const row = rows.rowOf(index);
    virtual.scrollToIndex(row, { align: "auto" });
    const seq = items.at(index)?.seq ?? null;
    if (seq !== null) onSelect?.(seq);
    if (!focus) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        scroll.current?.querySelector<HTMLElement>(`[data-index="${row}"]`)?.focus({ preventScroll: true });
      }),
    );
  };

  // An event that was chosen elsewhere comes into view.
  const shown = useRef<number | null>(null);
  useEffect(() => {
    if (selected === null || selected === shown.current) return;
    shown.current = selected;
    const index = indexOfEvent(items, selected);
    setCurrent(index);
    if (index < 0) return;
    setFollowing(false);
    virtual.scrollToIndex(rows.rowOf(index), { align: "auto" });
  }, [selected, items, rows, virtual]);

  const select = (index: number): void => {
    const seq = items.at(index)?.seq ?? null;
    setCurrent(index);
    if (seq === null || onSelect === undefined) return;
    shown.current = seq;
    onSelect(seq);
  };

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
    else if (
      event.key === "Enter" &&
      event.target instanceof HTMLElement &&
      "index" in event.target.dataset
    ) {
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
          setFollowing(scrollHeight - scrollTop - clientHeight < NEAR);
        }}
      >
        <div className={css["space"]} style={{ height: total }}>
          {virtual.getVirtualItems().map((row) => {
            const item = rows.at(row.index);
            if (item === undefined) return null;
            const index = rows.indexOf(row.index);
            return (
              <article
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                aria-posinset={row.index + 1}
                aria-setsize={rows.length}
                aria-current={index === current ? "true" : undefined}
                tabIndex={-1}
                className={`${css["row"]} ${linkTo === null ? "" : css["numbered"]}`}
                style={{ transform: `translateY(${row.start}px)` }}
                onClick={() => select(index)}
              >
                {linkTo !== null && item.seq !== null && (
                  <a
                    className={css["number"]}
                    href={linkTo(item.seq)}
                    title={`Event ${item.seq}, ${dateTime(item.at)}`}
                  >
                    {item.seq}
                  </a>
                )}
                <Item item={item} open={allOpen !== changed.has(item.key)} onToggle={toggle} />
                <Excerpt parts={excerptOf(item, filter.words)} />
              </article>
            );
          })}
        </div>
        {rows.length === 0 && (
          <p className={css["none"]}>
            {items.length === 0 ? "Nothing has happened yet." : "Nothing matches the search and the filter."}
          </p>
        )}
      </div>
      {!following && follow && (
        <div className={css["jump"]}>
          <Button onClick={() => setFollowing(true)}>↓ Follow</Button>
        </div>
      )}
    </div>
  );
}

function Excerpt({ parts }: { parts: ReturnType<typeof excerptOf> }) {
  if (parts === null) return null;
  const [before, found, after] = parts;
  return (
    <p className={css["excerpt"]}>
      {before}
      <mark>{found}</mark>
      {after}
    </p>
  );
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
