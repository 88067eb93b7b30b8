import { lazy, Suspense, useState } from "react";
import type { CasePoint, ReviewState } from "../../session/index.ts";
import { Button } from "../base/button.tsx";
import { Waiting } from "../base/waiting.tsx";
import { clock, count, dollars, tokens } from "../format.ts";
import css from "./chart-pane.module.css";

const StepChart = lazy(async () => {
  const { StepChart: Chart } = await import("../chart/step-chart.tsx");
  return { default: Chart };
});

interface ChartPaneProps {
  state: ReviewState;
  seq: number;
  onChoose: (seq: number) => void;
}

type Axis = "time" | "tokens" | "dollars";

interface Scale {
  readonly name: string;
  readonly of: (point: CasePoint) => number | null;
  readonly words: (value: number) => string;
}

function scalesOf(state: ReviewState): readonly (readonly [Axis, Scale])[] {
  const worked = state.agent.player !== null;
  const spent = state.points.some((point) => point.tokens > 0);
  const priced = spent && state.points.some((point) => (point.dollars ?? 0) > 0);
  return [
    ...(spent
      ? ([["tokens", { name: "Tokens", of: (point: CasePoint) => point.tokens, words: tokens }]] as const)
      : []),
    ...(priced
      ? ([
          [
            "dollars",
            {
              name: "Dollars",
              of: (point: CasePoint) => point.dollars,
              words: (n: number) => `${dollars(n)} $`,
            },
          ],
        ] as const)
      : []),
    [
      "time",
      {
        name: worked ? "Working time" : "Time",
        of: (point) => (worked ? point.workedMs : point.elapsedMs),
        words: clock,
      },
    ],
  ];
}

/** Visible cases passed, over what it took: a chart, and the same numbers as a table. */
export function ChartPane({ state, seq, onChoose }: ChartPaneProps) {
  const scales = scalesOf(state);
  const [wished, setWished] = useState<Axis>("tokens");
  const [table, setTable] = useState(false);
  const [axis, scale] = scales.find(([name]) => name === wished) ?? scales[scales.length - 1] ?? [null, null];
  if (state.points.length === 0 || axis === null || scale === null) {
    return <p className={css["none"]}>The visible cases have not been run yet in this run.</p>;
  }
  const points = state.points.flatMap((point) => {
    const x = scale.of(point);
    return x === null ? [] : [{ x, y: point.tally.passed, seq: point.seq }];
  });
  const total = Math.max(...state.points.map(({ tally }) => tally.total));
  return (
    <div className={css["pane"]}>
      <div className={css["head"]}>
        <h2>Visible cases passed</h2>
        <div role="group" aria-label="Against" className={css["axes"]}>
          {scales.map(([name, { name: word }]) => (
            <Button key={name} look="quiet" aria-pressed={name === axis} onClick={() => setWished(name)}>
              {word}
            </Button>
          ))}
        </div>
        <Button look="quiet" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? "As a chart" : "As a table"}
        </Button>
      </div>
      {table ? (
        <Table state={state} seq={seq} scales={scales} onChoose={onChoose} />
      ) : (
        <Suspense fallback={<Waiting what="Loading the chart" />}>
          <StepChart
            label={`Visible cases passed against ${scale.name.toLowerCase()}: ${count(state.points.length)} runs of the cases, from ${count(points[0]?.y ?? 0)} to ${count(points.at(-1)?.y ?? 0)} of ${count(total)}. The same numbers are under “As a table”.`}
            points={points}
            total={total}
            chosen={points.findLastIndex((point) => point.seq <= seq)}
            words={scale.words}
            onChoose={(index) => {
              const point = points[index];
              if (point !== undefined) onChoose(point.seq);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

interface TableProps extends ChartPaneProps {
  scales: ReturnType<typeof scalesOf>;
}

function Table({ state, seq, scales, onChoose }: TableProps) {
  const chosen = state.points.findLast((point) => point.seq <= seq)?.seq;
  return (
    <div
      className={`${css["table"]} scroll`}
      tabIndex={0}
      role="region"
      aria-label="Runs of the visible cases"
    >
      <table className="num">
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Passed</th>
            {scales.map(([name, { name: word }]) => (
              <th key={name} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {state.points.map((point) => (
            <tr key={point.seq} aria-current={point.seq === chosen ? "true" : undefined}>
              <th scope="row">
                <button type="button" onClick={() => onChoose(point.seq)}>
                  {count(point.seq)}
                </button>
              </th>
              <td>
                {count(point.tally.passed)} of {count(point.tally.total)}
              </td>
              {scales.map(([name, { of, words }]) => {
                const value = of(point);
                return <td key={name}>{value === null ? "unknown" : words(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
