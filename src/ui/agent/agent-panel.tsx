import { useState } from "react";
import { Button } from "../base/button.tsx";
import { Guard } from "../guard.tsx";
import { playerName } from "../player.ts";
import { useSession } from "../workbench/context.ts";
import { Notices } from "../workbench/notices.tsx";
import css from "./agent-panel.module.css";
import { Controls } from "./controls.tsx";
import { Say } from "./say.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { Spend } from "./spend.tsx";
import { LiveTranscript } from "./live-transcript.tsx";
import { WatchBar } from "./watch-bar.tsx";

/** The agent: its settings before it starts, then what it does as it does it. */
export function AgentPanel() {
  const { status, transcript, player } = useSession((state) => state.agent);
  const watch = useSession((state) => state.watch);
  const working =
    status === "running" || status === "pausing" || status === "paused" || status === "stopping";
  const readOnly = useSession((state) => state.readOnly);
  const [again, setAgain] = useState(false);
  // A recording that waits for the sandbox has not said anything yet.
  const form = !working && (again || (transcript.length === 0 && watch === null));
  const recorded = watch !== null && (player === null || player.kind === "recording");
  return (
    <section aria-label="Agent" data-place="agent" tabIndex={-1} className={css["panel"]}>
      <header className={css["head"]}>
        <h2>Agent</h2>
        {player !== null && (
          <span className={css["model"]} title={playerName(player)}>
            {playerName(player)}
          </span>
        )}
        {!working && transcript.length > 0 && (
          <Button look="quiet" onClick={() => setAgain(!again)}>
            {again ? "Show the transcript" : "Start an agent"}
          </Button>
        )}
        {working && <Controls />}
      </header>
      {recorded && !form && <WatchBar watch={watch} />}
      <Notices place="agent" />
      <Guard>
        {form ? (
          <SettingsForm onStarted={() => setAgain(false)} />
        ) : (
          <>
            {!recorded && <Spend />}
            <LiveTranscript />
            {working && !readOnly && !recorded && <Say />}
          </>
        )}
      </Guard>
    </section>
  );
}
