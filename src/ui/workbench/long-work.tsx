import type { Progress } from "../../session/index.ts";
import { Button } from "../base/button.tsx";
import { ProgressBar, useNow } from "../base/waiting.tsx";
import { count, stretch } from "../format.ts";
import { useBench, useSession } from "./context.ts";
import css from "./long-work.module.css";
import { attemptCases } from "./verbs.ts";

export function RunCases() {
  const bench = useBench();
  const running = useSession((state) => state.caseRun.running);
  const readOnly = useSession((state) => state.readOnly);
  return (
    <div className={css["cases"]}>
      {running === null ? (
        <Button
          onClick={() => attemptCases(bench, () => bench.session.runVisibleCases())}
          title="Run visible cases (Ctrl+Enter)"
          closedBecause={readOnly ? "This run is open in another tab." : null}
        >
          Run visible cases
        </Button>
      ) : (
        <Running label="Visible cases" progress={running} onCancel={() => bench.session.cancelCases()} />
      )}
    </div>
  );
}

export function SubmitButton() {
  const bench = useBench();
  const { running, closedBecause } = useSession((state) => state.submit);
  return (
    <div className={running === null ? "" : css["submit"]}>
      {running === null ? (
        <Button
          look="primary"
          closedBecause={closedBecause}
          onClick={() => attemptCases(bench, () => bench.session.submit())}
        >
          Submit
        </Button>
      ) : (
        <Running label="Grading" progress={running} onCancel={() => bench.session.cancelSubmit()} />
      )}
    </div>
  );
}

interface RunningProps {
  label: string;
  progress: Progress;
  onCancel: () => void;
}

/** How far it is and, once that can be told, how long it may still take. */
function Running({ label, progress, onCancel }: RunningProps) {
  const { done, total, startedAt } = progress;
  const now = useNow(Infinity);
  const spent = now - startedAt;
  const left = done > 0 && spent > 5000 ? (spent / done) * (total - done) : null;
  return (
    <div className={css["running"]}>
      <div className={css["bar"]}>
        <span className="num">
          {count(done)} of {count(total)}
          {left !== null && <small> about {stretch(left)} left</small>}
        </span>
        <ProgressBar label={label} done={done} total={total} />
      </div>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
