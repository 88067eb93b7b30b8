import { useState } from "react";
import { type KnownFacts, type ModelFacts, ownFactsKey } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Field } from "../base/field.tsx";
import { tokens } from "../format.ts";
import css from "./models.module.css";

/** Prices and window of the present model, with who says so; a person can set them right. */
export function ModelFactsView({ facts }: { facts: KnownFacts | null }) {
  const app = useApp();
  const { baseUrl, model, models } = usePreferences();
  const [editing, setEditing] = useState(false);
  if (model.trim() === "") return null;
  const key = ownFactsKey(model, baseUrl);
  if (editing) {
    return (
      <FactsForm
        facts={facts}
        onDone={(own) => {
          setEditing(false);
          if (own) app.setPreferences({ models: { ...models, [key]: own } });
        }}
      />
    );
  }
  const price = facts?.price ?? null;
  return (
    <div className={css["facts"]}>
      <dl className={css["figures"]}>
        <Rate label="Input" value={price?.input} />
        <Rate label="Cache read" value={price?.cacheRead} />
        <Rate label="Cache write" value={price?.cacheWrite} />
        <Rate label="Output" value={price?.output} />
        <div>
          <dt>Window</dt>
          <dd className="num">{facts?.contextTokens ? tokens(facts.contextTokens) : "unknown"}</dd>
        </div>
      </dl>
      <div className={css["row"]}>
        <Button onClick={() => setEditing(true)}>{price === null ? "Enter the price" : "Change"}</Button>
        {facts?.source === "person" && (
          <Button
            onClick={() => {
              const { [key]: _, ...others } = models;
              app.setPreferences({ models: others });
            }}
          >
            Use the table again
          </Button>
        )}
        <span className={css["hint"]}>
          Dollars per million tokens.{" "}
          {facts === null ? "Looking it up" : sourceOf(facts, app.models.pricesOf)}
        </span>
      </div>
    </div>
  );
}

function Rate({ label, value }: { label: string; value: number | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{value === undefined ? "unknown" : rate(value)}</dd>
    </div>
  );
}

function rate(value: number): string {
  return value !== 0 && value < 0.1 ? value.toPrecision(2) : value.toFixed(2);
}

function sourceOf(facts: KnownFacts, pricesOf: string): string {
  switch (facts.source) {
    case "person":
      return "As you entered it; kept in this browser.";
    case "provider":
      return "As the provider says now.";
    case "table":
      return `From the built-in table of ${day(pricesOf)}; check it with the provider.`;
    case "unknown":
      return `Not in the built-in table of ${day(pricesOf)}. Without a price no dollar limit can be kept, unless the provider reports its costs.`;
  }
}

function day(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(date));
}

const fields = [
  ["input", "Input"],
  ["cacheRead", "Cache read"],
  ["cacheWrite", "Cache write"],
  ["output", "Output"],
  ["window", "Window, in tokens"],
] as const;
type Name = (typeof fields)[number][0];

function FactsForm({
  facts,
  onDone,
}: {
  facts: KnownFacts | null;
  onDone: (own: ModelFacts | null) => void;
}) {
  const price = facts?.price ?? null;
  const [text, setText] = useState<Readonly<Record<Name, string>>>({
    input: price ? String(price.input) : "",
    cacheRead: price ? String(price.cacheRead) : "",
    cacheWrite: price ? String(price.cacheWrite) : "",
    output: price ? String(price.output) : "",
    window: facts?.contextTokens ? String(facts.contextTokens) : "",
  });
  const [tried, setTried] = useState(false);
  const wrong = (name: Name): string | null => {
    const clean = text[name].trim().replaceAll(",", "");
    if (clean === "") return name === "input" || name === "output" ? "A number, 0 if it is free." : null;
    const n = Number(clean);
    if (!Number.isFinite(n) || n < 0 || (name === "window" && n < 1)) return "A number, 0 or more.";
    return null;
  };
  const number = (name: Name, missing: number): number =>
    text[name].trim() === "" ? missing : Number(text[name].trim().replaceAll(",", ""));
  const save = (): void => {
    setTried(true);
    if (fields.some(([name]) => wrong(name) !== null)) return;
    const input = number("input", 0);
    const own = {
      input,
      // A tier without a price of its own is billed as fresh input.
      cacheRead: number("cacheRead", input),
      cacheWrite: number("cacheWrite", input),
      output: number("output", 0),
    };
    const window = number("window", 0);
    onDone({ price: own, contextTokens: window === 0 ? null : window });
  };
  return (
    <fieldset className={css["facts"]}>
      <legend className={css["hint"]}>Dollars per million tokens</legend>
      <div className={css["figures"]}>
        {fields.map(([name, label]) => (
          <Field
            key={name}
            label={label}
            inputMode="decimal"
            className="num"
            value={text[name]}
            fault={tried ? wrong(name) : null}
            onChange={(event) => setText({ ...text, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <div className={css["row"]}>
        <Button onClick={save}>Keep these figures</Button>
        <Button look="quiet" onClick={() => onDone(null)}>
          Cancel
        </Button>
      </div>
    </fieldset>
  );
}
