import type { ReactNode } from "react";
import type { Task } from "../../core/task.ts";
import { count, stretch } from "../format.ts";
import css from "./task-facts.module.css";

const KINDS: Readonly<Record<Task["original"]["kind"], string>> = {
  js: "JavaScript",
  wasm: "WebAssembly",
  native: "A program outside of the browser",
};

/** What is rebuilt, how it is judged, and what may not be used. */
export function TaskFacts({ task }: { task: Task }) {
  const { original, counts, forbidden } = task;
  const closed = [...forbidden.modules.map((name) => `node:${name}`), ...forbidden.globals];
  return (
    <dl className={css["facts"]}>
      <Fact name="Original">
        {original.package === "mirrorbox" ? (
          "Written for Mirrorbox"
        ) : (
          <a href={original.homepage} rel="noreferrer" target="_blank">
            {original.package} {original.version}
          </a>
        )}
        <small>
          {KINDS[original.kind]}, {original.license}
        </small>
        {!task.hasReference && <small>Not here to ask: it came as documents and cases only</small>}
      </Fact>
      {original.lines > 0 && (
        <Fact name="Size">
          {task.size}
          <small className="num">{count(original.lines)} lines of its own code</small>
        </Fact>
      )}
      <Fact name="Cases">
        <span className="num">{count(counts.visible)} visible</span>
        <small className="num">and {count(counts.hidden)} hidden until you submit</small>
      </Fact>
      <Fact name="What is compared">
        Exit code, stdout{task.stderrExempt ? "" : " and stderr"}
        <small>
          {task.stderrExempt ? "stderr is not compared" : `at most ${stretch(task.limits.caseMs)} a case`}
        </small>
      </Fact>
      {closed.length > 0 && (
        <Fact name="May not be used">
          {closed.map((name) => (
            <code key={name}>{name}</code>
          ))}
        </Fact>
      )}
      {task.scope.length > 0 && (
        <Fact name="Not asked for">
          <ul>
            {task.scope.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
