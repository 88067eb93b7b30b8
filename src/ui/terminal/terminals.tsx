import { Plus, X } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { Button, IconButton } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useNow, Waiting } from "../base/waiting.tsx";
import { stretch } from "../format.ts";
import { useBench, useSession, useView } from "../workbench/context.ts";
import { recall, remember } from "../workbench/memory.ts";
import { Notices } from "../workbench/notices.tsx";
import { attempt } from "../workbench/verbs.ts";
import css from "./terminals.module.css";

const TerminalView = lazy(async () => {
  const { TerminalView: View } = await import("./terminal-view.tsx");
  return { default: View };
});

/** Shells in the sandbox, side by side in tabs. */
export function Terminals() {
  const bench = useBench();
  const sandbox = useSession((state) => state.sandbox);
  const { view } = bench;
  const readOnly = useSession((state) => state.readOnly);
  const { numbers, active } = useView((state) => state.shells);
  const [reader, setReader] = useState(() => recall("screenReader", (value) => value === true) ?? false);

  const close = useCallback((number: number) => view.closeShell(number), [view]);

  if (sandbox.status === "booting") return <Booting since={sandbox.since} />;
  if (sandbox.status === "failed") {
    return (
      <div className={css["failed"]}>
        <Callout level="error" message={sandbox.message} remedy={sandbox.remedy}>
          {!readOnly && (
            <Button onClick={() => attempt(bench, () => bench.session.retrySandbox())}>Start it again</Button>
          )}
        </Callout>
      </div>
    );
  }

  return (
    <div className={css["terminals"]} data-terminal="">
      <div className={css["bar"]}>
        <div role="group" aria-label="Shells" className={css["shells"]}>
          {numbers.map((number) => (
            <span key={number} className={css["shell"]}>
              <button type="button" aria-pressed={number === active} onClick={() => view.showShell(number)}>
                Shell {number}
              </button>
              <IconButton label={`Close shell ${number}`} onClick={() => close(number)}>
                <X size={13} aria-hidden="true" />
              </IconButton>
            </span>
          ))}
        </div>
        <IconButton label="New shell" onClick={() => view.addShell()}>
          <Plus size={15} aria-hidden="true" />
        </IconButton>
        <span className={css["hint"]}>
          <kbd>F6</kbd> leaves the terminal
        </span>
        <label className={css["reader"]}>
          <input
            type="checkbox"
            checked={reader}
            onChange={(event) => {
              setReader(event.currentTarget.checked);
              remember("screenReader", event.currentTarget.checked);
            }}
          />
          Screen reader
        </label>
      </div>
      <Notices place="sandbox" />
      <div className={css["views"]}>
        {numbers.length === 0 && (
          <div className={css["none"]}>
            <Button onClick={() => view.addShell()}>Open a shell</Button>
          </div>
        )}
        <Suspense fallback={<Waiting what="Loading the terminal" />}>
          {numbers.map((number) => (
            <TerminalView
              key={number}
              number={number}
              shown={number === active}
              reader={reader}
              onEnd={close}
            />
          ))}
        </Suspense>
      </div>
    </div>
  );
}

function Booting({ since }: { since: number }) {
  const now = useNow(Infinity);
  const waited = now - since;
  return (
    <Waiting what={waited > 1000 ? `Starting the sandbox, ${stretch(waited)}` : "Starting the sandbox"} />
  );
}
