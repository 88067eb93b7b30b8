import { type ReactNode, useId } from "react";
import { inputClass } from "../base/field.tsx";
import css from "./models.module.css";

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  hint?: ReactNode;
  onChoose: (value: Value) => void;
}

/** One of a few, with its label and a hint. */
export function Select<Value extends string>({ label, value, options, hint, onChoose }: SelectProps<Value>) {
  const id = useId();
  return (
    <div className={css["select"]}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={inputClass}
        value={value}
        {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen) onChoose(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={css["hint"]}>
          {hint}
        </p>
      )}
    </div>
  );
}
