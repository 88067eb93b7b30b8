import { GitBranch, SquarePen } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Review } from "../../session/index.ts";
import { useApp } from "../app-context.ts";
import { Button, LinkButton } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { Logo } from "../base/logo.tsx";
import { Tabs } from "../base/tabs.tsx";
import { ThemeButton } from "../base/theme-button.tsx";
import { useMedia } from "../base/use-media.ts";
import { type Fault, faultOf } from "../faults.ts";
import { dateTime } from "../format.ts";
import { Guard } from "../guard.tsx";
import { addressOf, go, replaceAddress } from "../navigation.ts";
import { useRead } from "../readable.ts";
import { type Around, AroundContext } from "../transcript/around.ts";
import { Transcript } from "../transcript/transcript.tsx";
import { CasesPane } from "./cases-pane.tsx";
import { ChartPane } from "./chart-pane.tsx";
import { FilesPane } from "./files-pane.tsx";
import { OutcomePane } from "./outcome-pane.tsx";
import { Scrubber } from "./scrubber.tsx";
import css from "./sheet.module.css";
import { Summary } from "./summary.tsx";

interface SheetProps {
  review: Review;
  /** The event that the address names, null when it names none. */
  event: number | null;
  /** Why newer events could not be read, null when they could. */
  trouble: string | null;
}

/** How long the hand rests before the address follows: browsers refuse many changes in a row. */
const REST_MS = 250;

/** The chosen event, which the address follows and may set. */
function useEvent(
  runId: string,
  named: number | null,
  last: number,
): [number, (seq: number) => void, boolean] {
  const [{ chosen, address }, set] = useState({ chosen: named, address: named });
  // The address was changed by a link or by hand.
  if (named !== address) set({ chosen: named, address: named });
  useEffect(() => {
    if (chosen === null || chosen === address) return;
    const timer = setTimeout(() => {
      // What is written here is not news when it comes back.
      set((now) => ({ ...now, address: chosen }));
      replaceAddress({ screen: "run", runId, event: chosen });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [runId, chosen, address]);
  const choose = useCallback((seq: number) => set((now) => ({ ...now, chosen: seq })), []);
  return [Math.min(chosen ?? last, last), choose, chosen !== null];
}

/** One run on a page: how it went, what happened, and everything as it was at the chosen event. */
export function Sheet({ review, event, trouble }: SheetProps) {
  const state = useRead(review, (now) => now);
  const { header, agent } = state;
  const narrow = useMedia("(max-width: 60rem)");
  const [seq, choose, chosen] = useEvent(header.id, event, Math.max(0, state.events - 1));
  const [tab, setTab] = useState<string>(narrow ? "transcript" : "files");
  const title = review.task?.title ?? header.title;
  useEffect(() => {
    document.title = `${title}, run · Mirrorbox`;
  }, [title]);

  const around = useMemo(
    (): Around => ({
      runId: header.id,
      items: agent.transcript,
      earlier: null,
      openFile: null,
      retryNow: null,
      artifact: (name) => review.artifact(name),
      recorded: () => null,
      linkTo: (at) => addressOf({ screen: "run", runId: header.id, event: at }),
    }),
    [review, header.id, agent.transcript],
  );

  const transcript = <Transcript selected={chosen ? seq : null} onSelect={choose} follow={false} />;
  const panes = [
    ...(narrow ? [{ id: "transcript", label: "Transcript", panel: transcript }] : []),
    { id: "files", label: "Files", panel: <FilesPane review={review} seq={seq} /> },
    { id: "cases", label: "Cases", panel: <CasesPane review={review} seq={seq} onChoose={choose} /> },
    { id: "chart", label: "Chart", panel: <ChartPane state={state} seq={seq} onChoose={choose} /> },
    { id: "outcome", label: "Outcome", panel: <OutcomePane state={state} /> },
  ];
  const active = panes.some(({ id }) => id === tab) ? tab : "files";

  return (
    <AroundContext value={around}>
      <div className={css["sheet"]}>
        <header className={css["bar"]}>
          <a href="#/" className={css["home"]} aria-label="Mirrorbox: all programs" title="All programs">
            <Logo size={22} />
          </a>
          <h1 className={css["title"]}>
            <a href={addressOf({ screen: "task", taskId: header.taskId })}>{title}</a>
          </h1>
          <span className={css["date"]}>Run of {dateTime(header.createdAt)}</span>
          <Verbs review={review} seq={seq} />
        </header>
        <main className={css["main"]} aria-label="Run">
          {trouble !== null && (
            <Callout
              level="warning"
              message={`Newer events could not be read: ${trouble}`}
              remedy="What is shown is older. Reload the page if this stays."
            />
          )}
          <Summary state={state} />
          <Scrubber review={review} state={state} seq={seq} onChoose={choose} />
          <div className={css["columns"]}>
            {!narrow && (
              <section className={css["left"]} aria-label="What happened">
                <Guard>{transcript}</Guard>
              </section>
            )}
            <div className={css["right"]}>
              <Tabs
                label="Views of the run"
                active={active}
                onSelect={setTab}
                tabs={panes.map((pane) => ({ ...pane, panel: <Guard>{pane.panel}</Guard> }))}
              />
            </div>
          </div>
        </main>
      </div>
    </AroundContext>
  );
}

/** What can be done with the run. */
function Verbs({ review, seq }: { review: Review; seq: number }) {
  const app = useApp();
  const { header } = useRead(review, (now) => now);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const absent = review.task === null ? "This program is not here, so its runs can only be looked at." : null;
  const takeOver = async (): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const { id, taskId } = await app.fork({ runId: header.id, seq });
      go({ screen: "work", taskId, entry: "latest", runId: id, agent: true });
    } catch (error) {
      setFault(faultOf(error, "Try again."));
      setBusy(false);
    }
  };
  return (
    <>
      <div className={css["verbs"]}>
        <Button
          closedBecause={absent ?? (busy ? "The new run is being made." : null)}
          title="Begin a run of your own with the files as they were at the chosen event"
          onClick={() => void takeOver()}
        >
          <GitBranch size={15} aria-hidden="true" />
          Take over from here
        </Button>
        {absent === null && (
          <LinkButton
            look="quiet"
            href={addressOf({
              screen: "work",
              taskId: header.taskId,
              entry: "latest",
              runId: header.id,
              agent: false,
            })}
          >
            <SquarePen size={15} aria-hidden="true" />
            Open in the workbench
          </LinkButton>
        )}
        <ThemeButton />
      </div>
      {fault !== null && (
        <div className={css["fault"]}>
          <Callout level="error" message={fault.message} remedy={fault.remedy} />
        </div>
      )}
    </>
  );
}
