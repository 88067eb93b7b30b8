import { KeyRound, Play, SquarePen } from "lucide-react";
import { type ReactNode, useCallback, useId } from "react";
import type { Task } from "../../core/task.ts";
import type { RecordingInfo } from "../../session/index.ts";
import { useApp } from "../app-context.ts";
import { LinkButton } from "../base/button.tsx";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { useLoaded } from "../base/use-loaded.ts";
import { count } from "../format.ts";
import { addressOf } from "../navigation.ts";
import css from "./ways-in.module.css";

/** The three ways in: watch, by hand, with a key. `first` is the program to begin with. */
export function WaysIn({ first }: { first: Task | undefined }) {
  const work = (agent: boolean): string =>
    first === undefined
      ? "#/"
      : addressOf({ screen: "work", taskId: first.id, entry: "latest", runId: null, agent });
  const closed = first === undefined ? { "aria-disabled": true } : {};
  return (
    <div className={css["ways"]}>
      <Way
        icon={<Play size={18} aria-hidden="true" />}
        title="Watch a run"
        text="No key, nothing to install. The replies come from a record; the edits, the cases and the verdict happen in your tab."
      >
        <Recordings />
      </Way>
      <Way
        icon={<SquarePen size={18} aria-hidden="true" />}
        title="Try it yourself"
        text="Read the manual, ask the original, write main.js. An editor, a shell and the cases are ready in a second."
      >
        <LinkButton look="primary" large href={work(false)} {...closed}>
          Try it yourself
        </LinkButton>
        {first !== undefined && <Start task={first} />}
      </Way>
      <Way
        icon={<KeyRound size={18} aria-hidden="true" />}
        title="Try your key"
        text="A model of your choice rebuilds the program, within the limits you set. The key stays in this tab."
      >
        <LinkButton look="primary" large href={work(true)} {...closed}>
          Try your key
        </LinkButton>
        {first !== undefined && <Start task={first} />}
      </Way>
    </div>
  );
}

interface WayProps {
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}

function Way({ icon, title, text, children }: WayProps) {
  const id = useId();
  return (
    <section className={css["way"]} aria-labelledby={id}>
      <span className={css["icon"]}>{icon}</span>
      <h2 id={id}>{title}</h2>
      <p className={css["text"]}>{text}</p>
      <div className={css["doors"]}>{children}</div>
    </section>
  );
}

function Start({ task }: { task: Task }) {
  return (
    <p className={css["small"]}>
      Begins with {task.title}, {count(task.original.lines)} lines. Any other: below.
    </p>
  );
}

function Recordings() {
  const app = useApp();
  const load = useCallback(() => app.recordings(), [app]);
  const loaded = useLoaded(load, "Reload the page.");
  if (loaded.status === "loading") return <p className={css["small"]}>Looking for recordings</p>;
  if (loaded.status === "failed") {
    return (
      <p className={css["small"]} role="alert">
        The recordings could not be listed: {loaded.fault.message} {loaded.fault.remedy}
      </p>
    );
  }
  if (loaded.value.length === 0)
    return <p className={css["small"]}>This copy of the app has no recordings.</p>;
  return (
    <ul role="list" className={css["recordings"]}>
      {loaded.value.map((recording) => (
        <li key={recording.id}>
          <RecordingLink recording={recording} />
        </li>
      ))}
    </ul>
  );
}

function RecordingLink({ recording }: { recording: RecordingInfo }) {
  const { id, title, summary, verdict, turns, madeBy } = recording;
  return (
    <a className={css["recording"]} href={addressOf({ screen: "watch", recordingId: id })} title={madeBy}>
      <span className={css["name"]}>
        <Play size={13} aria-hidden="true" />
        <span className="visually-hidden">Watch </span>
        {title}
      </span>
      <span className={css["small"]}>{summary}</span>
      <span className={`${css["small"]} num`}>
        {count(turns)} steps
        {verdict !== null && (
          <>
            {" · "}
            <Mark sign={verdictSigns[verdict.state]} />
          </>
        )}
      </span>
    </a>
  );
}
