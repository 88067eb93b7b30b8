import { ChevronDown, ChevronRight, FilePlus, FolderPlus, Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { IconButton } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { type Fault, faultOf } from "../faults.ts";
import { useBench, useSession, useView } from "../workbench/context.ts";
import { Notices } from "../workbench/notices.tsx";
import { attempt, undoFiles } from "../workbench/verbs.ts";
import css from "./file-tree.module.css";
import { NameField } from "./name-field.tsx";
import { parentOf, type TreeRow, treeRows } from "./tree.ts";

/** The workspace's files. Arrows move, Enter opens, F2 renames, Delete removes. */
export function FileTree() {
  const bench = useBench();
  const { session, view } = bench;
  const paths = useSession((state) => state.paths);
  const readOnly = useSession((state) => state.readOnly);
  const active = useView((state) => state.activeFile);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const naming = useView((state) => state.naming);
  const [fault, setFault] = useState<Fault | null>(null);
  const tree = useRef<HTMLDivElement>(null);

  const rows = treeRows(paths, closed);
  const current =
    rows.find((row) => row.path === chosen) ?? rows.find((row) => row.path === active) ?? rows[0];

  const choose = (row: TreeRow | undefined): void => {
    if (row === undefined) return;
    setChosen(row.path);
    tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)?.focus();
  };
  const toggle = (path: string, open: boolean): void => {
    const next = new Set(closed);
    if (open) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const act = async (work: () => Promise<void>, remedy: string): Promise<void> => {
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(faultOf(error, remedy));
    }
  };
  const remove = (path: string): void => {
    void act(async () => {
      await session.remove(path);
      const undo = { label: "Undo", run: () => attempt(bench, () => undoFiles(bench)) };
      view.toast(`${path} is deleted.`, undo);
    }, "The file is still there. Try again.");
  };
  const within = current === undefined ? "" : current.folder ? current.path : parentOf(current.path);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (naming !== null || current === undefined) return;
    const at = rows.indexOf(current);
    const { key } = event;
    if (key === "ArrowDown") choose(rows[at + 1]);
    else if (key === "ArrowUp") choose(rows[at - 1]);
    else if (key === "Home") choose(rows[0]);
    else if (key === "End") choose(rows.at(-1));
    else if (key === "ArrowRight" && current.folder) {
      if (current.open) choose(rows[at + 1]);
      else toggle(current.path, true);
    } else if (key === "ArrowLeft") {
      if (current.folder && current.open) toggle(current.path, false);
      else choose(rows.find((row) => row.path === parentOf(current.path)));
    } else if (key === "Enter" || key === " ") {
      if (current.folder) toggle(current.path, !current.open);
      else view.openFile(current.path);
    } else if (readOnly) return;
    else if (key === "F2") view.setNaming({ kind: "rename", path: current.path });
    else if (key === "Delete") remove(current.path);
    else if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey))
      attempt(bench, () => undoFiles(bench));
    else return;
    event.preventDefault();
  };

  const named = async (path: string): Promise<void> => {
    const asked = naming;
    view.setNaming(null);
    if (asked === null) return;
    await act(async () => {
      if (asked.kind === "file") {
        await session.createFile(path);
        view.openFile(path);
      } else if (asked.kind === "folder") await session.createFolder(path);
      else {
        const to = asked.path.endsWith("/") ? `${path}/` : path;
        view.moveFiles(asked.path, to);
        await session.rename(asked.path, to);
      }
      setChosen(path);
    }, "Choose another name and try again.");
    tree.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  };

  return (
    <>
      <div className={css["bar"]}>
        <IconButton
          label="New file"
          disabled={readOnly}
          onClick={() => view.setNaming({ kind: "file", within })}
        >
          <FilePlus size={15} aria-hidden="true" />
        </IconButton>
        <IconButton
          label="New folder"
          disabled={readOnly}
          onClick={() => view.setNaming({ kind: "folder", within })}
        >
          <FolderPlus size={15} aria-hidden="true" />
        </IconButton>
        <IconButton
          label="Rename (F2)"
          disabled={readOnly || current === undefined}
          onClick={() => current !== undefined && view.setNaming({ kind: "rename", path: current.path })}
        >
          <Pencil size={15} aria-hidden="true" />
        </IconButton>
        <IconButton
          label="Delete (Delete)"
          disabled={readOnly || current === undefined}
          onClick={() => current !== undefined && remove(current.path)}
        >
          <Trash2 size={15} aria-hidden="true" />
        </IconButton>
      </div>
      <Notices place="files" />
      {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
      {naming !== null && naming.kind !== "rename" && (
        <NameField
          label={naming.kind === "file" ? "Name of the new file" : "Name of the new folder"}
          start={naming.within}
          paths={paths}
          onDone={(path) => void named(path)}
          onCancel={() => view.setNaming(null)}
        />
      )}
      {rows.length === 0 && naming === null ? (
        <p className={css["empty"]}>
          No files yet. Create <code>main.js</code>: a case runs <code>node main.js</code> with its arguments.
        </p>
      ) : (
        <div
          ref={tree}
          role="tree"
          aria-label="Files of the workspace"
          className={`${css["tree"]} scroll`}
          onKeyDown={onKeyDown}
        >
          {rows.map((row) =>
            naming?.kind === "rename" && naming.path === row.path ? (
              <NameField
                key={row.path}
                label={`New name of ${row.path}`}
                start={row.path.replace(/\/$/, "")}
                paths={paths}
                onDone={(path) => void named(path)}
                onCancel={() => view.setNaming(null)}
              />
            ) : (
              <div
                key={row.path}
                role="treeitem"
                data-path={row.path}
                aria-level={row.depth + 1}
                aria-posinset={row.position}
                aria-setsize={row.siblings}
                aria-selected={row.path === current?.path}
                aria-expanded={row.folder ? row.open : undefined}
                aria-current={row.path === active ? "true" : undefined}
                tabIndex={row.path === current?.path ? 0 : -1}
                className={css["row"]}
                style={{ paddingLeft: `calc(var(--s2) + ${row.depth} * var(--s4))` }}
                onClick={() => {
                  setChosen(row.path);
                  if (row.folder) toggle(row.path, !row.open);
                  else view.openFile(row.path);
                }}
              >
                <span className={css["twist"]} aria-hidden="true">
                  {row.folder && (row.open ? <ChevronDown size={14} /> : <ChevronRight size={14} />)}
                </span>
                {row.name}
              </div>
            ),
          )}
        </div>
      )}
    </>
  );
}
