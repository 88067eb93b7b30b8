import { useState } from "react";
import type { AgentSettings } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { Doctor } from "../models/doctor.tsx";
import { EndpointFields } from "../models/endpoint-fields.tsx";
import { KeyFields } from "../models/key-fields.tsx";
import { ModelFactsView } from "../models/model-facts.tsx";
import { ModelField } from "../models/model-field.tsx";
import { RunEstimate } from "../models/run-estimate.tsx";
import { useFacts } from "../models/use-facts.ts";
import { useKey } from "../models/use-key.ts";
import { useBench, useSession } from "../workbench/context.ts";
import { LimitFields } from "./limit-fields.tsx";
import { limitText, readLimits } from "./limits.ts";
import css from "./settings-form.module.css";

/** Everything the agent needs before it starts. */
export function SettingsForm({ onStarted }: { onStarted: () => void }) {
  const app = useApp();
  const { session } = useBench();
  const { baseUrl, model, format, limits: standard } = usePreferences();
  const readOnly = useSession((state) => state.readOnly);
  const size = useSession((state) => state.task.size);
  const used = useSession((state) => state.agent.player) !== null;
  const keys = useKey(baseUrl);
  const [lists, setLists] = useState(0);
  const facts = useFacts(lists);
  const [limits, setLimits] = useState(() => (used ? limitText(session.state.agent.limits) : standard));
  const [tried, setTried] = useState(false);
  const [starting, setStarting] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

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
      await keys.hold();
      const settings: AgentSettings = {
        baseUrl,
        model: model.trim(),
        format,
        key: await app.key(baseUrl),
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
      <EndpointFields fault={tried ? faults.baseUrl : null} />
      <KeyFields state={keys} />
      <ModelField
        keys={keys}
        fault={tried ? faults.model : null}
        onListed={() => setLists((now) => now + 1)}
      />
      <ModelFactsView key={`${model} ${baseUrl}`} facts={facts} />
      <Doctor keys={keys} />
      {model.trim() !== "" && <RunEstimate size={size} facts={facts} />}
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
