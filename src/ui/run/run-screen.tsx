import { useCallback, useEffect, useState } from "react";
import type { Review } from "../../session/index.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useLoaded } from "../base/use-loaded.ts";
import { ProgressBar, Waiting } from "../base/waiting.tsx";
import { count } from "../format.ts";
import { LinkButton } from "../base/button.tsx";
import { Page } from "../screens/page.tsx";
import { Sheet } from "./sheet.tsx";
import css from "./run-screen.module.css";

interface RunScreenProps {
  runId: string;
  /** The event that the address names, null when it names none. */
  event: number | null;
}

/** How often a run is looked at again: it may be under way in another tab. */
const AGAIN_MS = 2_000;

/** A kept run, to be looked at: no sandbox is booted for it. */
export function RunScreen({ runId, event }: RunScreenProps) {
  const app = useApp();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const load = useCallback(
    () => app.review(runId, (done, total) => setProgress({ done, total })),
    [app, runId],
  );
  const loaded = useLoaded(load, "Try again, or go back to the programs.");

  if (loaded.status === "ready") return <Live review={loaded.value} event={event} />;
  return (
    <Page current="other">
      {loaded.status === "loading" && (
        <div className={css["loading"]}>
          <Waiting
            what={
              progress === null
                ? "Reading the run"
                : `Reading the run, ${count(progress.done)} of ${count(progress.total)} events`
            }
          />
          {progress !== null && <ProgressBar label="Events read" {...progress} />}
        </div>
      )}
      {loaded.status === "failed" && (
        <Callout level="error" message={loaded.fault.message} remedy={loaded.fault.remedy}>
          <Button onClick={loaded.again}>Try again</Button>
          <LinkButton href="#/">See the programs</LinkButton>
        </Callout>
      )}
    </Page>
  );
}

function Live({ review, event }: { review: Review; event: number | null }) {
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.hidden) return;
      review.refresh().then(
        () => setTrouble(null),
        (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)),
      );
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [review]);
  return <Sheet review={review} event={event} trouble={trouble} />;
}
