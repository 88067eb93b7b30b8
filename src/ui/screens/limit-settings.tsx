import { useState } from "react";
import { LimitFields } from "../agent/limit-fields.tsx";
import { readLimits } from "../agent/limits.ts";
import { useApp, usePreferences } from "../app-context.ts";

/** The limits that a new run begins with. What cannot be read is told, and not kept. */
export function LimitSettings() {
  const app = useApp();
  const { limits } = usePreferences();
  const [text, setText] = useState(limits);
  const read = readLimits(text);
  return (
    <LimitFields
      value={text}
      faults={"faults" in read ? read.faults : null}
      onChange={(next) => {
        setText(next);
        if ("limits" in readLimits(next)) app.setPreferences({ limits: next });
      }}
    />
  );
}
