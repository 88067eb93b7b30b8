import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Review, TextPlace } from "../../session/index.ts";
import { Callout } from "../base/callout.tsx";
import { Waiting } from "../base/waiting.tsx";
import { type Fault, faultOf } from "../faults.ts";
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
  const place = files.get(path) ?? null;
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
        <KeptText review={review} path={path} at={place} before={changed ? change.before : "none"} />
      </div>
    </div>
  );
}

interface KeptTextProps {
  review: Review;
  path: string;
  /** Null: the file is gone. */
  at: TextPlace | null;
  /** Shown as a difference to this, null where there was no file; "none": the text alone. */
  before: TextPlace | null | "none";
}

interface Loaded {
  readonly path: string;
  readonly text: string;
  readonly before: string | null;
}

/** A file's text out of the log. What was shown stays until the next is there. */
function KeptText({ review, path, at, before }: KeptTextProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const read = useCallback(
    async (place: TextPlace | null): Promise<string> => (place === null ? "" : await review.text(place)),
    [review],
  );
  useEffect(() => {
    let wanted = true;
    Promise.all([read(at), before === "none" ? null : read(before)]).then(
      ([text, earlier]) => {
        if (!wanted) return;
        setLoaded({ path, text, before: earlier });
        setFault(null);
      },
      (error: unknown) => {
        if (wanted) setFault(faultOf(error, "Reload the page."));
      },
    );
    return () => {
      wanted = false;
    };
  }, [read, path, at, before]);
  if (fault !== null) {
    return (
      <Callout level="error" message={`${path} could not be read: ${fault.message}`} remedy={fault.remedy} />
    );
  }
  if (loaded === null) return <Waiting what="Reading the file" />;
  return (
    <Suspense fallback={<Waiting what="Loading the viewer" />}>
      <TextView {...loaded} />
    </Suspense>
  );
}
