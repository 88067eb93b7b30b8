import { Trash2 } from "lucide-react";
import type { Task } from "../../core/task.ts";
import { IconButton } from "../base/button.tsx";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { count } from "../format.ts";
import { addressOf, go } from "../navigation.ts";
import { bestVerdict, type RunRow, runsOf } from "./run-list.ts";
import css from "./program-table.module.css";

interface ProgramTableProps {
  tasks: readonly Task[];
  runs: readonly RunRow[];
  /** Given where programs can be removed. */
  onRemove?: (task: Task) => void;
}

export function ProgramTable({ tasks, runs, onRemove }: ProgramTableProps) {
  const longest = Math.max(...tasks.map((task) => task.original.lines));
  return (
    <div className={css["frame"]}>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col" className={css["lines"]}>
              Lines of the original
            </th>
            <th scope="col" className={css["right"]}>
              Cases
            </th>
            <th scope="col">You</th>
            {onRemove !== undefined && (
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <ProgramRow
              key={task.id}
              task={task}
              runs={runsOf(runs, task.id)}
              longest={longest}
              {...(onRemove === undefined ? {} : { onRemove })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ProgramRowProps {
  task: Task;
  runs: readonly RunRow[];
  longest: number;
  onRemove?: (task: Task) => void;
}

function ProgramRow({ task, runs, longest, onRemove }: ProgramRowProps) {
  const href = addressOf({ screen: "task", taskId: task.id });
  // Sizes span four orders of magnitude: the bar's length goes by the logarithm.
  const share = longest === 0 ? 0 : Math.log(task.original.lines + 1) / Math.log(longest + 1);
  const { visible, hidden } = task.counts;
  return (
    <tr
      className={css["row"]}
      onClick={(event) => {
        // The link does it for the keyboard; a click anywhere on the row is a convenience.
        if (event.target instanceof Element && event.target.closest("a, button") === null) {
          go({ screen: "task", taskId: task.id });
        }
      }}
    >
      <th scope="row" className={css["program"]}>
        <a href={href}>{task.title}</a>
        <span>{task.summary}</span>
      </th>
      <td className={css["lines"]}>
        {task.original.lines === 0 ? (
          <span className={css["none"]}>Not counted</span>
        ) : (
          <span className={css["size"]}>
            <b>{task.size}</b>
            <span className={css["track"]} aria-hidden="true">
              <span style={{ transform: `scaleX(${share})` }} />
            </span>
            <span className="num mono">{count(task.original.lines)}</span>
          </span>
        )}
      </td>
      <td className={`${css["right"]} num mono`} title={`${visible} visible and ${hidden} hidden cases`}>
        {count(visible + hidden)}
      </td>
      <td className={css["mine"]}>
        <MyState runs={runs} />
      </td>
      {onRemove !== undefined && (
        <td className={css["remove"]}>
          <IconButton label={`Remove ${task.title}`} onClick={() => onRemove(task)}>
            <Trash2 size={15} aria-hidden="true" />
          </IconButton>
        </td>
      )}
    </tr>
  );
}

function MyState({ runs }: { runs: readonly RunRow[] }) {
  const best = bestVerdict(runs);
  if (best !== null) return <Mark sign={verdictSigns[best]} />;
  return <span className={css["none"]}>{runs.length > 0 ? "Started" : "Not started"}</span>;
}
