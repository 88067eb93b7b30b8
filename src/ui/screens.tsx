import { lazy, Suspense, useEffect, useMemo } from "react";
import { Waiting } from "./base/waiting.tsx";
import { Guard } from "./guard.tsx";
import { parseAddress, useAddress, type Route } from "./navigation.ts";
import { FrontPage } from "./screens/front-page.tsx";
import { LostPage } from "./screens/lost-page.tsx";
import { SettingsPage } from "./screens/settings-page.tsx";
import { TaskPage } from "./screens/task-page.tsx";

const Workbench = lazy(async () => {
  const { WorkbenchScreen } = await import("./workbench/screen.tsx");
  return { default: WorkbenchScreen };
});

const RunScreen = lazy(async () => {
  const { RunScreen: Screen } = await import("./run/run-screen.tsx");
  return { default: Screen };
});

/** The page's title; null while the workbench, which knows its program, gives it. */
function titleOf(route: Route): string | null {
  switch (route.screen) {
    case "front":
      return "Mirrorbox";
    case "task":
      return `${route.taskId} · Mirrorbox`;
    case "run":
      return "Run · Mirrorbox";
    case "work":
    case "watch":
      return null;
    case "settings":
      return "Settings · Mirrorbox";
    case "lost":
      return "Not found · Mirrorbox";
  }
}

/** The screen of the present address. */
export function Screens() {
  const address = useAddress();
  const route = useMemo(() => parseAddress(address), [address]);
  useEffect(() => {
    const title = titleOf(route);
    if (title !== null) document.title = title;
  }, [route]);
  const bench = route.screen === "work" || route.screen === "watch";
  // Which event of a run is looked at is no other screen.
  const place = bench ? "bench" : route.screen === "run" ? `run ${route.runId}` : address;
  return (
    <Guard key={place}>
      <Suspense fallback={<Waiting what={bench ? "Opening the workbench" : "Opening the run"} />}>
        <Screen route={route} />
      </Suspense>
    </Guard>
  );
}

function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case "front":
      return <FrontPage />;
    case "task":
      return <TaskPage taskId={route.taskId} />;
    case "settings":
      return <SettingsPage />;
    case "lost":
      return <LostPage address={route.address} />;
    case "run":
      return <RunScreen runId={route.runId} event={route.event} />;
    case "work":
    case "watch":
      return <Workbench route={route} />;
  }
}
