import { FolderPlus } from "lucide-react";
import { useRef, useState } from "react";
import type { Task } from "../../core/task.ts";
import type { BrokenTask, GivenFile } from "../../session/index.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { Waiting } from "../base/waiting.tsx";
import { readInput } from "../drop/read-drop.ts";
import { useDrop } from "../drop/use-drop.ts";
import { faultOf, type Fault } from "../faults.ts";
import { ProgramTable } from "./program-table.tsx";
import type { RunRow } from "./run-list.ts";
import css from "./own-programs.module.css";

interface OwnProgramsProps {
  /** Those that were there when the page was read. */
  first: readonly Task[];
  runs: readonly RunRow[];
}

/** What the last deed was, and how to take it back. */
interface Deed {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

const REMEDY = "Try again. If it stays so, reload the page; nothing else is lost.";

/** Programs of this browser's own: dropped on the page or chosen, kept here, uploaded nowhere. */
export function OwnPrograms({ first, runs }: OwnProgramsProps) {
  const app = useApp();
  const [tasks, setTasks] = useState(first);
  const [busy, setBusy] = useState(false);
  const [deed, setDeed] = useState<Deed | null>(null);
  const [refused, setRefused] = useState<readonly BrokenTask[]>([]);
  const [fault, setFault] = useState<Fault | null>(null);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const work = async (what: () => Promise<Deed | null>): Promise<void> => {
    setBusy(true);
    setFault(null);
    setRefused([]);
    setDeed(null);
    try {
      const done = await what();
      setTasks((await app.tasks()).own);
      setDeed(done);
    } catch (error) {
      setFault(faultOf(error, REMEDY));
    } finally {
      setBusy(false);
    }
  };
  const add = (given: Promise<readonly GivenFile[]>): Promise<void> =>
    work(async () => {
      const added = await app.addTasks(await given);
      setRefused(added.refused);
      if (added.tasks.length === 0) return null;
      const said = added.tasks.map(
        ({ task, replaced }) => `${replaced ? "Replaced" : "Added"} ${task.title}.`,
      );
      return { text: said.join(" "), undo: added.undo };
    });
  const remove = (task: Task): Promise<void> =>
    work(async () => {
      const undo = await app.removeTask(task.id);
      // The button that was pressed is gone with its row.
      heading.current?.focus();
      return { text: `Removed ${task.title}. Its runs are kept.`, undo };
    });
  const takeBack = ({ undo }: Deed): Promise<void> =>
    work(async () => {
      await undo();
      heading.current?.focus();
      return null;
    });
  const over = useDrop((given) => void add(given));

  return (
    <section aria-labelledby="own" className={css["own"]} data-over={over}>
      <div className={css["head"]}>
        <h2 id="own" ref={heading} tabIndex={-1}>
          Your programs
        </h2>
        <p>{over ? "Let go to add it." : "Only in this browser. Nothing is uploaded."}</p>
        <div className={css["actions"]}>
          <Button
            onClick={() => folder.current?.click()}
            closedBecause={busy ? "Wait for the last one." : null}
          >
            Add a folder
          </Button>
          <Button
            onClick={() => files.current?.click()}
            closedBecause={busy ? "Wait for the last one." : null}
          >
            Add a zip or cases
          </Button>
        </div>
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder of a task"
        {...{ webkitdirectory: "" }}
        onChange={(event) => take(event.currentTarget, add)}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept=".zip,.jsonl"
        aria-label="Zip of a task, or a file of cases"
        onChange={(event) => take(event.currentTarget, add)}
      />
      {tasks.length > 0 ? (
        <ProgramTable tasks={tasks} runs={runs} onRemove={(task) => void remove(task)} />
      ) : (
        <p className={css["empty"]}>
          <FolderPlus size={18} aria-hidden="true" />
          <span>
            Drop a task’s folder or its zip here. Teachers make them with <code>npm run tasks:export</code>;
            MirrorCode’s case files work too.
          </span>
        </p>
      )}
      <div className={css["said"]}>
        {busy && <Waiting what="Reading and checking" />}
        {deed !== null && (
          <Callout level="info" message={deed.text}>
            <Button onClick={() => void takeBack(deed)}>Undo</Button>
          </Callout>
        )}
        {fault !== null && <Callout level="error" message={fault.message} remedy={fault.remedy} />}
        {refused.map(({ id, message, remedy }, at) => (
          <Callout key={`${at} ${id}`} level="error" message={message} remedy={remedy} />
        ))}
      </div>
    </section>
  );
}

function take(input: HTMLInputElement, add: (given: Promise<readonly GivenFile[]>) => Promise<void>): void {
  const given = input.files === null ? [] : readInput(input.files);
  input.value = "";
  if (given.length > 0) void add(Promise.resolve(given));
}
