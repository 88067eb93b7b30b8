import type { App } from "../session/index.ts";

/** Keeps `data-theme` on the page as the person chose; without a choice the system's scheme holds. */
export function keepTheme(app: App): () => void {
  const apply = (): void => {
    const { theme } = app.preferences;
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  };
  apply();
  return app.onPreferences(apply);
}

/** Called when the colours of the page may have changed. Returns its undo. */
export function onColours(listener: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", listener);
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
    observer.disconnect();
  };
}

/** The tokens' colours as `#rrggbb`, for canvases and editors that cannot read custom properties. */
export function readColours<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  try {
    const entries = names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, hexOf(getComputedStyle(probe).color)] as const;
    });
    return Object.fromEntries(entries) as Record<Name, string>;
  } finally {
    probe.remove();
  }
}

/** `rgb(1, 2, 3)` as `#010203`; alpha is dropped. */
function hexOf(rgb: string): string {
  const parts = rgb.match(/[\d.]+/g) ?? [];
  return `#${parts
    .slice(0, 3)
    .map((part) => Math.round(Number(part)).toString(16).padStart(2, "0"))
    .join("")}`;
}

/** Whether the page is dark now. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}
