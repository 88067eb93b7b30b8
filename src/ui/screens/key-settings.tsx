import { useState } from "react";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { Doctor } from "../models/doctor.tsx";
import { EndpointFields } from "../models/endpoint-fields.tsx";
import { KeyFields } from "../models/key-fields.tsx";
import { ModelFactsView } from "../models/model-facts.tsx";
import { ModelField } from "../models/model-field.tsx";
import { useFacts } from "../models/use-facts.ts";
import { useKey } from "../models/use-key.ts";
import css from "./settings-page.module.css";

/** The endpoint, its key, the model and what is known of it, and the doctor. */
export function KeySettings() {
  const app = useApp();
  const { baseUrl, model } = usePreferences();
  const keys = useKey(baseUrl);
  const [lists, setLists] = useState(0);
  const facts = useFacts(lists);
  const [told, setTold] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);

  const act = async (work: () => Promise<void>, done: string): Promise<void> => {
    setFault(null);
    try {
      await work();
      setTold(done);
      keys.look();
    } catch (error) {
      setTold("");
      setFault(faultOf(error, "Try again; if it stays so, clear this site's data in the browser."));
    }
  };

  return (
    <>
      <EndpointFields fault={null} />
      <KeyFields state={keys} />
      <div className={css["row"]}>
        <Button
          closedBecause={keys.typed === "" ? "Type a key first." : null}
          onClick={() => void act(keys.hold, "The key is held for this base URL.")}
        >
          Hold key
        </Button>
        <Button onClick={() => void act(() => app.forgetKeys(), "All keys are forgotten.")}>
          Forget all keys
        </Button>
        <span className={css["note"]} role="status">
          {told}
        </span>
      </div>
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
      <ModelField keys={keys} fault={null} onListed={() => setLists((now) => now + 1)} />
      <ModelFactsView key={`${model} ${baseUrl}`} facts={facts} />
      <Doctor keys={keys} />
    </>
  );
}
