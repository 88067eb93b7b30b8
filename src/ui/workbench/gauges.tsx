import { useNow } from "../base/waiting.tsx";
import { clock, count, dollars, tokens } from "../format.ts";
import { useBench, useSession } from "./context.ts";
import css from "./gauges.module.css";

/** The few numbers that tell how the run stands. Each leads to where it comes from. */
export function Gauges() {
  const agent = useSession((state) => state.agent);
  return (
    <div className={css["gauges"]}>
      {agent.player?.kind === "model" && <Spend />}
      {agent.player !== null && <Worked />}
      <VisibleCount />
    </div>
  );
}

function Spend() {
  const { view } = useBench();
  const { cost, costExact, usage, limits, turns } = useSession((state) => state.agent);
  const basis =
    `${count(usage.input)} input, ${count(usage.cacheRead)} cached, ${count(usage.cacheWrite)} written to the cache, ` +
    `${count(usage.output)} output tokens in ${count(turns)} turns`;
  const all = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
  return (
    <button type="button" className={css["gauge"]} title={basis} onClick={() => view.show("agent")}>
      {cost === null ? (
        <span>{tokens(all)} tokens, price unknown</span>
      ) : (
        <span className="num">
          {costExact ? "" : "≥ "}
          <b>{dollars(cost)}</b>
          {limits.dollars !== null && ` of ${dollars(limits.dollars)}`} $
        </span>
      )}
    </button>
  );
}

function Worked() {
  const { view } = useBench();
  const { workedMs, workingSince, limits } = useSession((state) => state.agent);
  const now = useNow(workingSince === null ? 0 : Infinity);
  const worked = workedMs + (workingSince === null ? 0 : Math.max(0, now - workingSince));
  const title = `Working time, pauses left out${limits.ms === null ? "" : `; the limit is ${clock(limits.ms)}`}`;
  return (
    <button
      type="button"
      className={`${css["gauge"]} num mono`}
      title={title}
      onClick={() => view.show("agent")}
    >
      {clock(worked)}
    </button>
  );
}

function VisibleCount() {
  const { view } = useBench();
  const { tally, stale } = useSession((state) => state.caseRun);
  const total = useSession((state) => state.cases.length);
  const share = tally === null || total === 0 ? 0 : tally.passed / total;
  const title =
    tally === null
      ? "The visible cases have not been run"
      : `${tally.passed} of ${tally.total} visible cases pass${stale ? "; files have changed since" : ""}`;
  return (
    <button type="button" className={css["gauge"]} title={title} onClick={() => view.show("cases")}>
      <span className={css["track"]} aria-hidden="true">
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className="num">
        <b>{tally === null ? "–" : count(tally.passed)}</b>/{count(total)} visible
        {stale && tally !== null && (
          <span className={css["stale"]} aria-hidden="true">
            *
          </span>
        )}
      </span>
    </button>
  );
}
