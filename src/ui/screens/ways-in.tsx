import { KeyRound, Play, SquarePen } from "lucide-react";
import { type ReactNode, useCallback, useId } from "react";
import type { Task } from "../../core/task.ts";
import { useApp } from "../app-context.ts";
import { Mark, verdictSigns } from "../base/mark.tsx";
import { useLoaded } from "../base/use-loaded.ts";
import { count } from "../format.ts";
import { addressOf } from "../navigation.ts";
import css from "./ways-in.module.css";

/** The three ways in: watch, by hand, with a key. `first` are the programs to begin with. */
export function WaysIn({ first }: { first: readonly Task[] }) {
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
        <Programs tasks={first} agent={false} verb="Rebuild by hand:" />
      </Way>
      <Way
        icon={<KeyRound size={18} aria-hidden="true" />}
        title="Try your key"
        text="A model of your choice rebuilds the program, within the limits you set. The key stays in this tab."
      >
        <Programs tasks={first} agent verb="Rebuild with a model:" />
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

function Programs({ tasks, agent, verb }: { tasks: readonly Task[]; agent: boolean; verb: string }) {
  return (
    <ul role="list" className={css["choices"]}>
      {tasks.map((task) => (
        <li key={task.id}>
          <Choice
            href={addressOf({ screen: "work", taskId: task.id, entry: "latest", runId: null, agent })}
            icon={
              agent ? <KeyRound size={13} aria-hidden="true" /> : <SquarePen size={13} aria-hidden="true" />
            }
            verb={verb}
            name={task.title}
            summary={task.summary}
          >
            {count(task.original.lines)} lines · {count(task.counts.visible + task.counts.hidden)} cases
          </Choice>
        </li>
      ))}
    </ul>
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
    <ul role="list" className={css["choices"]}>
      {loaded.value.map(({ id, title, summary, verdict, turns, madeBy }) => (
        <li key={id}>
          <Choice
            href={addressOf({ screen: "watch", recordingId: id })}
            label={madeBy}
            icon={<Play size={13} aria-hidden="true" />}
            verb="Watch"
            name={title}
            summary={summary}
          >
            {count(turns)} steps
            {verdict !== null && (
              <>
                {" · "}
                <Mark sign={verdictSigns[verdict.state]} />
              </>
            )}
          </Choice>
        </li>
      ))}
    </ul>
  );
}

interface ChoiceProps {
  href: string;
  /** What must be known before it is followed. */
  label?: string;
  icon: ReactNode;
  /** What following it does, for those who hear the link alone. */
  verb: string;
  name: string;
  summary: string;
  children: ReactNode;
}

function Choice({ href, label, icon, verb, name, summary, children }: ChoiceProps) {
  return (
    <a className={css["choice"]} href={href}>
      <span className={css["name"]}>
        {icon}
        <span className="visually-hidden">{verb} </span>
        {name}
      </span>
      <span className={css["small"]}>{summary}</span>
      <span className={`${css["small"]} num`}>{children}</span>
      {label !== undefined && <span className={css["small"]}>{label}</span>}
    </a>
  );
}
