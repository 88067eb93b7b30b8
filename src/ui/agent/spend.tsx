import { useState } from "react";
import { Button } from "../base/button.tsx";
import { count, dollars, tokens } from "../format.ts";
import { useBench, useSession } from "../workbench/context.ts";
import { LimitFields } from "./limit-fields.tsx";
import { limitText, readLimits } from "./limits.ts";
import css from "./spend.module.css";

/** What was spent, by tier, and the limits, which can be raised while it runs. */
export function Spend() {
  const { session } = useBench();
  const { player, usage, cost, costExact, turns, limits } = useSession((state) => state.agent);
  const [edit, setEdit] = useState<ReturnType<typeof limitText> | null>(null);
  const read = edit === null ? null : readLimits(edit);
  if (player === null) return null;
  return (
    <div className={css["spend"]}>
      <dl className="num">
        <div>
          <dt>Turns</dt>
          <dd>
            {count(turns)}
            {limits.turns !== null && <small> of {count(limits.turns)}</small>}
          </dd>
        </div>
        <div>
          <dt>Spend</dt>
          <dd title={cost === null ? "The price of this model is not known" : undefined}>
            {cost === null ? "unknown" : `${costExact ? "" : "≥ "}${dollars(cost)} $`}
          </dd>
        </div>
        <Tier name="Input" n={usage.input} />
        <Tier name="Cached" n={usage.cacheRead} />
        {usage.cacheWrite > 0 && <Tier name="To cache" n={usage.cacheWrite} />}
        <Tier name="Output" n={usage.output} title={`${count(usage.reasoning)} of them for reasoning`} />
      </dl>
      <Button
        look="quiet"
        aria-expanded={edit !== null}
        onClick={() => setEdit(edit === null ? limitText(limits) : null)}
      >
        Limits
      </Button>
      {edit !== null && (
        <form
          className={css["limits"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (read === null || !("limits" in read)) return;
            session.setLimits(read.limits);
            setEdit(null);
          }}
        >
          <LimitFields
            value={edit}
            faults={read !== null && "faults" in read ? read.faults : null}
            onChange={setEdit}
          />
          <Button type="submit">Set limits</Button>
        </form>
      )}
    </div>
  );
}

function Tier({ name, n, title }: { name: string; n: number; title?: string }) {
  return (
    <div title={`${count(n)} tokens${title === undefined ? "" : `, ${title}`}`}>
      <dt>{name}</dt>
      <dd>{tokens(n)}</dd>
    </div>
  );
}
