import { useEffect, useRef, useState } from "react";
import { Callout } from "../base/callout.tsx";
import { useRead } from "../readable.ts";
import { useBench, useSession, useView } from "../workbench/context.ts";
import css from "./code-editor.module.css";
import { CodeHost } from "./code-host.ts";

/** Monaco on the active file. */
export function CodeEditor({ path }: { path: string }) {
  const bench = useBench();
  const openFiles = useView((state) => state.openFiles);
  const readOnly = useSession((state) => state.readOnly);
  const unsaved = useSession((state) => state.notices.some(({ place }) => place === "storage"));
  const element = useRef<HTMLDivElement>(null);
  const [host] = useState(() => new CodeHost(bench));
  const { line, column, selected, fault, edited, diff } = useRead(host, (state) => state);
  const diffBox = useRef<HTMLDivElement>(null);
  const wanted = useView((state) => state.followed);

  useEffect(() => {
    if (element.current === null || diffBox.current === null) return;
    return host.mount(element.current, diffBox.current);
  }, [host]);
  useEffect(() => host.show(path, openFiles), [host, path, openFiles]);
  useEffect(() => host.wantEdits(wanted), [host, wanted]);

  return (
    <div className={css["code"]}>
      {fault !== null && (
        <div className={css["failed"]}>
          <Callout
            level="error"
            message={`${path} cannot be shown: ${fault.message}`}
            remedy={fault.remedy}
          />
        </div>
      )}
      <div
        ref={element}
        className={css["host"]}
        tabIndex={-1}
        data-focus-first=""
        hidden={fault !== null || diff}
      />
      <div ref={diffBox} className={css["host"]} hidden={fault !== null || !diff} />
      <div className={css["status"]}>
        {readOnly && <span>Open in another tab, so it cannot be changed here</span>}
        {!readOnly && !unsaved && <span title="Every change is kept at once">✓ Saved</span>}
        {!readOnly && unsaved && <span title="Kept in this tab and tried again">! Not saved yet</span>}
        {edited && (
          <button type="button" className={css["edit"]} onClick={() => bench.view.showEdit(!diff)}>
            {diff ? "Agent's last edit: show the whole file" : "Show the agent's last edit"}
          </button>
        )}
        <span className={css["hint"]}>
          <kbd>Ctrl+M</kbd> lets Tab leave the editor
        </span>
        <span className="num">
          Line {line}, column {column}
          {selected > 0 && `, ${selected} selected`}
        </span>
      </div>
    </div>
  );
}
