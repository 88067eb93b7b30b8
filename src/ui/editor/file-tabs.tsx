import { X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { nextTab } from "../base/tabs.tsx";
import { useBench, useView } from "../workbench/context.ts";
import css from "./editor-panel.module.css";

/** One tab per open file. Arrows move, Delete closes. */
export function FileTabs() {
  const { view } = useBench();
  const files = useView((state) => state.openFiles);
  const active = useView((state) => state.activeFile);
  const list = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = files.findIndex((path) => path === active);
    if (event.key === "Delete" && active !== null) view.closeFile(active);
    else {
      const path = files[nextTab(event.key, at, files.length) ?? -1];
      if (path === undefined) return;
      view.openFile(path);
    }
    event.preventDefault();
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };

  if (files.length === 0) return <div className={css["tabs"]} />;
  return (
    <div className={css["tabs"]}>
      <div ref={list} role="tablist" aria-label="Open files" className={css["list"]} onKeyDown={onKeyDown}>
        {files.map((path) => (
          <div
            key={path}
            role="tab"
            aria-selected={path === active}
            aria-keyshortcuts="Delete"
            tabIndex={path === active ? 0 : -1}
            title={path}
            className={css["tab"]}
            onClick={() => view.openFile(path)}
            onAuxClick={(event) => {
              if (event.button === 1) view.closeFile(path);
            }}
          >
            {labelOf(path, files)}
            {/* For the mouse; the keyboard has Delete. */}
            <span
              className={css["close"]}
              aria-hidden="true"
              title={`Close ${path} (Delete)`}
              onClick={(event) => {
                event.stopPropagation();
                view.closeFile(path);
              }}
            >
              <X size={13} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** A file's name, with its folder when another open file has the same name. */
function labelOf(path: string, all: readonly string[]): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const twin = all.some((other) => other !== path && other.slice(other.lastIndexOf("/") + 1) === name);
  return twin ? path : name;
}
