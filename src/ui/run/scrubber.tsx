import { ChevronFirst, ChevronLast, SkipBack, SkipForward } from "lucide-react";
import { useMemo } from "react";
import type { EventMark, FileChange, Review, ReviewState } from "../../session/index.ts";
import { IconButton } from "../base/button.tsx";
import { clock, count } from "../format.ts";
import css from "./scrubber.module.css";

interface ScrubberProps {
  review: Review;
  state: ReviewState;
  seq: number;
  onChoose: (seq: number) => void;
}

/** Leads through the events of a run: by hand, by keyboard, or from one change of a file to the next. */
export function Scrubber({ review, state, seq, onChoose }: ScrubberProps) {
  const last = Math.max(0, state.events - 1);
  const mark = review.mark(seq);
  const before = review.nextChange(seq, -1);
  const after = review.nextChange(seq, 1);
  const words = mark === undefined ? "" : eventWords(mark, review.changeAt(seq));
  const elapsed = clock((mark?.at ?? state.startedAt) - state.startedAt);
  return (
    <section className={css["scrubber"]} aria-label="Through the run">
      <div className={css["buttons"]}>
        <IconButton label="First event" onClick={() => onChoose(0)}>
          <ChevronFirst size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label="Change of a file before"
          disabled={before === null}
          onClick={() => before !== null && onChoose(before)}
        >
          <SkipBack size={14} aria-hidden="true" />
        </IconButton>
        <IconButton
          label="Next change of a file"
          disabled={after === null}
          onClick={() => after !== null && onChoose(after)}
        >
          <SkipForward size={14} aria-hidden="true" />
        </IconButton>
        <IconButton label="Last event" onClick={() => onChoose(last)}>
          <ChevronLast size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <div className={css["track"]}>
        <Strip review={review} state={state} />
        <input
          type="range"
          aria-label="Event"
          aria-valuetext={`Event ${seq} of ${last}, ${words}, ${elapsed} after the start`}
          min={0}
          max={last}
          value={seq}
          onChange={(event) => onChoose(Number(event.currentTarget.value))}
        />
      </div>
      <p className={css["where"]}>
        <span className="num mono">
          {count(seq)}/{count(last)}
        </span>
        <span className="num mono">{elapsed}</span>
        <span className={css["words"]}>{words}</span>
      </p>
    </section>
  );
}

const COLUMNS = 480;
const HEIGHT = 24;

/** Where files changed, where something failed, and how the cases went, over the line of events. */
function Strip({ review, state }: Pick<ScrubberProps, "review" | "state">) {
  const { events, points } = state;
  const { changes, faults } = useMemo(() => {
    const seen = { changes: new Set<number>(), faults: new Set<number>() };
    for (let seq = 0; seq < events; seq += 1) {
      const type = review.mark(seq)?.type;
      const column = Math.floor((seq / Math.max(1, events - 1)) * COLUMNS);
      if (type === "file-changed" || type === "file-renamed") seen.changes.add(column);
      if (type === "model-failed" || type === "grading-failed") seen.faults.add(column);
    }
    return seen;
  }, [review, events]);
  const x = (seq: number): number => (seq / Math.max(1, events - 1)) * COLUMNS;
  const y = (share: number): number => HEIGHT - 4 - share * (HEIGHT - 6);
  const line = points
    .map(({ seq, tally }) => `H${x(seq).toFixed(1)}V${y(tally.passed / Math.max(1, tally.total)).toFixed(1)}`)
    .join("");
  const ticks = (columns: ReadonlySet<number>, top: number): string =>
    [...columns].map((column) => `M${column} ${top}V${HEIGHT}`).join("");
  return (
    <svg
      className={css["strip"]}
      viewBox={`0 0 ${COLUMNS} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {points.length > 0 && (
        <path className={css["passed"]} d={`M0 ${y(0)}${line}H${COLUMNS}V${HEIGHT}H0Z`} />
      )}
      <path className={css["changes"]} d={ticks(changes, HEIGHT - 4)} />
      <path className={css["faults"]} d={ticks(faults, 0)} />
    </svg>
  );
}

const words: Readonly<Record<EventMark["type"], string>> = {
  "run-started": "the run began",
  "agent-started": "an agent started",
  "file-changed": "a file changed",
  "file-renamed": "a file got another name",
  "turn-started": "the model was asked",
  "model-replied": "the model replied",
  "model-failed": "a request failed",
  "compaction-started": "a summary was asked for",
  compacted: "the conversation was summed up",
  "tool-started": "a tool was called",
  "tool-finished": "a tool answered",
  "person-said": "a person said something",
  "notice-sent": "the agent was told something",
  "agent-paused": "the agent paused",
  "agent-resumed": "the agent went on",
  "clock-jumped": "the clock jumped",
  "limits-changed": "the limits were changed",
  "agent-stopped": "the agent stopped",
  "cases-run": "visible cases were run",
  submitted: "the files were submitted",
  "verdict-reached": "the verdict was reached",
  "grading-failed": "grading failed",
};

const authors = { person: "a person", agent: "the agent", program: "a program" } as const;

/** What happened in an event, in a few words. */
export function eventWords(mark: EventMark, change: FileChange | null): string {
  if (change === null) return words[mark.type];
  const who = authors[change.by];
  if (change.from !== undefined) return `${who} renamed ${change.from} to ${change.path}`;
  if (change.after === null) return `${who} removed ${change.path}`;
  return `${who} ${change.before === null ? "created" : "changed"} ${change.path}`;
}
