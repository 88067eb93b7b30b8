import {
  ArrowDownToLine,
  ArrowUpToLine,
  ChevronsDownUp,
  ChevronsUpDown,
  CircleAlert,
  ListChecks,
  ListFilter,
  Search,
} from "lucide-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "../base/button.tsx";
import { plural } from "../format.ts";
import { type Filter, type Group, groups } from "./rows.ts";
import css from "./toolbar.module.css";

interface ToolbarProps {
  search: RefObject<HTMLInputElement | null>;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** How many entries pass the filter. */
  shown: number;
  allOpen: boolean;
  onAllOpen: (open: boolean) => void;
  onFirst: () => void;
  onLast: () => void;
  onNextFault: () => void;
  onNextCases: () => void;
}

/** How long typing rests before the whole transcript is searched. */
const REST_MS = 150;

/** Search, filter, jump, unfold. */
export function Toolbar(props: ToolbarProps) {
  const { search, filter, onFilter, shown, allOpen, onAllOpen } = props;
  const [typed, setTyped] = useState("");
  const words = typed.trim().toLowerCase().replaceAll(/\s+/g, " ");
  useEffect(() => {
    if (words === filter.words) return;
    const timer = setTimeout(() => onFilter({ ...filter, words }), REST_MS);
    return () => clearTimeout(timer);
  }, [words, filter, onFilter]);
  const filtered = filter.words !== "" || filter.without.size > 0;

  return (
    <div className={css["bar"]} role="group" aria-label="Search and jump">
      <label className={css["search"]}>
        <Search size={14} aria-hidden="true" />
        <input
          ref={search}
          type="search"
          aria-label="Search what happened"
          placeholder="Search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setTyped("");
          }}
        />
      </label>
      <span className={`${css["count"]} num`} role="status">
        {filtered && plural(shown, "entry", "entries")}
      </span>
      <Kinds filter={filter} onFilter={onFilter} />
      <IconButton
        label={allOpen ? "Fold all" : "Unfold all"}
        aria-pressed={allOpen}
        onClick={() => onAllOpen(!allOpen)}
      >
        {allOpen ? (
          <ChevronsDownUp size={15} aria-hidden="true" />
        ) : (
          <ChevronsUpDown size={15} aria-hidden="true" />
        )}
      </IconButton>
      <span className={css["rule"]} aria-hidden="true" />
      <IconButton label="Next cases (C)" onClick={props.onNextCases}>
        <ListChecks size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Next error (N)" onClick={props.onNextFault}>
        <CircleAlert size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="First entry (Home)" onClick={props.onFirst}>
        <ArrowUpToLine size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Last entry (End)" onClick={props.onLast}>
        <ArrowDownToLine size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Which kinds of entries are shown. */
function Kinds({ filter, onFilter }: Pick<ToolbarProps, "filter" | "onFilter">) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === true) return;
      setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [open]);
  const toggle = (group: Group): void => {
    const without = new Set(filter.without);
    if (!without.delete(group)) without.add(group);
    onFilter({ ...filter, without });
  };
  return (
    <div
      ref={box}
      className={css["kinds"]}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        box.current?.querySelector("button")?.focus();
      }}
    >
      <IconButton
        label="Kinds of entries"
        aria-expanded={open}
        aria-controls={id}
        className={filter.without.size > 0 ? css["on"] : ""}
        onClick={() => setOpen(!open)}
      >
        <ListFilter size={15} aria-hidden="true" />
      </IconButton>
      {open && (
        <fieldset id={id} className={css["menu"]}>
          <legend className="visually-hidden">Show</legend>
          {groups.map(([group, name]) => (
            <label key={group}>
              <input type="checkbox" checked={!filter.without.has(group)} onChange={() => toggle(group)} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
