import { useMemo } from "react";
import type { TranscriptItem } from "../../session/index.ts";
import { stretch } from "../format.ts";
import { inWorkspace } from "../workbench/follow.ts";
import { useBench, useSession } from "../workbench/context.ts";
import { Fold } from "./fold.tsx";
import css from "./items.module.css";
import { type CallPart, readCall } from "./tool-call.ts";

interface ToolItemProps {
  item: Extract<TranscriptItem, { kind: "tool" }>;
  fold: { open: boolean; onToggle: () => void };
}

/** A tool call on one line; unfolded, with what went in and what came out. */
export function ToolItem({ item, fold }: ToolItemProps) {
  const { view } = useBench();
  const paths = useSession((state) => state.paths);
  const { call, output, failed, ms } = item;
  const { verb, object, parts } = useMemo(() => readCall(call), [call]);
  const path = call.name === "text_editor" ? inWorkspace(object, paths) : null;
  const state =
    output === null ? (
      <span className={`${css["took"]} ${css["running"]}`}>◌ running</span>
    ) : failed ? (
      <span className={`${css["took"]} ${css["broken"]}`}>✕ failed</span>
    ) : (
      <span className={`${css["took"]} num`}>{ms === null ? "✓" : stretch(ms)}</span>
    );
  return (
    <div className={css["tool"]}>
      <Fold
        {...fold}
        label={
          <span className={css["call"]}>
            <span className={css["verb"]}>{verb}</span>
            <code>{object}</code>
            {state}
          </span>
        }
      >
        {parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
        {output !== null && (
          <Part part={{ kind: "text", name: failed ? "what went wrong" : "output", text: output }} />
        )}
        {path !== null && (
          <button type="button" className={css["open"]} onClick={() => view.openFile(path)}>
            Open {path}
          </button>
        )}
      </Fold>
    </div>
  );
}

const signs = { "+": css["ins"], "-": css["del"], " ": css["kept"] } as const;

function Part({ part }: { part: CallPart }) {
  return (
    <div className={css["part"]}>
      <span>{part.name}</span>
      <pre tabIndex={0} className="scroll">
        {part.kind === "text"
          ? part.text === ""
            ? "empty"
            : part.text
          : part.lines.map((line, index) => (
              <span key={index} className={signs[line.sign]}>
                {line.sign} {line.text}
              </span>
            ))}
      </pre>
    </div>
  );
}
