import { plural } from "../format.ts";
import { verdictSigns } from "../base/mark.tsx";
import { useSession } from "./context.ts";

/** Tells those who listen rather than look how the cases and the submission went. */
export function Announcer() {
  const cases = useSession((state) => state.caseRun);
  const submit = useSession((state) => state.submit);
  const { tally } = cases;
  const words: string[] = [];
  if (cases.running !== null) words.push("Running visible cases.");
  else if (tally !== null) words.push(`${tally.passed} of ${plural(tally.total, "visible case")} passed.`);
  if (submit.running !== null) words.push("Grading the submission.");
  else if (submit.verdict !== null) {
    const { all } = submit.verdict.groups;
    words.push(
      `Verdict: ${verdictSigns[submit.verdict.state].word}, ${all.passed} of ${plural(all.total, "case")} passed.`,
    );
  }
  return (
    <p className="visually-hidden" aria-live="polite">
      {words.join(" ")}
    </p>
  );
}
