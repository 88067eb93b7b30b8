import { useEffect, useRef, useState } from "react";
import type { CheckReport, CheckStep } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { dollars, tokens } from "../format.ts";
import css from "./models.module.css";
import type { KeyState } from "./use-key.ts";

const titles: Readonly<Record<CheckStep["name"], string>> = {
  reply: "A reply",
  tool: "A tool call",
  refusal: "A refusal",
};
const marks: Readonly<Record<CheckStep["state"], readonly [string, string]>> = {
  waiting: ["○", "not tried yet"],
  running: ["◌", "running"],
  passed: ["✓", "works"],
  warning: ["!", "works, with a catch"],
  failed: ["✕", "does not work"],
  skipped: ["–", "left out"],
};

/** Tries the key and the model for a few tokens, and says what is wrong. */
export function Doctor({ keys }: { keys: KeyState }) {
  const app = useApp();
  const { baseUrl, model, format } = usePreferences();
  const place = `${baseUrl} ${model} ${format}`;
  const [seen, setSeen] = useState<{ place: string; report: CheckReport } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [running, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const check = async (): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    setRunning(true);
    setFault(null);
    setSeen(null);
    try {
      await keys.hold();
      const chosen = { baseUrl, model: model.trim(), format };
      await app.models.check(chosen, (report) => setSeen({ place, report }), controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) setFault(faultOf(error, "Check again."));
      else setSeen(null);
    } finally {
      setRunning(false);
    }
  };

  // What was found of another place says nothing of this one.
  const report = seen?.place === place ? seen.report : null;
  return (
    <div className={css["doctor"]}>
      <div className={css["row"]}>
        {running ? (
          <Button onClick={() => stop.current?.abort()}>Stop checking</Button>
        ) : (
          <Button
            closedBecause={model.trim() === "" ? "Name a model first." : null}
            onClick={() => void check()}
          >
            Check
          </Button>
        )}
        <span className={css["hint"]}>
          {report === null
            ? "Tries a reply, a tool call and a refusal, for a few tokens."
            : `${tokens(report.tokens)} tokens${report.dollars === null ? "" : `, $${dollars(report.dollars)}`}`}
        </span>
      </div>
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
      {report !== null && (
        <ul className={css["steps"]} aria-label="Check" aria-live="polite">
          {report.steps.map((step) => (
            <li key={step.name} data-state={step.state}>
              <span className={css["mark"]} aria-hidden="true">
                {marks[step.state][0]}
              </span>
              <div>
                <p>
                  <strong>{titles[step.name]}</strong>
                  <span className="visually-hidden">: {marks[step.state][1]}</span>
                </p>
                {step.found !== "" && <p>{step.found}</p>}
                {step.remedy !== "" && <p className={css["remedy"]}>{step.remedy}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
