import { useEffect, useMemo } from "react";
import { useApp } from "../app-context.ts";
import { Button, LinkButton } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { Waiting } from "../base/waiting.tsx";
import { replaceAddress } from "../navigation.ts";
import { useRead } from "../readable.ts";
import { Lost } from "../screens/lost-page.tsx";
import { Page } from "../screens/page.tsx";
import { BenchContext } from "./context.ts";
import { type BenchRoute, Opening } from "./opening.ts";
import css from "./screen.module.css";
import { Workbench } from "./workbench.tsx";

/** Once a run is open, its address names it: a reload opens the same one. */
function named({ taskId, runId }: { taskId: string; runId: string }): void {
  replaceAddress({ screen: "work", taskId, entry: "latest", runId, agent: false });
}

/** Opens the run that the address asks for and shows its workbench. */
export function WorkbenchScreen({ route }: { route: BenchRoute }) {
  const app = useApp();
  const opening = useMemo(() => new Opening(app), [app]);
  const state = useRead(opening, (now) => now);

  useEffect(() => {
    void opening.show(route, named);
  }, [opening, route]);
  useEffect(() => () => opening.close(), [opening]);

  switch (state.status) {
    case "opening":
      return <Waiting what="Opening the run" />;
    case "open":
      return (
        <BenchContext key={state.bench.session.state.runId} value={state.bench}>
          <Workbench />
        </BenchContext>
      );
    case "absent":
      return (
        <Page current="other">
          <Lost
            title={
              state.what === "program" && route.screen === "work"
                ? `There is no program “${route.taskId}” here`
                : "There is no such run here"
            }
            detail={
              state.what === "run"
                ? "Runs live in the browser that made them. If you have its file, open the program and import it."
                : "It may have been renamed, or the link may be cut."
            }
          />
        </Page>
      );
    case "failed":
      return (
        <Page current="other">
          <div className={css["failed"]}>
            <Callout level="error" message={state.fault.message} remedy={state.fault.remedy}>
              <Button onClick={() => void opening.show(route, named)}>Try again</Button>
              <LinkButton href="#/">See the programs</LinkButton>
            </Callout>
          </div>
        </Page>
      );
  }
}
