import { useId, useState } from "react";
import type { Task } from "../../core/task.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { saveFile } from "../save-file.ts";
import css from "./export-task.module.css";

/** Takes a program to runners outside of the browser. */
export function ExportTask({ task }: { task: Task }) {
  const app = useApp();
  const id = useId();
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const [fault, setFault] = useState<Fault | null>(null);

  const take = async (): Promise<void> => {
    setState("busy");
    setFault(null);
    try {
      saveFile(await app.harborZip(task.id), `${task.title}-harbor.zip`);
      setState("done");
    } catch (error) {
      setFault(faultOf(error, "Check the connection and try again."));
      setState("idle");
    }
  };

  return (
    <section className={css["export"]} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Run it elsewhere</h2>
      <p>
        A task for{" "}
        <a href="https://harborframework.com" rel="noreferrer" target="_blank">
          Harbor
        </a>
        ’s runners, scored by the same rule. It holds the hidden cases, not the original.
      </p>
      <Button onClick={() => void take()} closedBecause={state === "busy" ? "It is being made." : null}>
        {state === "busy" ? "Making the zip" : "Export for Harbor"}
      </Button>
      <p role="status" className={css["said"]}>
        {state === "done" ? "Saved. Unzip it, and name its folder to harbor run -p." : ""}
      </p>
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
    </section>
  );
}
