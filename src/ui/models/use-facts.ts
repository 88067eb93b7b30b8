import { useEffect, useState } from "react";
import type { KnownFacts } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";

/** What is known of the present model; null while it is looked up, or no model is named. `round` looks again. */
export function useFacts(round: number): KnownFacts | null {
  const app = useApp();
  const { baseUrl, model, models } = usePreferences();
  const [found, setFound] = useState<{ name: string; facts: KnownFacts | null } | null>(null);
  const name = `${model} at ${baseUrl}`;
  useEffect(() => {
    let left = false;
    if (model.trim() === "") return undefined;
    app.models.facts(model.trim(), baseUrl).then(
      (facts) => {
        if (!left) setFound({ name, facts });
      },
      // Without its table (it is loaded when first needed) nothing is known: the person can enter the price.
      () => {
        if (!left) setFound({ name, facts: { price: null, contextTokens: null, source: "unknown" } });
      },
    );
    return () => {
      left = true;
    };
    // `models`: the person's own figures.
  }, [app, baseUrl, model, models, name, round]);
  return found?.name === name ? found.facts : null;
}
