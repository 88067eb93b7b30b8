import type { CaseGroup } from "../../core/verdict.ts";
import type { ReviewState } from "../../session/index.ts";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { count, dateTime, dollars, percent } from "../format.ts";
import css from "./outcome-pane.module.css";

const groups: readonly (readonly [CaseGroup, string])[] = [
  ["visible", "Visible"],
  ["hidden", "Hidden"],
  ["all", "All"],
  ["exit_zero", "Exit code 0"],
  ["exit_nonzero", "Other exit codes"],
];

/** The verdict by groups of cases, and what was spent by tier. */
export function OutcomePane({ state }: { state: ReviewState }) {
  return (
    <div className={`${css["pane"]} scroll`} tabIndex={0} role="region" aria-label="Outcome of the run">
      <Verdict state={state} />
      <Spend state={state} />
    </div>
  );
}

function Verdict({ state: { verdict } }: { state: ReviewState }) {
  return (
    <section>
      <h2>Verdict</h2>
      {verdict === null ? (
        <p className={css["none"]}>Nothing was submitted yet, so there is no verdict.</p>
      ) : (
        <>
          <p>
            <Mark sign={verdictSigns[verdict.state]} strong /> {dateTime(verdict.at)}, files{" "}
            <code title={verdict.filesDigest}>{verdict.filesDigest.slice(0, 12)}</code>
          </p>
          <table className="num">
            <thead>
              <tr>
                <th scope="col">Cases</th>
                <th scope="col">Passed</th>
                <th scope="col">Share</th>
              </tr>
            </thead>
            <tbody>
              {groups.map(([group, name]) => {
                const { passed, total } = verdict.groups[group];
                return (
                  <tr key={group}>
                    <th scope="row">{name}</th>
                    <td>
                      {count(passed)} of {count(total)}
                    </td>
                    <td>{percent(passed, total)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function Spend({ state: { agent, header } }: { state: ReviewState }) {
  const player = agent.player ?? header.player;
  const { usage, cost, costExact, turns } = agent;
  const tiers: readonly (readonly [string, number])[] = [
    ["Input", usage.input],
    ["Read from the cache", usage.cacheRead],
    ["Written to the cache", usage.cacheWrite],
    ["Output", usage.output],
    ["of it reasoning", usage.reasoning],
  ];
  return (
    <section>
      <h2>Spend</h2>
      {player.kind === "recording" && (
        <p className={css["none"]}>No model was asked: the replies came from a record. Nothing was spent.</p>
      )}
      {player.kind === "person" && <p className={css["none"]}>A person did this. No model was asked.</p>}
      {player.kind === "model" && (
        <table className="num">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col">Tokens</th>
              <th scope="col">{player.price === null ? "" : "$ a million"}</th>
            </tr>
          </thead>
          <tbody>
            {tiers.map(([name, n], index) => {
              const { price } = player;
              const rate =
                price === null ? null : [price.input, price.cacheRead, price.cacheWrite, price.output][index];
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{count(n)}</td>
                  <td>{rate ?? ""}</td>
                </tr>
              );
            })}
            <tr>
              <th scope="row">All, in {count(turns)} turns</th>
              <td>{costExact ? "" : "at least"}</td>
              <td>{cost === null ? "price unknown" : `${dollars(cost)} $`}</td>
            </tr>
          </tbody>
        </table>
      )}
    </section>
  );
}
