import { lazy, Suspense, useMemo, useState } from "react";
import type { Review } from "../../session/index.ts";
import { Waiting } from "../base/waiting.tsx";
import css from "./files-pane.module.css";

const TextView = lazy(async () => {
  const { TextView: View } = await import("../editor/text-view.tsx");
  return { default: View };
});

interface FilesPaneProps {
  review: Review;
  seq: number;
}

/** The files as they were after the chosen event; what it changed, against the event before. */
export function FilesPane({ review, seq }: FilesPaneProps) {
  const files = useMemo(() => review.filesAt(seq), [review, seq]);
  const change = review.changeAt(seq);
  const [hand, setHand] = useState<{ readonly path: string; readonly seq: number } | null>(null);
  const gone = change !== null && change.after === null ? [change.path] : [];
  const paths = [...new Set([...files.keys(), ...gone])].sort();
  const main = paths.find((path) => /^main\.(js|mjs|ts)$/.test(path));
  // A file that was chosen by hand stays, until an event changes another.
  const wished = hand?.seq === seq ? hand.path : (change?.path ?? hand?.path);
  const path = paths.find((one) => one === wished) ?? main ?? paths[0];

  if (path === undefined) {
    return <p className={css["none"]}>There were no files yet at this event.</p>;
  }
  const changed = change?.path === path && change.from === undefined;
  const text = files.get(path) ?? "";
  return (
    <div className={css["pane"]}>
      <nav className={css["list"]} aria-label="Files at this event">
        {paths.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === path ? "true" : undefined}
            onClick={() => setHand({ path: one, seq })}
          >
            <span className={css["name"]}>{one}</span>
            {one === change?.path && (
              <span className={css["sign"]} title="Changed by this event">
                {change.after === null ? "−" : change.before === null ? "+" : "±"}
              </span>
            )}
          </button>
        ))}
      </nav>
      <div className={css["text"]}>
        <p className={css["head"]}>
          <b className="mono">{path}</b>
          <span>{changed ? "against the event before" : "as it was then"}</span>
        </p>
        <Suspense fallback={<Waiting what="Loading the viewer" />}>
          <TextView path={path} text={text} before={changed ? (change.before ?? "") : null} />
        </Suspense>
      </div>
    </div>
  );
}
