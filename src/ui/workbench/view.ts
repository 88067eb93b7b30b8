import { Store } from "../readable.ts";
import { recall, remember } from "./memory.ts";

/** How the panels are arranged: for writing, for watching an agent, for looking at cases. */
export type Arrangement = "hand" | "watch" | "review";
type LeftTab = "files" | "docs" | "cases";
type BottomTab = "terminal" | "reference" | "case";
/** Everything that can be shown; in one column, each is a tab of its own. */
export type Place = LeftTab | BottomTab | "editor" | "agent";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** What the tree of files asks a name for. `within` is a folder with its "/", or empty. */
export type Naming =
  | { readonly kind: "file"; readonly within: string }
  | { readonly kind: "folder"; readonly within: string }
  | { readonly kind: "rename"; readonly path: string };

/** The terminal's shells by number, and the one in front (0 when there is none). */
interface Shells {
  readonly numbers: readonly number[];
  readonly active: number;
}

export interface ViewState {
  readonly arrangement: Arrangement;
  readonly left: LeftTab;
  /** The left column takes nearly half, for reading; its own width comes back afterwards. */
  readonly wideLeft: boolean;
  readonly bottom: BottomTab;
  /** What a narrow page shows. */
  readonly place: Place;
  readonly openFiles: readonly string[];
  readonly activeFile: string | null;
  /** The active file was brought up because the agent edited it. */
  readonly followed: boolean;
  readonly caseName: string | null;
  readonly naming: Naming | null;
  readonly shells: Shells;
  readonly paletteOpen: boolean;
  readonly toasts: readonly Toast[];
}

export const arrangements: readonly Arrangement[] = ["hand", "watch", "review"];
const leftTabs: readonly LeftTab[] = ["files", "docs", "cases"];
const bottomTabs: readonly BottomTab[] = ["terminal", "reference", "case"];

const TOAST_MS = 8000;

/** What only the screen knows of an open run: chosen tabs, open files, toasts. */
export class View extends Store<ViewState> {
  readonly #runId: string;
  #toasts = 0;

  constructor(runId: string, agent: boolean) {
    const open = recall("open", readOpen);
    super({
      arrangement: agent ? "watch" : (recall("arrangement", oneOf(arrangements)) ?? "hand"),
      left: recall("left", oneOf(leftTabs)) ?? "files",
      wideLeft: false,
      bottom: "terminal",
      place: agent ? "agent" : "editor",
      openFiles: open?.runId === runId ? open.files : [],
      activeFile: open?.runId === runId ? open.active : null,
      followed: false,
      caseName: null,
      naming: null,
      shells: { numbers: [1], active: 1 },
      paletteOpen: false,
      toasts: [],
    });
    this.#runId = runId;
    if (agent) remember("arrangement", "watch");
  }

  #change(change: Partial<ViewState>): void {
    this.set({ ...this.state, ...change });
  }

  #files(openFiles: readonly string[], activeFile: string | null): void {
    this.#change({ openFiles, activeFile });
    remember("open", { runId: this.#runId, files: openFiles, active: activeFile });
  }

  arrange(arrangement: Arrangement): void {
    remember("arrangement", arrangement);
    const tabs = arrangement === "review" ? ({ left: "cases", bottom: "case" } as const) : {};
    const followed = arrangement === "watch" && this.state.followed;
    this.#change({ arrangement, wideLeft: false, followed, ...tabs });
  }

  widenLeft(wideLeft: boolean): void {
    this.#change({ wideLeft });
  }

  /** Brings a panel into view. */
  show(place: Place): void {
    const change: Partial<ViewState> = { place };
    if (isLeft(place)) {
      remember("left", place);
      this.#change({ ...change, left: place });
    } else if (isBottom(place)) {
      this.#change({ ...change, bottom: place });
    } else if (place === "agent" && this.state.arrangement === "hand") {
      remember("arrangement", "watch");
      this.#change({ ...change, arrangement: "watch" });
    } else this.#change(change);
  }

  openFile(path: string): void {
    const { openFiles } = this.state;
    this.#files(openFiles.includes(path) ? openFiles : [...openFiles, path], path);
    this.#change({ place: "editor", followed: false });
  }

  /** Whether the editor shows what the agent's last edit changed, or the file as it is. */
  showEdit(followed: boolean): void {
    this.#change({ followed });
  }

  /** Like `openFile`, but a narrow page stays where it is: for edits that another makes. */
  followFile(path: string): void {
    const { openFiles } = this.state;
    this.#files(openFiles.includes(path) ? openFiles : [...openFiles, path], path);
    this.#change({ followed: true });
  }

  closeFile(path: string): void {
    const { openFiles, activeFile } = this.state;
    const at = openFiles.indexOf(path);
    const rest = openFiles.filter((each) => each !== path);
    this.#files(rest, activeFile === path ? (rest[Math.min(at, rest.length - 1)] ?? null) : activeFile);
  }

  /** Keeps open tabs on files that were renamed, those below a renamed folder included. */
  moveFiles(from: string, to: string): void {
    const moved = (path: string): string =>
      path === from ? to : from.endsWith("/") && path.startsWith(from) ? to + path.slice(from.length) : path;
    const { openFiles, activeFile } = this.state;
    this.#files(openFiles.map(moved), activeFile === null ? null : moved(activeFile));
  }

  showCase(name: string): void {
    this.#change({ caseName: name, bottom: "case", place: "case" });
  }

  /** Asks for a name among the files; null when it was given or is no longer wanted. */
  setNaming(naming: Naming | null): void {
    this.#change({ naming });
  }

  showShell(number: number): void {
    this.#change({ shells: { ...this.state.shells, active: number } });
  }

  addShell(): void {
    const { numbers } = this.state.shells;
    const next = Math.max(0, ...numbers) + 1;
    this.#change({ shells: { numbers: [...numbers, next], active: next } });
  }

  closeShell(number: number): void {
    const { numbers, active } = this.state.shells;
    const rest = numbers.filter((each) => each !== number);
    this.#change({ shells: { numbers: rest, active: active === number ? (rest.at(-1) ?? 0) : active } });
  }

  setPalette(paletteOpen: boolean): void {
    this.#change({ paletteOpen });
  }

  toast(text: string, action: Toast["action"] = null): void {
    const id = ++this.#toasts;
    this.#change({ toasts: [...this.state.toasts.slice(-2), { id, text, action }] });
    setTimeout(() => this.dropToast(id), TOAST_MS);
  }

  dropToast(id: number): void {
    this.#change({ toasts: this.state.toasts.filter((toast) => toast.id !== id) });
  }
}

function isLeft(place: Place): place is LeftTab {
  return (leftTabs as readonly Place[]).includes(place);
}

function isBottom(place: Place): place is BottomTab {
  return (bottomTabs as readonly Place[]).includes(place);
}

function oneOf<T extends string>(values: readonly T[]): (value: unknown) => T | null {
  return (value) => values.find((each) => each === value) ?? null;
}

function readOpen(value: unknown): { runId: string; files: readonly string[]; active: string | null } | null {
  if (typeof value !== "object" || value === null) return null;
  const { runId, files, active } = value as Record<string, unknown>;
  if (typeof runId !== "string" || !Array.isArray(files)) return null;
  const paths = files.filter((path) => typeof path === "string");
  return { runId, files: paths, active: typeof active === "string" ? active : null };
}
