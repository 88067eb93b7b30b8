import type { ReactNode } from "react";
import { useApp } from "../app-context.ts";
import { Callout } from "../base/callout.tsx";
import { Logo } from "../base/logo.tsx";
import { ThemeButton } from "../base/theme-button.tsx";
import css from "./page.module.css";

interface PageProps {
  current: "front" | "settings" | "other";
  children: ReactNode;
}

/** The frame of every screen but the workbench. */
export function Page({ current, children }: PageProps) {
  const app = useApp();
  const mark = (here: PageProps["current"]): { "aria-current"?: "page" } =>
    current === here ? { "aria-current": "page" } : {};
  return (
    <div className={css["page"]}>
      <a
        className={css["skip"]}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        Skip to the content
      </a>
      <header className={css["header"]}>
        <div className={css["inner"]}>
          <a className={css["home"]} href="#/">
            <Logo />
            Mirrorbox
          </a>
          <nav className={css["nav"]} aria-label="Pages">
            <a className={css["link"]} href="#/" {...mark("front")}>
              Programs
            </a>
            <a className={css["link"]} href="#/settings" {...mark("settings")}>
              Settings
            </a>
            <ThemeButton />
          </nav>
        </div>
      </header>
      {app.missing.length > 0 && (
        <div className={css["notes"]}>
          {app.missing.map(({ what, remedy }) => (
            <Callout key={what} level="warning" message={what} remedy={remedy} />
          ))}
        </div>
      )}
      <main id="main" tabIndex={-1} className={css["main"]}>
        {children}
      </main>
    </div>
  );
}
