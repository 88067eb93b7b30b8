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

/** The page's title; null while the workbench, which knows its program, gives it. */
function titleOf(route: Route): string | null {
  switch (route.screen) {
    case "front":
      return "Mirrorbox";
    case "task":
      return `${route.taskId} · Mirrorbox`;
    case "work":
    case "run":
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
  const bench = route.screen === "work" || route.screen === "run";
  return (
    <Guard key={bench ? "bench" : address}>
      <Suspense fallback={<Waiting what="Opening the workbench" />}>
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
    case "work":
    case "run":
      return <Workbench route={route} />;
  }
}
