import { Monitor, Moon, Sun } from "lucide-react";
import type { Theme } from "../../session/index.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { IconButton } from "./button.tsx";

const next: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const words: Readonly<Record<Theme, string>> = { system: "as the system", light: "light", dark: "dark" };

/** Goes round system, light and dark. */
export function ThemeButton() {
  const app = useApp();
  const { theme } = usePreferences();
  const Icon = theme === "light" ? Sun : theme === "dark" ? Moon : Monitor;
  return (
    <IconButton
      label={`Theme: ${words[theme]}. Change to ${words[next[theme]]}`}
      onClick={() => app.setPreferences({ theme: next[theme] })}
    >
      <Icon size={16} aria-hidden="true" />
    </IconButton>
  );
}
