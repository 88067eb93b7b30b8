import type { App, Theme } from "../../session/index.ts";
import { faultOf } from "../faults.ts";
import { addressOf, go } from "../navigation.ts";
import { saveFile } from "../save-file.ts";
import type { Bench } from "./context.ts";
import type { Arrangement, Naming, Place } from "./view.ts";

/** A thing that can be done, by palette or by key. */
export interface Verb {
  readonly id: string;
  readonly title: string;
  /** Its key as a person reads it, for instance `Ctrl+Enter`. */
  readonly keys?: string;
  /** Why it cannot be done now; null when it can. */
  readonly closedBecause: string | null;
  readonly run: () => void;
}

/** Does something that may fail; a failure that the session has no place for is told in a toast. */
export function attempt({ view }: Bench, work: () => Promise<unknown>): void {
  work().catch((error: unknown) => {
    const { message, remedy } = faultOf(error, "Try again.");
    view.toast(`${message} ${remedy}`);
  });
}

/** Runs or grades cases. What stands in the way is told beside the cases, so these are shown then. */
export function attemptCases(bench: Bench, work: () => Promise<unknown>): void {
  attempt(bench, async () => {
    await work();
    if (bench.session.state.notices.some(({ place }) => place === "cases")) bench.view.show("cases");
  });
}

/** A run of weeks is not packed at once; one of an hour is, and needs no word. */
const PACKING_SHOWS_MS = 700;

/** Saves the run as one file on the person's disk. */
export async function exportRun({ session, view }: Bench): Promise<void> {
  const word = setTimeout(
    () => view.toast("The run is being packed. Its file is saved when it is whole."),
    PACKING_SHOWS_MS,
  );
  const { task, runId } = session.state;
  const blob = await session.exportRun().finally(() => clearTimeout(word));
  saveFile(blob, `${task.id}-${runId}.mirrorbox`);
}

/** Begins a run of the person's own with the files as they are now, and goes there. */
export async function takeOver(app: App, { session }: Bench): Promise<void> {
  const { taskId, id } = await app.fork(await session.place());
  go({ screen: "work", taskId, entry: "latest", runId: id, agent: true });
}

export async function undoFiles({ session, view }: Bench): Promise<void> {
  const done = await session.undoFiles();
  view.toast(done ?? "There is nothing to take back.");
}

export const arrangementWords: Readonly<Record<Arrangement, string>> = {
  hand: "By hand",
  watch: "Watch",
  review: "Review",
};

const placeWords: Readonly<Record<Place, string>> = {
  files: "Files",
  docs: "Docs",
  cases: "Cases",
  editor: "Editor",
  terminal: "Terminal",
  reference: "Reference",
  case: "Case",
  agent: "Agent",
};

const places: readonly Place[] = [
  "files",
  "docs",
  "cases",
  "editor",
  "terminal",
  "reference",
  "case",
  "agent",
];
const themes: readonly Theme[] = ["system", "light", "dark"];

/** Shows the run's own page; in another tab, since this one may have an agent at work. */
export function lookBack({ session }: Bench): void {
  window.open(addressOf({ screen: "run", runId: session.state.runId, event: null }), "_blank");
}

/** Moves the keyboard into a panel, once it is shown. */
export function focusPlace(place: Place): void {
  requestAnimationFrame(() => {
    // Of a panel that is closed only the strip that opens it is there.
    const panels = document.querySelectorAll<HTMLElement>(`[data-place="${place}"]`);
    const panel = [...panels].find((each) => each.checkVisibility());
    const inside =
      panel?.querySelector<HTMLElement>("[data-focus-first]") ??
      panel?.querySelector<HTMLElement>(
        "textarea, input:not([type=hidden]), [tabindex='0'], button:not(:disabled)",
      );
    (inside ?? panel)?.focus();
  });
}

/** Every verb of the workbench as things are now. */
export function verbsOf(app: App, bench: Bench): readonly Verb[] {
  const { session, view } = bench;
  const { agent, caseRun, submit, task } = session.state;
  const { activeFile } = view.state;
  const name = (naming: Naming): void => {
    view.show("files");
    view.setNaming(naming);
  };
  const toAgent = (): void => {
    view.show("agent");
    focusPlace("agent");
  };
  const is = (...statuses: readonly (typeof agent.status)[]): boolean => statuses.includes(agent.status);
  const verb = (
    id: string,
    title: string,
    run: () => void,
    closedBecause: string | null = null,
    keys?: string,
  ): Verb => ({
    id,
    title,
    closedBecause,
    run,
    ...(keys === undefined ? {} : { keys }),
  });
  return [
    verb(
      "run-cases",
      "Run visible cases",
      () => attemptCases(bench, () => session.runVisibleCases()),
      caseRun.running === null ? null : "They are running.",
      "Ctrl+Enter",
    ),
    verb(
      "cancel-cases",
      "Cancel the visible cases",
      () => session.cancelCases(),
      caseRun.running === null ? "None are running." : null,
    ),
    verb("submit", "Submit", () => attemptCases(bench, () => session.submit()), submit.closedBecause),
    verb(
      "cancel-submit",
      "Cancel the submission",
      () => session.cancelSubmit(),
      submit.running === null ? "Nothing is being graded." : null,
    ),
    verb("start-agent", "Start an agent", toAgent, is("idle", "stopped") ? null : "An agent is at work."),
    verb(
      "pause",
      "Pause the agent",
      () => session.pauseAgent(),
      is("running") ? null : "No agent is running.",
    ),
    verb(
      "resume",
      "Resume the agent",
      () => {
        // A key that is no longer held is asked for in the agent's panel.
        if (agent.keyNeededFor === null) session.resumeAgent();
        else toAgent();
      },
      is("paused", "pausing") ? null : "No agent is paused.",
    ),
    verb(
      "stop",
      "Stop the agent",
      () => session.stopAgent(),
      is("running", "pausing", "paused") ? null : "No agent is running.",
    ),
    verb(
      "retry",
      "Ask the model again now",
      () => session.retryNow(),
      is("running") ? null : "No agent is running.",
    ),
    ...(session.state.watch === null
      ? []
      : [
          verb("speed-1", "Play the recording at its own speed", () => session.setSpeed(1)),
          verb("speed-4", "Play the recording four times as fast", () => session.setSpeed(4)),
          verb("speed-most", "Play the recording as fast as possible", () => session.setSpeed("at-once")),
        ]),
    verb("take-over", "Take over from here, in a new run", () => attempt(bench, () => takeOver(app, bench))),
    verb("look-back", "Look through this run", () => lookBack(bench)),
    ...places.map((place) =>
      verb(`show-${place}`, `Go to ${placeWords[place]}`, () => {
        view.show(place);
        focusPlace(place);
      }),
    ),
    ...(["hand", "watch", "review"] as const).map((each) =>
      verb(`arrange-${each}`, `Arrange panels: ${arrangementWords[each].toLowerCase()}`, () =>
        view.arrange(each),
      ),
    ),
    ...session.state.paths
      .filter((path) => !path.endsWith("/"))
      .map((path) => verb(`open-${path}`, `Open ${path}`, () => view.openFile(path))),
    verb("widen", view.state.wideLeft ? "Give the left column its width back" : "Widen the left column", () =>
      view.widenLeft(!view.state.wideLeft),
    ),
    verb("new-file", "New file", () => name({ kind: "file", within: "" })),
    verb("new-folder", "New folder", () => name({ kind: "folder", within: "" })),
    verb(
      "rename-file",
      "Rename the open file",
      () => activeFile !== null && name({ kind: "rename", path: activeFile }),
      activeFile === null ? "No file is open." : null,
      "F2",
    ),
    verb(
      "close-file",
      "Close the open file",
      () => activeFile !== null && view.closeFile(activeFile),
      activeFile === null ? "No file is open." : null,
    ),
    verb("new-shell", "New shell", () => {
      view.show("terminal");
      view.addShell();
    }),
    verb("undo-files", "Take back the last change to the list of files", () =>
      attempt(bench, () => undoFiles(bench)),
    ),
    verb("retry-sandbox", "Start the sandbox again", () => attempt(bench, () => session.retrySandbox())),
    verb("export", "Export the run", () => attempt(bench, () => exportRun(bench))),
    ...themes.map((theme) =>
      verb(`theme-${theme}`, `Theme: ${theme === "system" ? "as the system" : theme}`, () =>
        app.setPreferences({ theme }),
      ),
    ),
    verb("program", `About ${task.title}`, () => {
      location.hash = addressOf({ screen: "task", taskId: task.id });
    }),
    verb("programs", "All programs", () => {
      location.hash = "#/";
    }),
    verb("settings", "Settings", () => {
      location.hash = "#/settings";
    }),
  ];
}

/** The verbs whose titles hold all words of the question, best first: those that begin with it, then the rest. */
export function search(verbs: readonly Verb[], question: string): readonly Verb[] {
  const words = question
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return verbs;
  const whole = words.join(" ");
  const rank = (title: string): number => (title.startsWith(whole) ? 0 : title.includes(` ${whole}`) ? 1 : 2);
  return verbs
    .filter((verb) => words.every((word) => verb.title.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a.title.toLowerCase()) - rank(b.title.toLowerCase()));
}
