import { useId, useState } from "react";
import { inputClass } from "../base/field.tsx";
import css from "./file-tree.module.css";
import { faultOfName } from "./tree.ts";

interface NameFieldProps {
  label: string;
  start: string;
  paths: readonly string[];
  onDone: (path: string) => void;
  onCancel: () => void;
}

/** Asks for a path in place. Enter takes it, Escape or leaving an unchanged field gives up. */
export function NameField({ label, start, paths, onDone, onCancel }: NameFieldProps) {
  const id = useId();
  const [text, setText] = useState(start);
  const [touched, setTouched] = useState(false);
  const fault =
    text === start
      ? null
      : faultOfName(
          text.trim(),
          paths.filter((path) => path !== start),
        );
  const finish = (): void => {
    if (text === start) onCancel();
    else if (fault === null) onDone(text.trim());
    else setTouched(true);
  };
  return (
    <div className={css["naming"]}>
      <input
        className={`${inputClass} mono`}
        aria-label={label}
        aria-invalid={touched && fault !== null ? true : undefined}
        aria-describedby={touched && fault !== null ? id : undefined}
        spellCheck={false}
        autoFocus
        value={text}
        onFocus={(event) => {
          const name = event.currentTarget.value;
          const from = name.lastIndexOf("/") + 1;
          const dot = name.lastIndexOf(".");
          event.currentTarget.setSelectionRange(from, dot > from ? dot : name.length);
        }}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish();
          else if (event.key === "Escape") onCancel();
          else return;
          event.preventDefault();
        }}
      />
      {touched && fault !== null && (
        <p id={id} className={css["fault"]}>
          {fault}
        </p>
      )}
    </div>
  );
}
