import { useCallback, useId } from "react";
import type { Task } from "../../core/task.ts";
import { useApp } from "../app-context.ts";
import { Button, LinkButton } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useLoaded } from "../base/use-loaded.ts";
import { Waiting } from "../base/waiting.tsx";
import { DocReader } from "../docs/doc-reader.tsx";
import { addressOf } from "../navigation.ts";
import { ExportTask } from "./export-task.tsx";
import { ImportRun } from "./import-run.tsx";
import { Lost } from "./lost-page.tsx";
import { Page } from "./page.tsx";
import { type RunRow, runsOf } from "./run-list.ts";
import { RunTable } from "./run-table.tsx";
import { TaskFacts } from "./task-facts.tsx";
import css from "./task-page.module.css";

export function TaskPage({ taskId }: { taskId: string }) {
  const app = useApp();
  const load = useCallback(async () => {
    const [{ tasks, own, broken }, runs] = await Promise.all([app.tasks(), app.runs(taskId)]);
    return {
      task: [...tasks, ...own].find((task) => task.id === taskId),
      broken: broken.find((task) => task.id === taskId),
      runs: runsOf(runs, taskId),
    };
  }, [app, taskId]);
  const loaded = useLoaded(load, "Check the connection and try again.");

  if (loaded.status === "loading") {
    return (
      <Page current="other">
        <Waiting what="Reading the program" />
      </Page>
    );
  }
  if (loaded.status === "failed") {
    return (
      <Page current="other">
        <Callout level="error" message={loaded.fault.message} remedy={loaded.fault.remedy}>
          <Button onClick={loaded.again}>Try again</Button>
        </Callout>
      </Page>
    );
  }
  const { task, broken, runs } = loaded.value;
  return (
    <Page current="other">
      {task !== undefined && <TaskSheet task={task} runs={runs} />}
      {task === undefined && broken !== undefined && (
        <Lost title={`${taskId} cannot be opened`} detail={broken.message} />
      )}
      {task === undefined && broken === undefined && (
        <Lost
          title={`There is no program “${taskId}”`}
          detail="It may have been renamed, or the link may be cut."
        />
      )}
    </Page>
  );
}

interface TaskSheetProps {
  task: Task;
  runs: readonly RunRow[];
}

function TaskSheet({ task, runs }: TaskSheetProps) {
  const app = useApp();
  const id = useId();
  const latest = runs[0];
  const fresh = addressOf({ screen: "work", taskId: task.id, entry: "new", runId: null, agent: false });
  const loadDocs = useCallback(() => app.docs(task.id), [app, task.id]);
  const docs = useLoaded(loadDocs, "Check the connection and try again.");

  return (
    <>
      <div className={css["head"]}>
        <div>
          <p className={css["crumb"]}>
            <a href="#/">Programs</a> <span aria-hidden="true">/</span> {task.category}
          </p>
          <h1>{task.title}</h1>
          <p className={css["summary"]}>{task.summary}</p>
        </div>
        <div className={css["actions"]}>
          {latest === undefined ? (
            <LinkButton look="primary" large href={fresh}>
              Start
            </LinkButton>
          ) : (
            <>
              <LinkButton
                look="primary"
                large
                href={addressOf({
                  screen: "work",
                  taskId: task.id,
                  entry: "latest",
                  runId: latest.id,
                  agent: false,
                })}
              >
                Continue
              </LinkButton>
              <LinkButton large href={fresh}>
                Start a new run
              </LinkButton>
            </>
          )}
          <ImportRun />
        </div>
      </div>

      <div className={css["columns"]}>
        <div className={css["wide"]}>
          {runs.length > 0 && (
            <section aria-labelledby={`${id}-runs`}>
              <h2 id={`${id}-runs`}>Your runs</h2>
              <RunTable runs={runs} />
            </section>
          )}
          <section aria-labelledby={`${id}-docs`}>
            <h2 id={`${id}-docs`}>Manual</h2>
            <div className={css["docs"]}>
              {docs.status === "loading" && <Waiting what="Reading the manual" />}
              {docs.status === "failed" && (
                <Callout level="error" message={docs.fault.message} remedy={docs.fault.remedy}>
                  <Button onClick={docs.again}>Try again</Button>
                </Callout>
              )}
              {docs.status === "ready" && <DocReader pages={docs.value} />}
            </div>
          </section>
        </div>
        <aside className={css["side"]} aria-label="Facts">
          <TaskFacts task={task} />
          <ExportTask task={task} />
        </aside>
      </div>
    </>
  );
}
