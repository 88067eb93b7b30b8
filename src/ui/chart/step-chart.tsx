import { useEffect, useRef } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { onColours, readColours } from "../theme.ts";
import css from "./step-chart.module.css";

interface StepChartProps {
  /** Says in words what can be seen. */
  label: string;
  /** In order; `x` does not decrease. */
  points: readonly { readonly x: number; readonly y: number }[];
  /** The most that `y` can be. */
  total: number;
  /** Index of the chosen point, -1 when there is none. */
  chosen: number;
  words: (x: number) => string;
  onChoose: (index: number) => void;
}

/** A line of steps: each holds until the next. A click chooses the point before it. */
export function StepChart({ label, points, total, chosen, words, onChoose }: StepChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ onChoose, words, chosen });
  const chart = useRef<UPlot | null>(null);

  useEffect(() => {
    latest.current = { onChoose, words, chosen };
  }, [onChoose, words, chosen]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const draw = (): void => {
      chart.current?.destroy();
      chart.current = drawn(element, points, total, latest);
    };
    draw();
    const resized = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect();
      chart.current?.setSize({ width, height });
    });
    resized.observe(element);
    const stop = onColours(draw);
    return () => {
      stop();
      resized.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [points, total]);

  useEffect(() => {
    chart.current?.redraw();
  }, [chosen]);

  return <div ref={box} role="img" aria-label={label} className={css["chart"]} />;
}

type Latest = { readonly current: Pick<StepChartProps, "onChoose" | "words" | "chosen"> };

function drawn(element: HTMLElement, points: StepChartProps["points"], total: number, latest: Latest): UPlot {
  const colours = readColours(["ink-2", "line", "accent", "accent-soft", "pass"]);
  const { width, height } = element.getBoundingClientRect();
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis = {
    stroke: colours["ink-2"],
    font,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
  };
  const stepped = UPlot.paths.stepped?.({ align: 1 });
  const plot = new UPlot(
    {
      width,
      height,
      padding: [12, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 } },
      scales: {
        x: { time: false, range: (_, min, max) => [Math.min(0, min), max || 1] },
        y: { range: [0, total] },
      },
      axes: [
        { ...axis, space: 80, values: (_, splits) => splits.map((x) => latest.current.words(x)) },
        { ...axis, size: 48, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
      ],
      series: [
        {},
        {
          stroke: colours.accent,
          width: 2,
          fill: `${colours["accent-soft"]}80`,
          points: { show: points.length < 200, size: 6, fill: colours.accent },
          ...(stepped === undefined ? {} : { paths: stepped }),
        },
      ],
      hooks: {
        draw: [(u) => markChosen(u, points[latest.current.chosen], colours.pass)],
        ready: [
          (u) => {
            u.over.addEventListener("click", () => {
              const { left = -1 } = u.cursor;
              const x = u.posToVal(left, "x");
              latest.current.onChoose(
                Math.max(
                  0,
                  points.findLastIndex((point) => point.x <= x),
                ),
              );
            });
          },
        ],
      },
    },
    [points.map(({ x }) => x), points.map(({ y }) => y)],
    element,
  );
  return plot;
}

function markChosen(u: UPlot, point: { readonly x: number } | undefined, colour: string): void {
  if (point === undefined) return;
  const x = Math.round(u.valToPos(point.x, "x", true));
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
