import { useCallback } from "react";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useLoaded } from "../base/use-loaded.ts";
import { Waiting } from "../base/waiting.tsx";
import { Figure } from "./figure.tsx";
import { OwnPrograms } from "./own-programs.tsx";
import { Page } from "./page.tsx";
import { ProgramTable } from "./program-table.tsx";
import { WaysIn } from "./ways-in.tsx";
import css from "./front-page.module.css";

export function FrontPage() {
  const app = useApp();
  const load = useCallback(async () => {
    const [listed, runs] = await Promise.all([app.tasks(), app.runs()]);
    return { ...listed, runs };
  }, [app]);
  const loaded = useLoaded(load, "Check the connection and try again.");
  const first = loaded.status === "ready" ? loaded.value.tasks.slice(0, 2) : [];

  return (
    <Page current="front">
      <section className={css["hero"]} aria-labelledby="hero">
        <div className={css["words"]}>
          <h1 id="hero">Rebuild a real program without seeing its source.</h1>
          <p className={css["lead"]}>
            You get the manual, the test cases and the original to run, never its code. You or a language
            model write it again in this tab until every case passes, the hidden ones too.
          </p>
        </div>
        <div className={css["figure"]}>
          <Figure />
        </div>
      </section>

      <WaysIn first={first} />

      <section aria-labelledby="programs">
        <div className={css["head"]}>
          <h2 id="programs">Programs</h2>
          <p>By size: the lines of code of the original.</p>
        </div>
        {loaded.status === "loading" && <Waiting what="Reading the programs" />}
        {loaded.status === "failed" && (
          <Callout level="error" message={loaded.fault.message} remedy={loaded.fault.remedy}>
            <Button onClick={loaded.again}>Try again</Button>
          </Callout>
        )}
        {loaded.status === "ready" && (
          <>
            {loaded.value.tasks.length === 0 && (
              <Callout
                level="warning"
                message="There are no programs here."
                remedy="The folder tasks/ beside this page is empty. Build the app again."
              />
            )}
            {loaded.value.tasks.length > 0 && (
              <ProgramTable tasks={loaded.value.tasks} runs={loaded.value.runs} />
            )}
            {loaded.value.broken.length > 0 && (
              <div className={css["broken"]}>
                {loaded.value.broken.map(({ id, message, remedy }) => (
                  <Callout
                    key={id}
                    level="error"
                    message={`${id} cannot be opened: ${message}`}
                    remedy={`The others work. ${remedy}`}
                  />
                ))}
              </div>
            )}
          </>
        )}
      </section>
      {loaded.status === "ready" && <OwnPrograms first={loaded.value.own} runs={loaded.value.runs} />}
    </Page>
  );
}
