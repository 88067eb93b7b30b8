import { useMemo, useState } from "react";
import type { CaseResult } from "../../core/verdict.ts";
import type { CasePoint, Review } from "../../session/index.ts";
import { Button } from "../base/button.tsx";
import { caseSigns, Mark } from "../base/mark.tsx";
import { count, plural } from "../format.ts";
import { useRead } from "../readable.ts";
import css from "./cases-pane.module.css";

interface CasesPaneProps {
  review: Review;
  seq: number;
  onChoose: (seq: number) => void;
}

const SHOWN = 200;

/** How the visible cases stood at the chosen event, and what the last run of them changed. */
export function CasesPane({ review, seq, onChoose }: CasesPaneProps) {
  const { points } = useRead(review, (now) => now);
  const at = points.findLastIndex((point) => point.seq <= seq);
  const point = points[at];
  const results = useMemo(() => review.resultsAt(seq), [review, seq]);
  const before = points[at - 1];
  const earlier = useMemo(
    () => (before === undefined ? new Map<string, CaseResult>() : review.resultsAt(before.seq)),
    [review, before],
  );
  const [all, setAll] = useState(false);
  const next = points[at + 1];
  if (point === undefined) {
    return (
      <div className={css["none"]}>
        <p>The visible cases had not been run yet at this event.</p>
        {next !== undefined && (
          <Button onClick={() => onChoose(next.seq)}>Go to the first run of them</Button>
        )}
      </div>
    );
  }
  const list = [...results.values()].sort(
    (a, b) => order(a) - order(b) || a.name.localeCompare(b.name, "en"),
  );
  const wrong = list.filter(({ status }) => status !== "pass");
  const rows = all ? list : wrong;
  return (
    <div className={`${css["pane"]} scroll`} tabIndex={0} role="region" aria-label="Cases at this event">
      <Head point={point} moved={movedBy(earlier, results)} />
      <div className={css["steps"]}>
        {before !== undefined && <Button onClick={() => onChoose(before.seq)}>Run before</Button>}
        {next !== undefined && <Button onClick={() => onChoose(next.seq)}>Next run</Button>}
        <Button look="quiet" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? "Only those that did not pass" : "All cases"}
        </Button>
      </div>
      {rows.length === 0 && <p className={css["fine"]}>Every visible case passed.</p>}
      <ul role="list" className={css["list"]}>
        {rows.slice(0, SHOWN).map((result) => (
          <li key={result.name}>
            <Mark sign={caseSigns[result.status]} bare />
            <span className="mono">{result.name}</span>
            <span className={css["why"]}>{result.mismatch?.message ?? result.reason ?? ""}</span>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <p className={css["fine"]}>and {plural(rows.length - SHOWN, "more case")}</p>}
    </div>
  );
}

function Head({ point, moved }: { point: CasePoint; moved: { better: number; worse: number } }) {
  const { passed, total, errors } = point.tally;
  return (
    <p className={css["head"]}>
      <b className="num">{count(passed)}</b> of {plural(total, "visible case")} passed
      {errors > 0 && `, ${plural(errors, "error")}`}
      {moved.better > 0 && <span className={css["better"]}>✓ {count(moved.better)} newly pass</span>}
      {moved.worse > 0 && <span className={css["worse"]}>✕ {count(moved.worse)} no longer pass</span>}
    </p>
  );
}

function order({ status }: CaseResult): number {
  return status === "error" ? 0 : status === "fail" ? 1 : 2;
}

/** How many cases pass that did not, and the other way round; cases that were not run before count as neither. */
function movedBy(
  before: ReadonlyMap<string, CaseResult>,
  after: ReadonlyMap<string, CaseResult>,
): { better: number; worse: number } {
  let better = 0;
  let worse = 0;
  for (const { name, status } of after.values()) {
    const was = before.get(name)?.status;
    if (was === undefined || was === status) continue;
    if (status === "pass") better += 1;
    else if (was === "pass") worse += 1;
  }
  return { better, worse };
}
