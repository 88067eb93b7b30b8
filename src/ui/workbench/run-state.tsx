import type { SessionState } from "../../session/index.ts";
import { Button } from "../base/button.tsx";
import { useNow } from "../base/waiting.tsx";
import { stretch } from "../format.ts";
import { useBench, useSession } from "./context.ts";
import css from "./run-state.module.css";
import { attempt } from "./verbs.ts";

const words: Readonly<Record<SessionState["agent"]["status"], string>> = {
  idle: "By hand",
  running: "Agent at work",
  pausing: "Pausing",
  paused: "Agent paused",
  stopping: "Stopping",
  stopped: "Agent stopped",
};

const recordedWords: typeof words = {
  idle: "Recording starts",
  running: "Recording plays",
  pausing: "Pausing",
  paused: "Recording paused",
  stopping: "Stopping",
  stopped: "Recording ended",
};

/** Who is at work, and whether the sandbox is there. */
export function RunState() {
  const bench = useBench();
  const sandbox = useSession((state) => state.sandbox);
  const agent = useSession((state) => state.agent);
  const recorded = useSession(({ watch, agent: { player } }) =>
    player === null ? watch !== null : player.kind === "recording",
  );
  const readOnly = useSession((state) => state.readOnly);
  const booting = sandbox.status === "booting";
  const now = useNow(booting ? Infinity : 0);

  if (readOnly) {
    const why = "This run is open in another tab. When that tab is closed, this one takes over.";
    return (
      <span className={css["state"]} title={why}>
        Watching: {words[agent.status].toLowerCase()}
        {agent.turns > 0 && agent.status === "running" && `, turn ${agent.turns}`}
      </span>
    );
  }
  if (booting) {
    const waited = now - sandbox.since;
    return (
      <span className={`${css["state"]} ${css["busy"]}`} role="status">
        {waited > 1000 ? `Starting the sandbox, ${stretch(waited)}` : "Starting the sandbox"}
      </span>
    );
  }
  if (sandbox.status === "failed") {
    return (
      <span className={css["state"]}>
        <span className={css["failed"]} title={`${sandbox.message} ${sandbox.remedy}`}>
          ! No sandbox
        </span>
        <Button look="quiet" onClick={() => attempt(bench, () => bench.session.retrySandbox())}>
          Start it again
        </Button>
      </span>
    );
  }
  const busy = agent.status === "running" || agent.status === "pausing" || agent.status === "stopping";
  return (
    <span className={`${css["state"]} ${busy ? css["busy"] : ""}`}>
      <span className="num">
        {(recorded ? recordedWords : words)[agent.status]}
        {busy && !recorded && agent.turns > 0 && `, turn ${agent.turns}`}
      </span>
    </span>
  );
}
