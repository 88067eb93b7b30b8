import { useState } from "react";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Check, Field } from "../base/field.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import css from "./settings-page.module.css";

/** Holds or forgets the key of the present base URL. The key itself is never shown again. */
export function KeySettings() {
  const app = useApp();
  const { baseUrl, rememberKey } = usePreferences();
  const [key, setKey] = useState("");
  const [told, setTold] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);

  const act = async (work: () => Promise<void>, done: string): Promise<void> => {
    setFault(null);
    try {
      await work();
      setKey("");
      setTold(done);
    } catch (error) {
      setTold("");
      setFault(faultOf(error, "Try again; if it stays so, clear this site's data in the browser."));
    }
  };

  return (
    <>
      <form
        className={css["row"]}
        onSubmit={(event) => {
          event.preventDefault();
          void act(() => app.holdKey(baseUrl, key), "The key is held for this base URL.");
        }}
      >
        <div style={{ flex: 1 }}>
          <Field
            label="Key"
            type="password"
            autoComplete="off"
            value={key}
            hint="Sent to the base URL above and nowhere else."
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        </div>
        <Button
          type="submit"
          closedBecause={
            key === "" ? "Type a key first." : baseUrl === "" ? "Give the base URL first." : null
          }
        >
          Hold key
        </Button>
      </form>
      <Check
        label="Remember keys in this browser"
        hint="Off: a key is gone when the tab closes. On: it is stored encrypted, but any script of this site could use it."
        checked={rememberKey}
        onChange={(event) => app.setPreferences({ rememberKey: event.currentTarget.checked })}
      />
      <div className={css["row"]}>
        <Button onClick={() => void act(() => app.forgetKeys(), "All keys are forgotten.")}>
          Forget all keys
        </Button>
        <span className={css["note"]} role="status">
          {told}
        </span>
      </div>
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
    </>
  );
}
