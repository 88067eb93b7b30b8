import { useEffect, useState } from "react";
import type { AgentSettings } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Check, Field } from "../base/field.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { useBench, useSession } from "../workbench/context.ts";
import { LimitFields } from "./limit-fields.tsx";
import { limitText, readLimits, standardLimits } from "./limits.ts";
import css from "./settings-form.module.css";

/** Everything the agent needs before it starts. */
export function SettingsForm({ onStarted }: { onStarted: () => void }) {
  const app = useApp();
  const { session } = useBench();
  const { baseUrl, model, rememberKey } = usePreferences();
  const readOnly = useSession((state) => state.readOnly);
  const used = useSession((state) => state.agent.player) !== null;
  const [key, setKey] = useState("");
  const [held, setHeld] = useState("");
  const [limits, setLimits] = useState(() => (used ? limitText(session.state.agent.limits) : standardLimits));
  const [tried, setTried] = useState(false);
  const [starting, setStarting] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  // The key held for this address, if any: a key belongs to one base URL and is never offered to another.
  useEffect(() => {
    let left = false;
    app.key(baseUrl).then(
      (found) => {
        if (!left) setHeld(found);
      },
      (error: unknown) => {
        if (!left) setFault(faultOf(error, "Type the key again."));
      },
    );
    return () => {
      left = true;
    };
  }, [app, baseUrl]);

  const address = URL.canParse(baseUrl) && /^https?:/.test(baseUrl);
  const read = readLimits(limits);
  const faults = {
    baseUrl: address ? null : "An address such as https://openrouter.ai/api/v1",
    model: model.trim() === "" ? "The model's name, as the provider writes it." : null,
  };
  const usable = faults.baseUrl === null && faults.model === null && "limits" in read;

  const start = async (): Promise<void> => {
    setTried(true);
    if (!usable || starting || readOnly) return;
    setStarting(true);
    setFault(null);
    try {
      if (key !== "") await app.holdKey(baseUrl, key);
      const settings: AgentSettings = {
        baseUrl,
        model: model.trim(),
        key: key === "" ? held : key,
        limits: read.limits,
        price: null,
      };
      await session.startAgent(settings);
      onStarted();
    } catch (error) {
      setFault(faultOf(error, "Check the settings and start again."));
    } finally {
      setStarting(false);
    }
  };

  return (
    <form
      className={`${css["form"]} scroll`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <p className={css["lead"]}>
        A model rebuilds the program with the same tools that you have: the files, a shell, the original, the
        visible cases.
      </p>
      <Field
        label="Base URL"
        type="url"
        spellCheck={false}
        placeholder="https://openrouter.ai/api/v1"
        hint="Any OpenAI-compatible address. Ollama, LM Studio and llama.cpp work too."
        value={baseUrl}
        fault={tried ? faults.baseUrl : null}
        onChange={(event) => app.setPreferences({ baseUrl: event.currentTarget.value })}
      />
      <Field
        label="Model"
        spellCheck={false}
        value={model}
        fault={tried ? faults.model : null}
        onChange={(event) => app.setPreferences({ model: event.currentTarget.value })}
      />
      <Field
        label="Key"
        type="password"
        autoComplete="off"
        placeholder={held === "" ? "" : "A key is held for this address"}
        hint="Sent to the base URL and nowhere else. Never part of a run."
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Check
        label="Remember the key in this browser"
        checked={rememberKey}
        onChange={(event) => app.setPreferences({ rememberKey: event.currentTarget.checked })}
      />
      <LimitFields
        value={limits}
        faults={tried && "faults" in read ? read.faults : null}
        onChange={setLimits}
      />
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
      <div className={css["go"]}>
        <Button
          type="submit"
          look="primary"
          large
          disabled={starting}
          closedBecause={readOnly ? "This run is open in another tab." : null}
        >
          Start agent
        </Button>
        {starting && <span role="status">Starting</span>}
      </div>
    </form>
  );
}
