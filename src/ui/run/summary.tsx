import type { ReactNode } from "react";
import type { RunLimits } from "../../core/event.ts";
import type { ReviewState } from "../../session/index.ts";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { clock, count, dateTime, dollars, tokens } from "../format.ts";
import { addressOf } from "../navigation.ts";
import { playerName } from "../player.ts";
import { stops } from "../transcript/stops.ts";
import css from "./summary.module.css";

/** How the run went, in one line of numbers. Each says where it comes from. */
export function Summary({ state }: { state: ReviewState }) {
  const { header, agent, verdict, stop, forkOf } = state;
  const player = agent.player ?? header.player;
  const { usage } = agent;
  const all = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
  const last = state.points.at(-1);
  return (
    <dl className={css["facts"]}>
      <Fact name="Who">
        {playerName(player)}
        {player.kind === "recording" && (
          <small>
            {player.madeBy}, {dateTime(player.recordedAt)}
          </small>
        )}
        {player.kind === "model" && <small>{player.baseUrl}</small>}
      </Fact>
      <Fact name="Verdict">
        {verdict === null ? (
          <span className={css["none"]}>None yet</span>
        ) : (
          <>
            <Mark sign={verdictSigns[verdict.state]} strong />
            <small className="num">
              {count(verdict.groups.all.passed)} of {count(verdict.groups.all.total)} cases
            </small>
          </>
        )}
      </Fact>
      <Fact name="Visible cases" title="When they were last run">
        {last === undefined ? (
          <span className={css["none"]}>Not run</span>
        ) : (
          <span className="num">
            {count(last.tally.passed)} of {count(last.tally.total)}
          </span>
        )}
      </Fact>
      {player.kind === "model" && (
        <>
          <Fact
            name="Spent"
            title={`${count(usage.input)} input, ${count(usage.cacheRead)} cached, ${count(usage.cacheWrite)} written to the cache, ${count(usage.output)} output tokens`}
          >
            <span className="num">
              {agent.cost === null
                ? "price unknown"
                : `${agent.costExact ? "" : "≥ "}${dollars(agent.cost)} $`}
            </span>
            <small className="num">{tokens(all)} tokens</small>
          </Fact>
          <Fact name="Limits">{limitWords(agent.limits)}</Fact>
        </>
      )}
      {agent.player !== null && (
        <Fact name="Worked" title="Pauses and waits left out">
          <span className="num">{clock(agent.workedMs)}</span>
          <small className="num">{count(agent.turns)} turns</small>
        </Fact>
      )}
      {stop !== null && (
        <Fact name="Ended" title={stop.message}>
          {stops[stop.reason].replace(/\.$/, "")}
        </Fact>
      )}
      {forkOf !== null && (
        <Fact name="Began as">
          <a href={addressOf({ screen: "run", runId: forkOf.runId, event: forkOf.seq })}>
            another run at event {count(forkOf.seq)}
          </a>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function limitWords({ dollars: most, tokens: all, turns, ms }: RunLimits): string {
  const parts = [
    most === null ? null : `${dollars(most)} $`,
    all === null ? null : `${tokens(all)} tokens`,
    turns === null ? null : `${count(turns)} turns`,
    ms === null ? null : clock(ms),
  ].filter((part) => part !== null);
  return parts.length === 0 ? "none" : parts.join(", ");
}
