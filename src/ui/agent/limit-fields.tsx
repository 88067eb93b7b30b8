import { Field } from "../base/field.tsx";
import type { LimitText } from "../../session/index.ts";
import type { LimitFaults } from "./limits.ts";
import css from "./settings-form.module.css";

interface LimitFieldsProps {
  value: LimitText;
  faults: LimitFaults | null;
  onChange: (value: LimitText) => void;
}

const fields: readonly (readonly [keyof LimitText, string])[] = [
  ["dollars", "Dollars"],
  ["tokens", "Tokens"],
  ["turns", "Turns"],
  ["minutes", "Minutes"],
];

/** When the run must stop. Empty fields do not limit. */
export function LimitFields({ value, faults, onChange }: LimitFieldsProps) {
  return (
    <fieldset>
      <legend className={css["legend"]}>The run stops at the first of these limits</legend>
      <div className={css["limits"]}>
        {fields.map(([name, label]) => (
          <Field
            key={name}
            label={label}
            inputMode="decimal"
            className="num"
            placeholder="no limit"
            value={value[name]}
            fault={faults?.[name] ?? null}
            onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
