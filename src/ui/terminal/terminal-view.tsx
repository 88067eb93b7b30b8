import "@xterm/xterm/css/xterm.css";
import { useEffect, useRef, useState } from "react";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useRead } from "../readable.ts";
import { useBench } from "../workbench/context.ts";
import { Shell } from "./shell.ts";
import css from "./terminals.module.css";

interface TerminalViewProps {
  number: number;
  shown: boolean;
  /** Lines are also offered as text to screen readers. */
  reader: boolean;
  /** The shell ended by itself. */
  onEnd: (number: number) => void;
}

/** One shell. It lives as long as its tab, shown or not. */
export function TerminalView({ number, shown, reader, onEnd }: TerminalViewProps) {
  const { session } = useBench();
  const element = useRef<HTMLDivElement>(null);
  const [shell] = useState(() => new Shell(session));
  const { fault, ended } = useRead(shell, (state) => state);

  useEffect(() => (element.current === null ? undefined : shell.mount(element.current)), [shell]);
  useEffect(() => shell.setReader(reader), [shell, reader]);
  useEffect(() => {
    // Chosen by hand: the keyboard goes on in it. Not when the page is only being built up.
    const from = document.activeElement;
    if (shown && from !== null && from.closest("[data-terminal]") !== null) shell.focus();
  }, [shell, shown]);
  useEffect(() => {
    if (ended) onEnd(number);
  }, [ended, onEnd, number]);

  return (
    <div className={css["view"]} hidden={!shown} role="group" aria-label={`Shell ${number}`}>
      {fault !== null && (
        <Callout level="error" message={fault.message} remedy={fault.remedy}>
          <Button onClick={() => void shell.start()}>Start a shell</Button>
        </Callout>
      )}
      <div ref={element} className={css["host"]} tabIndex={-1} data-focus-first={shown ? "" : undefined} />
    </div>
  );
}
