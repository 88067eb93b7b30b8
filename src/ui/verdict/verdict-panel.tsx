import { ChevronDown } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { CaseGroup, Verdict } from "../../core/verdict.ts";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { count, dateTime, percent, plural } from "../format.ts";
import { useBench, useSession } from "../workbench/context.ts";
import css from "./verdict-panel.module.css";

/** The outcome of the last submission, in a word; opened, in numbers. */
export function VerdictPanel() {
  const { verdict, closedBecause } = useSession((state) => state.submit);
  const grading = useSession((state) => state.submit.running !== null);
  const id = useId();
  // Which verdict's details were opened or closed by hand; a new verdict opens by itself.
  const [hand, setHand] = useState<{ at: number; open: boolean } | null>(null);
  const [first] = useState(verdict?.at);
  const fresh = verdict !== null && verdict.at !== first;
  const open = verdict !== null && (hand?.at === verdict.at ? hand.open : fresh);
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!open || verdict === null) return;
    const close = (event: PointerEvent): void => {
      if (event.target instanceof Node && panel.current?.contains(event.target) === true) return;
      setHand({ at: verdict.at, open: false });
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [open, verdict]);

  return (
    <section
      ref={panel}
      aria-label="Verdict"
      className={css["verdict"]}
      onKeyDown={(event) => {
        if (event.key === "Escape" && verdict !== null) setHand({ at: verdict.at, open: false });
      }}
    >
      {verdict === null ? (
        <span className={css["none"]}>{grading ? "Grading" : (closedBecause ?? "No verdict yet")}</span>
      ) : (
        <button
          type="button"
          className={css["chip"]}
          data-state={verdict.state}
          aria-expanded={open}
          aria-controls={`${id}-details`}
          onClick={() => setHand({ at: verdict.at, open: !open })}
        >
          <Mark sign={verdictSigns[verdict.state]} strong />
          <span className="num">
            {count(verdict.groups.all.passed)}/{count(verdict.groups.all.total)}
          </span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      )}
      {open && (
        <div id={`${id}-details`} className={css["details"]}>
          <Details verdict={verdict} />
        </div>
      )}
    </section>
  );
}

const groups: readonly (readonly [CaseGroup, string])[] = [
  ["visible", "Visible"],
  ["hidden", "Hidden"],
  ["all", "All"],
  ["exit_zero", "Exit code 0"],
  ["exit_nonzero", "Other exit codes"],
];

const meanings: Readonly<Record<Verdict["state"], string>> = {
  solved: "Every case passes, the hidden ones too.",
  near: "At least 99 % of all cases pass, but not every one.",
  "not-solved": "Fewer than 99 % of all cases pass.",
  error: "Some cases could not be run, so nothing can be said. Submit again.",
};

function Details({ verdict }: { verdict: Verdict }) {
  const { view } = useBench();
  const failing = verdict.results.filter((result) => !result.hidden && result.status !== "pass");
  return (
    <>
      <p>{meanings[verdict.state]}</p>
      <table className="num">
        <thead>
          <tr>
            <th scope="col">Cases</th>
            <th scope="col">Passed</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(([group, name]) => {
            const tally = verdict.groups[group];
            return (
              <tr key={group}>
                <th scope="row">{name}</th>
                <td>
                  {count(tally.passed)} of {count(tally.total)}
                  {tally.errors > 0 && `, ${plural(tally.errors, "error")}`}
                </td>
                <td>{percent(tally.passed, tally.total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {failing.length > 0 && (
        <div className={css["failing"]}>
          <h2>{plural(failing.length, "visible case")} did not pass</h2>
          <ul role="list">
            {failing.slice(0, 6).map((result) => (
              <li key={result.name}>
                <button type="button" className="mono" onClick={() => view.showCase(result.name)}>
                  {result.name}
                </button>
              </li>
            ))}
          </ul>
          {failing.length > 6 && (
            <button type="button" onClick={() => view.show("cases")}>
              See all in Cases
            </button>
          )}
        </div>
      )}
      <p className={css["foot"]}>
        {dateTime(verdict.at)}, files{" "}
        <code title={verdict.filesDigest}>{verdict.filesDigest.slice(0, 12)}</code>. JavaScript is not one of
        MirrorCode’s languages, so this is not comparable to its scores.
      </p>
    </>
  );
}
