import type { TranscriptItem } from "../../session/index.ts";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { useNow } from "../base/waiting.tsx";
import { Prose } from "../docs/prose.tsx";
import { dateTime, dollars, plural, stretch, tokens } from "../format.ts";
import { playerName } from "../player.ts";
import { Fold } from "./fold.tsx";
import css from "./items.module.css";
import { ToolItem } from "./tool-item.tsx";

type Of<Kind extends TranscriptItem["kind"]> = Extract<TranscriptItem, { kind: Kind }>;

interface ItemProps {
  item: TranscriptItem;
  open: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

/** One entry of the transcript. */
export function Item({ item, open, onToggle }: ItemProps) {
  const fold = (key: string): { open: boolean; onToggle: () => void } => ({
    open: open.has(key),
    onToggle: () => onToggle(key),
  });
  switch (item.kind) {
    case "started":
      return <Started item={item} fold={fold(item.key)} />;
    case "reply":
      return <Reply item={item} fold={fold(item.key)} />;
    case "tool":
      return <ToolItem item={item} fold={fold(item.key)} />;
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
      return <Compaction item={item} fold={fold(item.key)} />;
    case "fault":
      return <FaultItem item={item} />;
    case "cases":
      return (
        <p className={css["event"]}>
          Visible cases: <b className="num">{item.tally.passed}</b> of {plural(item.tally.total, "case")}{" "}
          passed
          {item.tally.errors > 0 && `, ${plural(item.tally.errors, "error")}`}
        </p>
      );
    case "stopped":
      return (
        <p className={css["event"]}>
          <b>{stops[item.reason]}</b> {item.message}
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

const stops: Readonly<Record<Of<"stopped">["reason"], string>> = {
  submitted: "Submitted.",
  told: "Stopped by you.",
  dollars: "Stopped at the money limit.",
  tokens: "Stopped at the token limit.",
  turns: "Stopped at the turn limit.",
  time: "Stopped at the time limit.",
  "model-error": "Stopped: the model cannot be asked.",
  loop: "Stopped: it repeated the same call.",
  "no-tool-calls": "Stopped: it used no tool any more.",
  context: "Stopped: the conversation no longer fits the model.",
  "sandbox-error": "Stopped: the sandbox failed.",
};

interface FoldState {
  open: boolean;
  onToggle: () => void;
}

function Started({ item, fold }: { item: Of<"started">; fold: FoldState }) {
  return (
    <div className={css["started"]}>
      <p className={css["event"]}>
        <b className="mono">{playerName(item.player)}</b> started, {dateTime(item.at)}
      </p>
      <Fold label="What it was told" {...fold}>
        <Prose markdown={item.prompt} />
      </Fold>
    </div>
  );
}

function Reply({ item, fold }: { item: Of<"reply">; fold: FoldState }) {
  const { usage, cost } = item;
  const all = usage === null ? null : usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
  return (
    <div className={css["reply"]}>
      <header>
        <span className={`${css["who"]} num`}>Turn {item.turn}</span>
        {item.live && (
          <span className={css["live"]} role="status">
            writing
          </span>
        )}
        {usage !== null && all !== null && (
          <span
            className={`${css["price"]} num`}
            title={`${usage.input} input, ${usage.cacheRead} cached, ${usage.cacheWrite} written to the cache, ${usage.output} output tokens`}
          >
            {tokens(all)} tokens
            {cost !== null && `, ${usage.exact ? "" : "≥ "}${dollars(cost)} $`}
          </span>
        )}
      </header>
      {item.reasoning !== "" && (
        <Fold label={item.live && item.text === "" ? "Reasoning, as it comes" : "Reasoning"} {...fold}>
          <p className={css["reasoning"]}>{item.reasoning}</p>
        </Fold>
      )}
      {item.text !== "" && <Prose markdown={item.text} />}
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
        <b>
          {item.summary === null ? "The conversation is being summed up." : "The conversation was summed up."}
        </b>{" "}
        {why}
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
  const until = item.retryInMs === null ? null : item.at + item.retryInMs;
  const now = useNow(until ?? 0);
  const left = until === null ? 0 : until - now;
  return (
    <div className={css["fault"]}>
      <p>
        <b>! {item.message}</b>
      </p>
      <p>{item.remedy}</p>
      {left > 0 && (
        <p className="num">Tries again in {stretch(Math.ceil(left / 1000) * 1000).replace(".0", "")}.</p>
      )}
      {until !== null && left <= 0 && <p>It was tried again.</p>}
    </div>
  );
}
