import { type RefObject, useRef, useState } from "react";
import { Button } from "../base/button.tsx";
import { Field } from "../base/field.tsx";
import { useBench, useSession } from "../workbench/context.ts";
import css from "./controls.module.css";

/** Pause or Resume, and Stop: at the same place throughout, so that a hand finds them. */
export function Controls() {
  const { session } = useBench();
  const status = useSession((state) => state.agent.status);
  const keyFor = useSession((state) => state.agent.keyNeededFor);
  const readOnly = useSession((state) => state.readOnly);
  const [key, setKey] = useState("");
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const resumable = status === "paused" || status === "pausing";
  const closed = readOnly
    ? "This run is open in another tab."
    : status === "stopping"
      ? "It is stopping."
      : null;

  const resume = (): void => {
    // A first click on Resume without a key asks for it; a second says that the server wants none.
    if (keyFor !== null && key === "" && !asked) {
      setAsked(true);
      field.current?.querySelector("input")?.focus();
      return;
    }
    if (keyFor === null) session.resumeAgent();
    else session.resumeAgent(key);
    setKey("");
    setAsked(false);
  };

  return (
    <>
      <div className={css["controls"]}>
        {status === "pausing" && <span role="status">It pauses after this step</span>}
        {status === "stopping" && <span role="status">Stopping</span>}
        {resumable ? (
          <Button closedBecause={closed} onClick={resume}>
            Resume
          </Button>
        ) : (
          <Button closedBecause={closed} onClick={() => session.pauseAgent()}>
            Pause
          </Button>
        )}
        <Button closedBecause={closed} onClick={() => session.stopAgent()}>
          Stop
        </Button>
      </div>
      {resumable && keyFor !== null && !readOnly && (
        <KeyField box={field} keyFor={keyFor} value={key} asked={asked} onChange={setKey} onEnter={resume} />
      )}
    </>
  );
}

interface KeyFieldProps {
  box: RefObject<HTMLDivElement | null>;
  keyFor: string;
  value: string;
  asked: boolean;
  onChange: (key: string) => void;
  onEnter: () => void;
}

function KeyField({ box, keyFor, value, asked, onChange, onEnter }: KeyFieldProps) {
  return (
    <div ref={box} className={css["key"]}>
      <Field
        label="Key"
        type="password"
        autoComplete="off"
        value={value}
        hint={
          asked
            ? "Type the key, or press Resume again if this server wants none."
            : `No key is held for ${keyFor} any more. It is needed to go on.`
        }
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter();
        }}
      />
    </div>
  );
}
