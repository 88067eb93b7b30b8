import { useMemo } from "react";
import type { Entries, RecordedResult, Session } from "../../session/index.ts";
import { type Around, AroundContext } from "../transcript/around.ts";
import { Transcript } from "../transcript/transcript.tsx";
import { useBench, useSession } from "../workbench/context.ts";
import { addressOf } from "../navigation.ts";
import { inWorkspace } from "../workbench/follow.ts";

/** What a recording's calls came to when it was recorded, by call. */
export function recordedResults(watch: Session["state"]["watch"]): ReadonlyMap<string, RecordedResult> {
  const calls = watch?.recording?.replies.flatMap((reply) => reply.calls) ?? [];
  return new Map(calls.flatMap(({ id, result }) => (result === null ? [] : [[id, result] as const])));
}

/** The event of the first entry that has one: what streams in has none yet. */
function firstEvent(items: Entries): number | null {
  return items.at(0)?.seq ?? null;
}

/** The transcript of the run in the workbench, as it comes. */
export function LiveTranscript() {
  const { session, view } = useBench();
  const items = useSession((state) => state.agent.transcript);
  const earlier = useSession((state) => state.agent.earlier);
  const runId = useSession((state) => state.runId);
  const readOnly = useSession((state) => state.readOnly);
  const watch = useSession((state) => state.watch);
  const results = useMemo(() => recordedResults(watch), [watch]);
  const around = useMemo(
    (): Around => ({
      runId,
      items,
      earlier:
        earlier === 0
          ? null
          : { count: earlier, href: addressOf({ screen: "run", runId, event: firstEvent(items) }) },
      openFile: (path) => {
        const known = inWorkspace(path, session.state.paths);
        if (known === null) view.toast(`${path} is not among the files any more.`);
        else view.openFile(known);
      },
      retryNow: readOnly ? null : () => session.retryNow(),
      artifact: (name) => session.artifact(name),
      linkTo: null,
      recorded: (callId) => results.get(callId) ?? null,
    }),
    [session, view, items, earlier, runId, readOnly, results],
  );
  return (
    <AroundContext value={around}>
      <Transcript follow />
    </AroundContext>
  );
}
