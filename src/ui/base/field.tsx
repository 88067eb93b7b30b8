import { type ComponentProps, type ReactNode, useId } from "react";
import css from "./field.module.css";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  hint?: ReactNode;
  /** What is wrong with the value, in words; null when nothing is. */
  fault?: string | null;
}

/** An input with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, fault = null, className, ...rest }: FieldProps) {
  const id = useId();
  const described = fault !== null || hint !== undefined ? { "aria-describedby": `${id}-hint` } : {};
  return (
    <div className={css["field"]}>
      <label htmlFor={id} className={css["label"]}>
        {label}
      </label>
      <input
        {...rest}
        {...described}
        id={id}
        className={`${css["input"]} ${className ?? ""}`}
        aria-invalid={fault === null ? undefined : true}
      />
      {fault !== null ? (
        <p id={`${id}-hint`} className={css["fault"]}>
          {fault}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className={css["hint"]}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

interface CheckProps extends ComponentProps<"input"> {
  label: string;
  hint?: ReactNode;
}

export function Check({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  return (
    <div className={css["check"]}>
      <input
        {...rest}
        type="checkbox"
        id={id}
        {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={css["hint"]}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** The class of a bare input, for the few places where a `Field` does not fit. */
export const inputClass = css["input"] ?? "";
