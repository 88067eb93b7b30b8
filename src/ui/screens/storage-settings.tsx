import { useCallback, useState } from "react";
import { useApp } from "../app-context.ts";
import { Button } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useLoaded } from "../base/use-loaded.ts";
import { bytes, plural } from "../format.ts";
import css from "./settings-page.module.css";

export function StorageSettings() {
  const app = useApp();
  const [refused, setRefused] = useState(false);
  const load = useCallback(async () => {
    const [estimate, persisted, runs] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
      app.runs(),
    ]);
    return { used: estimate.usage ?? 0, quota: estimate.quota ?? 0, persisted, runs: runs.length };
  }, [app]);
  const loaded = useLoaded(load, "The browser does not say how much is stored.");

  if (loaded.status === "loading") return <p className={css["note"]}>Counting</p>;
  if (loaded.status === "failed") {
    return <Callout level="warning" message={loaded.fault.message} remedy={loaded.fault.remedy} />;
  }
  const { used, quota, persisted, runs } = loaded.value;
  return (
    <>
      <p className="num">
        {plural(runs, "run")}, {bytes(used)} used of {bytes(quota)} that the browser allows.
      </p>
      {persisted ? (
        <p className={css["note"]}>The browser will not clear it by itself.</p>
      ) : (
        <div className={css["row"]}>
          <Button
            onClick={() => {
              void navigator.storage.persist().then((granted) => {
                setRefused(!granted);
                loaded.again();
              });
            }}
          >
            Keep it when space runs low
          </Button>
          <span className={css["note"]} role="status">
            {refused
              ? "The browser refused. Export the runs that matter."
              : "Without this the browser may clear old data when the disk is nearly full."}
          </span>
        </div>
      )}
    </>
  );
}
