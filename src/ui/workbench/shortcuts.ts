import { useEffect } from "react";
import type { Bench } from "./context.ts";
import { attemptCases, focusPlace } from "./verbs.ts";
import type { Place } from "./view.ts";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The panels that F6 goes round, in reading order. */
function round({ view }: Bench): readonly Place[] {
  const { left, bottom } = view.state;
  return [left, "editor", bottom, "agent"];
}

function onKeyDown(bench: Bench, event: KeyboardEvent): void {
  const { session, view } = bench;
  const command = mac ? event.metaKey : event.ctrlKey;
  const inTerminal = event.target instanceof Element && event.target.closest("[data-terminal]") !== null;
  // In a shell, Ctrl+K deletes to the end of the line; the palette has another key there.
  const palette =
    (command && event.key === "k" && !(inTerminal && !mac)) ||
    (command && event.shiftKey && event.key === "P");
  if (palette) view.setPalette(!view.state.paletteOpen);
  else if (command && event.key === "Enter" && !inTerminal) {
    if (session.state.caseRun.running === null) attemptCases(bench, () => session.runVisibleCases());
  } else if (event.key === "F6") {
    const places = round(bench);
    const here = document.activeElement?.closest("[data-place]")?.getAttribute("data-place");
    const at = places.findIndex((place) => place === here);
    const step = event.shiftKey ? -1 : 1;
    const to =
      places[(Math.max(at, event.shiftKey ? 0 : -1) + step + places.length) % places.length] ?? "editor";
    // Going round shows nothing that is closed: the agent's panel stays as it is.
    if (to !== "agent") view.show(to);
    focusPlace(to);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Keys that work anywhere in the workbench. Caught before the editor and the terminal see them. */
export function useShortcuts(bench: Bench): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(bench, event);
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, [bench]);
}
