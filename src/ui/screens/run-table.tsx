import { Mark, verdictSigns } from "../base/mark.tsx";
import { useNow } from "../base/waiting.tsx";
import { ago, count, dateTime } from "../format.ts";
import { addressOf } from "../navigation.ts";
import { playerName } from "../player.ts";
import type { RunRow } from "./run-list.ts";
import css from "./run-table.module.css";

export function RunTable({ runs }: { runs: readonly RunRow[] }) {
  const now = useNow(0);
  return (
    <div className={css["frame"]}>
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Who</th>
            <th scope="col">Verdict</th>
            <th scope="col" className={css["right"]}>
              Events
            </th>
            <th scope="col">Last change</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <a title={run.title} href={addressOf({ screen: "run", runId: run.id, event: null })}>
                  {dateTime(run.createdAt)}
                </a>
              </th>
              <td>{playerName(run.player)}</td>
              <td>
                {run.verdict === null ? (
                  <span className={css["none"]}>None yet</span>
                ) : (
                  <Mark sign={verdictSigns[run.verdict]} />
                )}
              </td>
              <td className={`${css["right"]} num mono`}>{count(run.events)}</td>
              <td title={dateTime(run.updatedAt)}>{ago(run.updatedAt, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
