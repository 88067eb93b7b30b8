import { RotateCcw } from "lucide-react";
import type { ReferenceAnswer } from "../../session/index.ts";
import { IconButton } from "../base/button.tsx";
import { stretch } from "../format.ts";
import css from "./reference-console.module.css";

export interface Asked {
  readonly id: number;
  readonly line: string;
  readonly stdin: string;
  readonly answer: ReferenceAnswer;
}

interface AnswerProps {
  command: string;
  asked: Asked;
  onAgain: () => void;
}

export function Answer({ command, asked, onAgain }: AnswerProps) {
  const { stdout, stderr, code, timedOut, ms } = asked.answer;
  return (
    <article className={css["answer"]}>
      <header>
        <code className={css["call"]}>
          <span aria-hidden="true">$ </span>
          {command} {asked.line}
        </code>
        <span className={`${code === 0 ? css["fine"] : css["failed"]} num`}>
          {timedOut ? "out of time" : code === null ? "ended" : `exit ${code}`}
        </span>
        <span className={`${css["time"]} num`}>{stretch(ms)}</span>
        <IconButton label="Put this call into the line again" onClick={onAgain}>
          <RotateCcw size={14} aria-hidden="true" />
        </IconButton>
      </header>
      {stdout !== "" && <Stream name="stdout" text={stdout} />}
      {stderr !== "" && <Stream name="stderr" text={stderr} />}
      {stdout === "" && stderr === "" && <p className={css["none"]}>It printed nothing.</p>}
    </article>
  );
}

const SHOWN = 50_000;

function Stream({ name, text }: { name: "stdout" | "stderr"; text: string }) {
  return (
    <pre className={`${css["stream"]} ${css[name]} scroll`} tabIndex={0} aria-label={name}>
      {text.slice(0, SHOWN)}
      {text.length > SHOWN && `\n… ${text.length - SHOWN} more characters`}
    </pre>
  );
}
