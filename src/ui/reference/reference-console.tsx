import { useId, useRef, useState } from "react";
import { Button } from "../base/button.tsx";
import { inputClass } from "../base/field.tsx";
import { Callout } from "../base/callout.tsx";
import { useNow } from "../base/waiting.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { stretch } from "../format.ts";
import { useBench, useSession } from "../workbench/context.ts";
import { Answer, type Asked } from "./answer.tsx";
import { formatLine, parseLine } from "./line.ts";
import { FileRows, type GivenFile } from "./file-rows.tsx";
import css from "./reference-console.module.css";

const KEPT = 30;

/** The console of the original, or that there is none. */
export function ReferenceConsole() {
  const { title, hasReference } = useSession((state) => state.task);
  if (hasReference) return <Console />;
  return (
    <div className={css["console"]}>
      <p className={css["none"]}>
        {title} has no original to ask: it came as documents and cases only. Work from Docs and Cases.
      </p>
    </div>
  );
}

/** Asks the original: arguments, input and files go in; output and the exit code come back. */
function Console() {
  const { session } = useBench();
  const command = useSession((state) => state.task.command);
  const id = useId();
  const [line, setLine] = useState("");
  const [stdin, setStdin] = useState("");
  const [files, setFiles] = useState<readonly GivenFile[]>([]);
  const [more, setMore] = useState(false);
  const [history, setHistory] = useState<readonly Asked[]>([]);
  const [asking, setAsking] = useState<{ since: number; abort: AbortController } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [tried, setTried] = useState(false);
  const [recalled, setRecalled] = useState(-1);
  const count = useRef(0);

  const parsed = parseLine(line);
  const ask = async (): Promise<void> => {
    setTried(true);
    if (!parsed.ok || asking !== null) return;
    const abort = new AbortController();
    const request = {
      args: parsed.args,
      stdin,
      files: Object.fromEntries(files.map((file) => [file.path, file.text])),
    };
    setFault(null);
    setAsking({ since: Date.now(), abort });
    try {
      const answer = await session.askReference(request, abort.signal);
      count.current += 1;
      const asked: Asked = { id: count.current, line: formatLine(parsed.args), stdin, answer };
      setHistory((before) => [asked, ...before].slice(0, KEPT));
      setRecalled(-1);
      setTried(false);
    } catch (error) {
      if (!abort.signal.aborted)
        setFault(faultOf(error, "Ask again. If it stays so, reload the page; nothing is lost."));
    } finally {
      setAsking(null);
    }
  };
  const recall = (step: number): void => {
    const to = Math.max(-1, Math.min(recalled + step, history.length - 1));
    setRecalled(to);
    setLine(history[to]?.line ?? "");
  };

  return (
    <div className={css["console"]}>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <div className={css["line"]}>
          <label htmlFor={id} className="mono">
            {command}
          </label>
          <input
            id={id}
            data-focus-first=""
            className={`${inputClass} mono`}
            placeholder="arguments, quoted as in a shell"
            spellCheck={false}
            autoComplete="off"
            value={line}
            aria-invalid={tried && !parsed.ok ? true : undefined}
            aria-describedby={`${id}-fault`}
            onChange={(event) => setLine(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "ArrowUp") recall(1);
              else if (event.key === "ArrowDown") recall(-1);
              else return;
              event.preventDefault();
            }}
          />
          {asking === null ? (
            <Button type="submit">Ask the original</Button>
          ) : (
            <Asking since={asking.since} onCancel={() => asking.abort.abort()} />
          )}
        </div>
        <p id={`${id}-fault`} className={css["fault"]} role="alert">
          {tried && !parsed.ok ? `At character ${parsed.at + 1}: ${parsed.message}` : ""}
        </p>
        <button type="button" className={css["more"]} aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? "▾" : "▸"} Input and files
          {!more && (stdin !== "" || files.length > 0) && <small> in use</small>}
        </button>
        {more && (
          <div className={css["extra"]}>
            <div>
              <label htmlFor={`${id}-stdin`}>stdin</label>
              <textarea
                id={`${id}-stdin`}
                className={`${inputClass} mono`}
                rows={4}
                spellCheck={false}
                value={stdin}
                onChange={(event) => setStdin(event.currentTarget.value)}
              />
            </div>
            <FileRows files={files} onChange={setFiles} />
          </div>
        )}
      </form>
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
      <div
        className={`${css["history"]} scroll`}
        tabIndex={0}
        role="log"
        aria-label="Answers of the original"
      >
        {history.length === 0 && (
          <p className={css["none"]}>
            The original runs behind glass: you see what it answers, never how. Try <code>--help</code>.
          </p>
        )}
        {history.map((asked) => (
          <Answer key={asked.id} command={command} asked={asked} onAgain={() => setLine(asked.line)} />
        ))}
      </div>
    </div>
  );
}

function Asking({ since, onCancel }: { since: number; onCancel: () => void }) {
  const now = useNow(Infinity);
  return (
    <span className={css["asking"]}>
      <span className="num" role="status">
        {now - since > 1000 ? stretch(now - since) : "Asking"}
      </span>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </span>
  );
}
