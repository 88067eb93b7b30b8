import type { TaskSize } from "../../core/task.ts";
import type { KnownFacts } from "../../session/index.ts";
import { useApp } from "../app-context.ts";
import { tokens } from "../format.ts";
import css from "./models.module.css";

/** What a run may cost, before it starts: a range, and what it rests on. */
export function RunEstimate({ size, facts }: { size: TaskSize; facts: KnownFacts | null }) {
  const app = useApp();
  const { tokens: range, dollars, basis } = app.models.estimate(size, facts?.price ?? null);
  const money =
    dollars === null
      ? "an unknown sum"
      : dollars[1] === 0
        ? "nothing"
        : `$${rounded(dollars[0])} to $${rounded(dollars[1])}`;
  return (
    <section className={css["estimate"]} aria-label="Estimate">
      <p>
        To the end it may cost <strong className="num">{money}</strong>:{" "}
        <span className="num">
          {tokens(range[0])} to {tokens(range[1])}
        </span>{" "}
        tokens.
      </p>
      <p className={css["hint"]}>{basis} The limits below hold whatever happens.</p>
    </section>
  );
}

/** Two figures are more than an estimate has. */
function rounded(value: number): string {
  if (value >= 100) return String(Number(value.toPrecision(2)));
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}
