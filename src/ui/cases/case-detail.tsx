import type { TestCase } from "../../core/case.ts";
import type { CaseResult } from "../../core/verdict.ts";
import { Button } from "../base/button.tsx";
import { caseSigns, Mark } from "../base/mark.tsx";
import { stretch } from "../format.ts";
import { formatLine } from "../reference/line.ts";
import { useBench, useSession, useView } from "../workbench/context.ts";
import { attemptCases } from "../workbench/verbs.ts";
import css from "./case-detail.module.css";
import { CaseInput } from "./case-input.tsx";
import { StreamDiff } from "./stream-diff.tsx";

/** One case: what goes in, what the original answered, what came instead. */
export function CaseDetail() {
  const name = useView((state) => state.caseName);
  const cases = useSession((state) => state.cases);
  const results = useSession((state) => state.caseRun.results);
  const each = cases.find((candidate) => candidate.name === name);
  if (each === undefined)
    return <p className={css["none"]}>Choose a case under Cases to see what it asks for.</p>;
  return <Detail key={each.name} test={each} result={results.get(each.name)} />;
}

interface DetailProps {
  test: TestCase;
  result: CaseResult | undefined;
}

function Detail({ test, result }: DetailProps) {
  const bench = useBench();
  const command = useSession((state) => state.task.command);
  const exempt = useSession((state) => state.task.stderrExempt);
  const running = useSession((state) => state.caseRun.running !== null);
  const { observed, mismatch } = result ?? {};
  const { expected } = test;
  return (
    <div className={`${css["detail"]} scroll`} tabIndex={0} role="region" aria-label={`Case ${test.name}`}>
      <div className={css["head"]}>
        <Mark sign={caseSigns[result?.status ?? "not-run"]} strong />
        <h2 className="mono">{test.name}</h2>
        {observed !== undefined && <span className={`${css["time"]} num`}>{stretch(observed.ms)}</span>}
        <Button
          closedBecause={running ? "The cases are running." : null}
          onClick={() => attemptCases(bench, () => bench.session.runVisibleCases([test.name]))}
        >
          Run this case
        </Button>
      </div>
      {mismatch !== undefined && <p className={css["why"]}>{mismatch.message}</p>}
      {result?.reason !== undefined && <p className={css["why"]}>It could not be run: {result.reason}</p>}
      <CaseInput test={test} line={`${command} ${formatLine(test.args)}`.trim()} />
      <Codes
        expected={expected.code}
        got={observed === undefined ? undefined : observed.code}
        timedOut={observed?.timedOut === true}
      />
      <StreamDiff
        name="stdout"
        expected={expected.stdout}
        got={observed?.stdout}
        first={mismatch?.stream === "stdout"}
      />
      {observed?.truncated === true && <p className={css["why"]}>The output was cut at the limit.</p>}
      {!(exempt && expected.stderr === "" && (observed?.stderr ?? "") === "") && (
        <StreamDiff
          name={exempt ? "stderr (not compared)" : "stderr"}
          expected={expected.stderr}
          got={observed?.stderr}
          first={mismatch?.stream === "stderr"}
        />
      )}
    </div>
  );
}

interface CodesProps {
  expected: number;
  /** Undefined before the case was run, null when a limit or a signal ended it. */
  got: number | null | undefined;
  timedOut: boolean;
}

function Codes({ expected, got, timedOut }: CodesProps) {
  const differs = got !== undefined && (got === null || (got & 255) !== (expected & 255));
  return (
    <p className={css["codes"]}>
      <span className={css["label"]}>exit code</span>
      <code className="num">{expected}</code>
      {differs && (
        <span className={css["differs"]}>
          ✕ got {timedOut ? "no answer in time" : got === null ? "none: it was ended" : <code>{got}</code>}
        </span>
      )}
      {got !== undefined && !differs && <span className={css["equal"]}>✓ same</span>}
    </p>
  );
}
