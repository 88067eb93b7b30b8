import { GitBranch } from "lucide-react";
import { useMemo, useState } from "react";
import type { Speed, Transcript, WatchState } from "../../session/index.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { count, day, plural } from "../format.ts";
import { useBench, useSession } from "../workbench/context.ts";
import { attempt, takeOver } from "../workbench/verbs.ts";
import css from "./watch-bar.module.css";
import { recordedResults } from "./live-transcript.tsx";

const speeds: readonly (readonly [Speed, string, string])[] = [
  [1, "1×", "As fast as it was recorded"],
  [4, "4×", "Four times as fast"],
  ["at-once", "Fast", "As fast as this computer runs it"],
];

/** What plays here and who made it, how fast, how it compares with the record, and the way to go on oneself. */
export function WatchBar({ watch }: { watch: WatchState }) {
  const app = useApp();
  const bench = useBench();
  const { turns, transcript, status } = useSession((state) => state.agent);
  const readOnly = useSession((state) => state.readOnly);
  const [busy, setBusy] = useState(false);
  const total = watch.recording?.turns ?? null;
  return (
    <section className={css["bar"]} aria-label="Recording">
      <p className={css["who"]}>
        <b>A recording.</b> {sentence(watch.madeBy)} Recorded on {day(watch.recordedAt)}. The replies come
        from the record; every call, case and verdict is computed here and now.
      </p>
      <div className={css["row"]}>
        <div role="group" aria-label="Speed" className={css["speeds"]}>
          {speeds.map(([speed, word, title]) => (
            <Button
              key={word}
              look="quiet"
              title={title}
              aria-pressed={watch.speed === speed}
              onClick={() => bench.session.setSpeed(speed)}
            >
              {word}
            </Button>
          ))}
        </div>
        <span className={`${css["place"]} num`}>
          {status === "idle" && "Starting"}
          {status !== "idle" && total !== null && `Reply ${count(Math.min(turns, total))} of ${count(total)}`}
        </span>
        <Agreement watch={watch} transcript={transcript} />
        <Button
          closedBecause={
            readOnly ? "This run is open in another tab." : busy ? "The new run is being made." : null
          }
          title="Begin a run of your own with the files as they are now: by hand, or with your key"
          onClick={() => {
            setBusy(true);
            attempt(bench, () => takeOver(app, bench).finally(() => setBusy(false)));
          }}
        >
          <GitBranch size={15} aria-hidden="true" />
          Take over from here
        </Button>
      </div>
    </section>
  );
}

/** How many results are as they were in the record. */
function Agreement({ watch, transcript }: { watch: WatchState; transcript: Transcript }) {
  const { same, other } = useMemo(() => {
    const results = recordedResults(watch);
    const counts = { same: 0, other: 0 };
    for (const item of transcript) {
      if (item.kind !== "tool" || item.output === null) continue;
      const record = results.get(item.call.id);
      if (record === undefined) continue;
      if (record.output === item.output) counts.same += 1;
      else counts.other += 1;
    }
    return counts;
  }, [watch, transcript]);
  if (same + other === 0) return null;
  return (
    <span className={`${css["agreement"]} num`}>
      {other === 0
        ? `✓ ${plural(same, "result")} as in the record`
        : `≠ ${count(other)} of ${plural(same + other, "result")} differ from the record`}
    </span>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
