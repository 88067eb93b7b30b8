import { useRef, useState } from "react";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { count } from "../format.ts";
import { go } from "../navigation.ts";
import css from "./import-run.module.css";

/** Takes in a run that was exported, and opens it. */
export function ImportRun() {
  const app = useApp();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  const take = async (file: File): Promise<void> => {
    setBusy("Importing");
    setFault(null);
    try {
      const run = await app.importRun(file, (done, total) => {
        setBusy(`Importing, ${count(done)} of ${count(total)} events`);
      });
      go({ screen: "run", runId: run.id, event: null });
    } catch (error) {
      setFault(faultOf(error, "Choose a file that was made with “Export run”."));
    } finally {
      setBusy(null);
    }
  };

  return (
    <>
      <Button look="quiet" large onClick={() => input.current?.click()} disabled={busy !== null}>
        {busy ?? "Import a run"}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of a run"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file !== undefined) void take(file);
        }}
      />
      {fault !== null && (
        <div className={css["fault"]}>
          <Callout
            level="error"
            message={`The run was not imported: ${fault.message}`}
            remedy={fault.remedy}
          />
        </div>
      )}
    </>
  );
}
