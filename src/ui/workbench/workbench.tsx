import { useEffect } from "react";
import { useMedia } from "../base/use-media.ts";
import { useBench, useSession } from "./context.ts";
import { followAgent } from "./follow.ts";
import { Layout } from "./layout.tsx";
import { NarrowLayout } from "./narrow-layout.tsx";
import { Notices } from "./notices.tsx";
import { Palette } from "./palette.tsx";
import { Toasts } from "./toasts.tsx";
import { TopBar } from "./top-bar.tsx";
import { Announcer } from "./announcer.tsx";
import { useShortcuts } from "./shortcuts.ts";
import css from "./workbench.module.css";

/** One run, from the manual to the verdict. */
export function Workbench() {
  const bench = useBench();
  const narrow = useMedia("(max-width: 56.25rem)");
  useEffect(() => followAgent(bench), [bench]);
  const title = useSession((state) => state.task.title);
  useEffect(() => {
    document.title = `${title}, run · Mirrorbox`;
  }, [title]);
  useShortcuts(bench);
  return (
    <div className={css["workbench"]}>
      <TopBar />
      <div className={css["notices"]}>
        <Notices place="page" />
        <Notices place="storage" />
      </div>
      <main className={css["main"]} aria-label="Workbench">
        {narrow ? <NarrowLayout /> : <Layout />}
      </main>
      <Toasts />
      <Palette />
      <Announcer />
    </div>
  );
}
