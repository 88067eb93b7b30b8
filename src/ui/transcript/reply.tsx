import { useState } from "react";
import type { Usage } from "../../core/event.ts";
import type { TranscriptItem } from "../../session/index.ts";
import { Prose } from "../docs/prose.tsx";
import { count, dollars, tokens } from "../format.ts";
import { Fold, type FoldState } from "./fold.tsx";
import css from "./items.module.css";

interface ReplyProps {
  item: Extract<TranscriptItem, { kind: "reply" }>;
  fold: FoldState;
}

/** What a model said in one turn: its reasoning folded to a line, its text whole. */
export function Reply({ item, fold }: ReplyProps) {
  const { usage, cost, reasoning, live } = item;
  const [tiers, setTiers] = useState(false);
  const all = usage === null ? 0 : usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
  return (
    <div className={css["reply"]}>
      <header>
        <span className={`${css["who"]} num`}>Turn {item.turn}</span>
        {live && (
          <span className={css["live"]} role="status">
            writing
          </span>
        )}
        {usage !== null && all > 0 && (
          <button
            type="button"
            className={`${css["price"]} num`}
            aria-expanded={tiers}
            title="Tokens by tier"
            onClick={() => setTiers(!tiers)}
          >
            {usage.exact ? "" : "≥ "}
            {tokens(all)} tokens
            {cost !== null && `, ${dollars(cost)} $`}
          </button>
        )}
      </header>
      {tiers && usage !== null && <Tiers usage={usage} cost={cost} />}
      {reasoning !== "" && (
        <Fold
          label={
            <span className={css["call"]}>
              <span className={css["verb"]}>{live && item.text === "" ? "thinks" : "thought"}</span>
              {!fold.open && <span className={css["gist"]}>{gist(reasoning, live)}</span>}
            </span>
          }
          {...fold}
        >
          <p className={css["reasoning"]}>{reasoning}</p>
        </Fold>
      )}
      {item.text !== "" && <Prose markdown={item.text} />}
    </div>
  );
}

const GIST = 160;

/** The beginning, or while it comes the end, so that it can be seen to come. */
function gist(reasoning: string, live: boolean): string {
  const text = (live ? reasoning.slice(-2 * GIST) : reasoning.slice(0, 2 * GIST))
    .replaceAll(/\s+/g, " ")
    .trim();
  if (text.length <= GIST) return text;
  return live ? `…${text.slice(-GIST)}` : `${text.slice(0, GIST)}…`;
}

function Tiers({ usage, cost }: { usage: Usage; cost: number | null }) {
  const rows: readonly (readonly [string, number])[] = [
    ["Input", usage.input],
    ["Read from the cache", usage.cacheRead],
    ["Written to the cache", usage.cacheWrite],
    ["Output", usage.output],
    ["of it reasoning", usage.reasoning],
  ];
  return (
    <table className={`${css["tiers"]} num`}>
      <caption className="visually-hidden">Tokens by tier</caption>
      <tbody>
        {rows.map(([name, n]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count(n)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Cost</th>
          <td>{cost === null ? "unknown" : `${usage.exact ? "" : "≥ "}${dollars(cost)} $`}</td>
        </tr>
      </tbody>
    </table>
  );
}
