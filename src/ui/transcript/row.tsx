import { memo } from "react";
import type { TranscriptItem } from "../../session/index.ts";
import { dateTime } from "../format.ts";
import { Item } from "./items.tsx";
import { excerptOf } from "./rows.ts";
import css from "./row.module.css";

interface RowProps {
  item: TranscriptItem;
  /** Its place among the rows, from 0, and how many there are. */
  row: number;
  total: number;
  current: boolean;
  open: boolean;
  /** What is searched for, in lower case; empty for nothing. */
  words: string;
  /** The address of its event; null where none is offered. */
  href: string | null;
  onToggle: (key: string) => void;
  onSelect: (row: number) => void;
}

/** One row of the transcript; it is drawn again only when something of it changes, not with each frame of scrolling. */
export const Row = memo(function Row(props: RowProps) {
  const { item, row, total, current, open, words, href, onToggle, onSelect } = props;
  return (
    <article
      data-row={row}
      aria-posinset={row + 1}
      aria-setsize={total}
      aria-current={current ? "true" : undefined}
      tabIndex={-1}
      className={`${css["row"]} ${href === null ? "" : css["numbered"]}`}
      onClick={() => onSelect(row)}
    >
      {href !== null && (
        <a className={css["number"]} href={href} title={`Event ${item.seq}, ${dateTime(item.at)}`}>
          {item.seq}
        </a>
      )}
      <Item item={item} open={open} onToggle={onToggle} />
      <Excerpt parts={excerptOf(item, words)} />
    </article>
  );
});

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
