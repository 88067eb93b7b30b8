import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { Button } from "../base/button.tsx";
import { useSession } from "../workbench/context.ts";
import { Item } from "./items.tsx";
import css from "./transcript.module.css";

/** Closer to the end than this counts as at the end. */
const NEAR = 48;

/** What happened, in order. It follows the newest entry until it is scrolled away. */
export function Transcript() {
  const items = useSession((state) => state.agent.transcript);
  const scroll = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  // What was unfolded by hand, by key: rows come and go as they scroll past.
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // oxlint-disable-next-line react/incompatible-library -- It matters to the React Compiler only, which is not used.
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    getItemKey: (index) => items.at(index)?.key ?? index,
    estimateSize: () => 56,
    overscan: 6,
  });
  const total = virtual.getTotalSize();

  useEffect(() => {
    const element = scroll.current;
    if (following && element !== null) element.scrollTop = element.scrollHeight;
  }, [following, total, items]);

  const toggle = (key: string): void => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };

  return (
    <div className={css["frame"]}>
      <div
        ref={scroll}
        className={`${css["scroll"]} scroll`}
        role="log"
        aria-label="Transcript"
        aria-live="off"
        tabIndex={0}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setFollowing(scrollHeight - scrollTop - clientHeight < NEAR);
        }}
      >
        <div className={css["space"]} style={{ height: total }}>
          {virtual.getVirtualItems().map((row) => {
            const item = items.at(row.index);
            if (item === undefined) return null;
            return (
              <div
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                className={css["row"]}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <Item item={item} open={open} onToggle={toggle} />
              </div>
            );
          })}
        </div>
      </div>
      {!following && (
        <div className={css["jump"]}>
          <Button onClick={() => setFollowing(true)}>↓ Follow</Button>
        </div>
      )}
    </div>
  );
}
