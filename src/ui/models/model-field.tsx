import { useEffect, useId, useRef, useState } from "react";
import type { ModelList } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { Field } from "../base/field.tsx";
import { faultOf } from "../faults.ts";
import { plural } from "../format.ts";
import css from "./models.module.css";
import type { KeyState } from "./use-key.ts";

interface ModelFieldProps {
  keys: KeyState;
  fault: string | null;
  /** A list came: what it says of prices may be news. */
  onListed: () => void;
}

/** The model's name: typed, or found in the list that the endpoint offers. */
export function ModelField({ keys, fault, onListed }: ModelFieldProps) {
  const app = useApp();
  const { baseUrl, model, format } = usePreferences();
  const id = useId();
  const [found, setFound] = useState<{ baseUrl: string; list: ModelList } | null>(null);
  const [loading, setLoading] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const load = async (): Promise<void> => {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    setLoading(true);
    try {
      await keys.hold();
      const list = await app.models.list({ baseUrl, format }, controller.signal);
      setFound({ baseUrl, list });
      onListed();
    } catch (error) {
      if (controller.signal.aborted) return;
      const { message, remedy } = faultOf(error, "Type the model's name.");
      const own = {
        kind: "unreachable",
        status: null,
        retryable: true,
        retryAfterMs: null,
        usage: null,
      } as const;
      setFound({ baseUrl, list: { ok: false, fault: { ...own, message, remedy } } });
    } finally {
      if (stop.current === controller) setLoading(false);
    }
  };

  const list = found?.baseUrl === baseUrl ? found.list : null;
  const models = list?.ok === true ? list.models : [];
  const unknown = models.length > 0 && model !== "" && !models.some((one) => one.id === model);
  return (
    <>
      <div className={css["beside"]}>
        <Field
          label="Model"
          spellCheck={false}
          autoComplete="off"
          list={`${id}-models`}
          value={model}
          fault={fault}
          {...(fault === null && {
            hint: loading
              ? "Asking for the list"
              : models.length > 0
                ? unknown
                  ? `None of the ${plural(models.length, "model")} has this name. Type a part of one to find it.`
                  : `${plural(models.length, "model")} to choose from. Type a part of a name to find it.`
                : "As the provider writes it.",
          })}
          onChange={(event) => app.setPreferences({ model: event.currentTarget.value })}
        />
        <Button disabled={loading} onClick={() => void load()}>
          List models
        </Button>
      </div>
      <datalist id={`${id}-models`}>
        {models.map((one) => (
          <option key={one.id} value={one.id} />
        ))}
      </datalist>
      {list?.ok === false && (
        <Callout level="warning" message={list.fault.message} remedy={list.fault.remedy} />
      )}
    </>
  );
}
