import type { Entries, TranscriptItem } from "../../session/index.ts";
import { Button } from "../base/button.tsx";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { useNow } from "../base/waiting.tsx";
import { Prose } from "../docs/prose.tsx";
import { count, dateTime, plural, stretch } from "../format.ts";
import { playerName } from "../player.ts";
import { useAround } from "./around.ts";
import { Fold, type FoldState } from "./fold.tsx";
import css from "./items.module.css";
import { Reply } from "./reply.tsx";
import { stops } from "./stops.ts";
import { ToolItem } from "./tool-item.tsx";

type Of<Kind extends TranscriptItem["kind"]> = Extract<TranscriptItem, { kind: Kind }>;

interface ItemProps {
  item: TranscriptItem;
  open: boolean;
  onToggle: (key: string) => void;
}

/** One entry of the transcript. */
export function Item({ item, open, onToggle }: ItemProps) {
  const fold = { open, onToggle: () => onToggle(item.key) };
  switch (item.kind) {
    case "started":
      return <Started item={item} fold={fold} />;
    case "reply":
      return <Reply item={item} fold={fold} />;
    case "tool":
      return <ToolItem item={item} fold={fold} />;
    case "said":
      return (
        <div className={css["said"]}>
          <span className={css["who"]}>You</span>
          <p>{item.text}</p>
        </div>
      );
    case "notice":
      return (
        <div className={css["notice"]}>
          <span className={css["who"]}>Told to the agent</span>
          <p>{item.text}</p>
        </div>
      );
    case "compaction":
      return <Compaction item={item} fold={fold} />;
    case "fault":
      return <FaultItem item={item} />;
    case "cases":
      return (
        <p className={css["event"]}>
          <span className={css["track"]} aria-hidden="true">
            <span style={{ transform: `scaleX(${item.tally.passed / Math.max(1, item.tally.total)})` }} />
          </span>
          <span>
            <b className="num">{count(item.tally.passed)}</b> of {plural(item.tally.total, "case")} passed
            {item.tally.errors > 0 && `, ${plural(item.tally.errors, "error")}`}
          </span>
        </p>
      );
    case "stopped":
      return (
        <p className={css["event"]}>
          <span>
            <b>{stops[item.reason]}</b> {item.message}
          </span>
        </p>
      );
    case "verdict":
      return (
        <p className={css["event"]}>
          <Mark sign={verdictSigns[item.verdict.state]} strong />{" "}
          <span className="num">
            {item.verdict.groups.all.passed} of {plural(item.verdict.groups.all.total, "case")} passed
          </span>
        </p>
      );
  }
}

function Started({ item, fold }: { item: Of<"started">; fold: FoldState }) {
  return (
    <div className={css["started"]}>
      <p className={css["event"]}>
        <span>
          <b>{playerName(item.player)}</b> started, {dateTime(item.at)}
        </span>
      </p>
      <Fold label="What it was told" {...fold}>
        <Prose markdown={item.prompt} />
      </Fold>
    </div>
  );
}

function Compaction({ item, fold }: { item: Of<"compaction">; fold: FoldState }) {
  const why =
    item.because === "window"
      ? "The model's window is nearly full."
      : "The endpoint refused the conversation as too long.";
  return (
    <div className={css["started"]}>
      <p className={css["event"]}>
        <span>
          <b>
            {item.summary === null
              ? "The conversation is being summed up."
              : "The conversation was summed up."}
          </b>{" "}
          {why}
        </span>
      </p>
      {item.summary !== null && (
        <Fold label="Summary that it goes on with" {...fold}>
          <Prose markdown={item.summary} />
        </Fold>
      )}
    </div>
  );
}

function FaultItem({ item }: { item: Of<"fault"> }) {
  const { items, retryNow } = useAround();
  const until = item.retryInMs === null ? null : item.at + item.retryInMs;
  const now = useNow(until ?? 0);
  const left = until === null ? 0 : until - now;
  // It may have been tried sooner than it said: it waits no more once something came of that.
  const waits = left > 0 && retryNow !== null && lastAnswer(items)?.key === item.key;
  return (
    <div className={css["fault"]}>
      <p>
        <b>! {item.message}</b>
      </p>
      <p>{item.remedy}</p>
      {waits && (
        <div className={css["retry"]}>
          <span className="num">Tries again in {countdown(left)}</span>
          <Button onClick={retryNow}>Retry now</Button>
        </div>
      )}
      {until !== null && !waits && item.retryInMs !== null && (
        <p className="num">It was tried again after {countdown(item.retryInMs)} at most.</p>
      )}
    </div>
  );
}

/** The last entry that tells what a request came to. */
function lastAnswer(items: Entries): TranscriptItem | undefined {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items.at(index);
    if (item?.kind === "fault" || item?.kind === "reply" || item?.kind === "stopped") return item;
  }
  return undefined;
}

/** Whole seconds below a minute; hours and minutes above. */
function countdown(ms: number): string {
  return stretch(Math.ceil(ms / 1000) * 1000).replace(".0", "");
}
