import { useMemo, useState } from "react";
import type { RecordedResult, TranscriptItem } from "../../session/index.ts";
import { stretch } from "../format.ts";
import { useAround } from "./around.ts";
import { Fold, type FoldState } from "./fold.tsx";
import css from "./items.module.css";
import { type CallPart, diffOf, readCall, sizeOfEdit } from "./tool-call.ts";

interface ToolItemProps {
  item: Extract<TranscriptItem, { kind: "tool" }>;
  fold: FoldState;
}

/** A tool call on one line; unfolded, with what went in and what came out. */
export function ToolItem({ item, fold }: ToolItemProps) {
  const { openFile, recorded } = useAround();
  const { call, output, failed, artifact } = item;
  const { verb, object, parts } = useMemo(() => readCall(call), [call]);
  const record = recorded(call.id);
  const differs = record !== null && output !== null && record.output !== output;
  const edit = sizeOfEdit(parts);
  return (
    <div className={css["tool"]}>
      <Fold
        {...fold}
        label={
          <span className={css["call"]}>
            <span className={css["verb"]}>{verb}</span>
            <code>{object}</code>
            {edit !== null && (
              <span className={`${css["size"]} num`}>
                {edit.added > 0 && <ins>+{edit.added}</ins>}
                {edit.removed > 0 && <del>−{edit.removed}</del>}
              </span>
            )}
            {differs && (
              <span className={css["differs"]} title="The result is another than in the record">
                ≠ record
              </span>
            )}
            <Outcome item={item} />
          </span>
        }
      >
        {parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
        {output !== null && <Output name={failed ? "what went wrong" : "output"} text={output} />}
        {artifact !== null && <Whole name={artifact} />}
        {differs && <Record record={record} output={output} />}
        {openFile !== null && call.name === "text_editor" && object !== "" && (
          <button type="button" className={css["open"]} onClick={() => openFile(object)}>
            Open {object}
          </button>
        )}
      </Fold>
    </div>
  );
}

function Outcome({ item: { output, failed, ms } }: Pick<ToolItemProps, "item">) {
  if (output === null) return <span className={`${css["took"]} ${css["running"]}`}>◌ running</span>;
  if (failed) return <span className={`${css["took"]} ${css["broken"]}`}>✕ failed</span>;
  return <span className={`${css["took"]} num`}>{ms === null ? "✓" : stretch(ms)}</span>;
}

function Output({ name, text }: { name: string; text: string }) {
  return <Part part={{ kind: "text", name, text }} />;
}

/** The whole of an output that the model saw only the ends of, once it is asked for. */
function Whole({ name }: { name: string }) {
  const { artifact } = useAround();
  const [text, setText] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const load = (): void => {
    setNote("Reading it");
    artifact(name).then(
      (whole) => {
        setText(whole);
        setNote(whole === null ? "The whole output is not kept in this browser." : "");
      },
      (error: unknown) =>
        setNote(`It could not be read: ${error instanceof Error ? error.message : String(error)}`),
    );
  };
  if (text !== null) return <Output name="whole output" text={text} />;
  return (
    <p>
      <button type="button" className={css["open"]} onClick={load}>
        Show the whole output
      </button>{" "}
      <span role="status">{note}</span>
    </p>
  );
}

function Record({ record, output }: { record: RecordedResult; output: string }) {
  const lines = useMemo(() => diffOf(record.output, output), [record, output]);
  return <Part part={{ kind: "diff", name: "from the record (−) to now (+)", lines }} />;
}

const signs = { "+": css["ins"], "-": css["del"], " ": css["kept"] } as const;

/** More lines than this are shown only when they are asked for: a page of text costs a page of elements. */
const SHOWN = 400;

function Part({ part }: { part: CallPart }) {
  const [all, setAll] = useState(false);
  const lines = part.kind === "text" ? part.text.split("\n") : part.lines;
  const cut = !all && lines.length > SHOWN;
  return (
    <div className={css["part"]}>
      <span>{part.name}</span>
      <pre tabIndex={0} className="scroll">
        {part.kind === "text"
          ? part.text === ""
            ? "empty"
            : cut
              ? part.text.split("\n", SHOWN).join("\n")
              : part.text
          : part.lines.slice(0, cut ? SHOWN : undefined).map((line, index) => (
              <span key={index} className={signs[line.sign]}>
                {line.sign} {line.text}
              </span>
            ))}
      </pre>
      {cut && (
        <button type="button" className={css["open"]} onClick={() => setAll(true)}>
          Show {lines.length - SHOWN} more lines
        </button>
      )}
    </div>
  );
}
