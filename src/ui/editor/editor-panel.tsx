import { lazy, Suspense } from "react";
import { Button } from "../base/button.tsx";
import { Waiting } from "../base/waiting.tsx";
import { Guard } from "../guard.tsx";
import { useBench, useSession, useView } from "../workbench/context.ts";
import { attempt } from "../workbench/verbs.ts";
import css from "./editor-panel.module.css";
import { FileTabs } from "./file-tabs.tsx";

const CodeEditor = lazy(async () => {
  const { CodeEditor: Editor } = await import("./code-editor.tsx");
  return { default: Editor };
});

/** The open files. The editor itself is large and comes when the first file is shown. */
export function EditorPanel() {
  const active = useView((state) => state.activeFile);
  return (
    <section aria-label="Editor" data-place="editor" tabIndex={-1} className={css["panel"]}>
      <FileTabs />
      <div className={css["body"]}>
        <Guard>
          {active === null ? (
            <Nothing />
          ) : (
            <Suspense fallback={<Waiting what="Loading the editor" />}>
              <CodeEditor path={active} />
            </Suspense>
          )}
        </Guard>
      </div>
    </section>
  );
}

const mains = ["main.js", "main.mjs", "main.ts"];

function Nothing() {
  const bench = useBench();
  const { session, view } = bench;
  const paths = useSession((state) => state.paths);
  const main = mains.find((name) => paths.includes(name));
  const create = async (): Promise<void> => {
    await session.createFile("main.js");
    view.openFile("main.js");
  };
  return (
    <div className={css["nothing"]}>
      {main === undefined ? (
        <>
          <p>
            Your program starts in <code>main.js</code>, <code>main.mjs</code> or <code>main.ts</code>.
          </p>
          <Button look="primary" onClick={() => attempt(bench, create)}>
            Create main.js
          </Button>
        </>
      ) : (
        <>
          <p>No file is open.</p>
          <Button onClick={() => view.openFile(main)}>Open {main}</Button>
        </>
      )}
    </div>
  );
}
