import { type ReactNode, useId } from "react";
import type { Preferences, Theme } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { KeySettings } from "./key-settings.tsx";
import { LimitSettings } from "./limit-settings.tsx";
import { Page } from "./page.tsx";
import { StorageSettings } from "./storage-settings.tsx";
import css from "./settings-page.module.css";

export function SettingsPage() {
  const app = useApp();
  const preferences = usePreferences();
  return (
    <Page current="settings">
      <h1 className={css["title"]}>Settings</h1>
      <div className={css["sections"]}>
        <Section title="Model" about="Where the agent finds its model, with which key, and at what price.">
          <KeySettings />
        </Section>
        <Section
          title="Limits"
          about="What a new run begins with. They can be changed for each run, also while it runs."
        >
          <LimitSettings />
        </Section>
        <Section title="Sandbox" about="Where programs run. A change takes effect when a run is opened.">
          <Choice<Preferences["runtime"]>
            legend="Runtime"
            value={preferences.runtime}
            onChoose={(runtime) => app.setPreferences({ runtime })}
            options={[
              { value: "embedded", label: "Embedded", hint: "Comes with this page. Works offline." },
              {
                value: "stackblitz",
                label: "StackBlitz",
                hint: "Needs the network and is loaded from stackblitz.io.",
              },
            ]}
          />
        </Section>
        <Section title="Appearance" about="High contrast and reduced motion follow your system.">
          <Choice<Theme>
            legend="Theme"
            value={preferences.theme}
            onChoose={(theme) => app.setPreferences({ theme })}
            options={[
              { value: "system", label: "As the system" },
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
          />
        </Section>
        <Section title="Storage" about="Runs and files live in this browser only.">
          <StorageSettings />
        </Section>
      </div>
    </Page>
  );
}

interface SectionProps {
  title: string;
  about: string;
  children: ReactNode;
}

function Section({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section className={css["section"]} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </div>
      <div className={css["fields"]}>{children}</div>
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  value: Value;
  onChoose: (value: Value) => void;
  options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
}

function Choice<Value extends string>({ legend, value, onChoose, options }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={css["choice"]}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={css["option"]}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
