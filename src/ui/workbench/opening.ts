import type { App, Session } from "../../session/index.ts";
import { type Fault, faultOf } from "../faults.ts";
import type { Route } from "../router.ts";
import { Store } from "../readable.ts";
import type { Bench } from "./context.ts";
import { View } from "./view.ts";

export type BenchRoute = Extract<Route, { screen: "work" | "watch" }>;

export type OpeningState =
  | { readonly status: "opening" }
  | { readonly status: "open"; readonly bench: Bench }
  | { readonly status: "absent"; readonly what: "program" | "run" }
  | { readonly status: "failed"; readonly fault: Fault };

/** Which run the workbench shows: opens what an address asks for, and closes what it leaves. */
export class Opening extends Store<OpeningState> {
  readonly #app: App;
  /** Counts requests, so that a late answer to an old one is closed again instead of shown. */
  #round = 0;
  #shown: string | null = null;

  constructor(app: App) {
    super({ status: "opening" });
    this.#app = app;
  }

  /**
   * Opens the run of an address. `onNamed` is told the run's id when the address did not name it. An address that names
   * the open run changes nothing.
   */
  async show(
    route: BenchRoute,
    onNamed: (run: { readonly taskId: string; readonly runId: string }) => void,
  ): Promise<void> {
    const { state } = this;
    const named = route.screen === "work" ? route.runId : null;
    if (named !== null && state.status === "open" && state.bench.session.state.runId === named) return;
    const address = JSON.stringify(route);
    if (state.status === "opening" && this.#shown === address) return;
    this.#shown = address;
    const round = ++this.#round;
    this.#leave();
    this.set({ status: "opening" });
    try {
      const session = await this.#open(route);
      if (round !== this.#round) {
        await session?.close();
        return;
      }
      if (session === null) {
        this.set({ status: "absent", what: named === null ? "program" : "run" });
        return;
      }
      const { runId, task } = session.state;
      const view = new View(runId, route.screen === "watch" || route.agent);
      const main = session.state.paths.find((path) => /^main\.(js|mjs|ts)$/.test(path));
      if (view.state.openFiles.length === 0 && main !== undefined) {
        view.followFile(main);
        view.showEdit(false);
      }
      this.set({ status: "open", bench: { session, view } });
      this.#takeOverLater(session, view);
      if (named === null) onNamed({ taskId: task.id, runId });
    } catch (error) {
      if (round === this.#round) {
        this.set({ status: "failed", fault: faultOf(error, "Try again, or go back to the programs.") });
      }
    }
  }

  /** A run that another tab owned is opened again, as this tab's own, once that tab is gone. */
  #takeOverLater(session: Session, view: View): void {
    if (!session.state.readOnly) return;
    const deaf = session.subscribe(() => {
      if (!session.state.ownerGone) return;
      deaf();
      const { state } = this;
      if (state.status === "open" && state.bench.session === session) void this.#takeOver(session, view);
    });
  }

  async #takeOver(watched: Session, view: View): Promise<void> {
    const round = ++this.#round;
    const { task, runId } = watched.state;
    try {
      const session = await this.#app.open(task.id, runId);
      if (round !== this.#round) {
        await session.close();
        return;
      }
      this.set({ status: "open", bench: { session, view } });
      this.#takeOverLater(session, view);
    } catch (error) {
      if (round === this.#round) {
        this.set({ status: "failed", fault: faultOf(error, "Reload the page to go on.") });
      }
    }
  }

  /** Closes the open run. */
  close(): void {
    this.#round += 1;
    this.#shown = null;
    this.#leave();
    this.set({ status: "opening" });
  }

  async #open(route: BenchRoute): Promise<Session | null> {
    if (route.screen === "watch") return await this.#app.watch(route.recordingId);
    const { runId } = route;
    if (runId !== null) {
      const run = (await this.#app.runs(route.taskId)).find((each) => each.id === runId);
      return run === undefined ? null : await this.#app.open(run.taskId, run.id);
    }
    const { tasks, own, broken } = await this.#app.tasks();
    const fault = broken.find((task) => task.id === route.taskId);
    if (fault !== undefined) throw new Error(`${fault.id} cannot be opened: ${fault.message}`);
    if (![...tasks, ...own].some((task) => task.id === route.taskId)) return null;
    return route.entry === "new" ? await this.#app.newRun(route.taskId) : await this.#app.open(route.taskId);
  }

  #leave(): void {
    const { state } = this;
    if (state.status !== "open") return;
    state.bench.session.close().catch((error: unknown) => {
      // The screen has moved on; whoever looks into it finds the reason in the console.
      console.error("The run did not close cleanly.", error);
    });
  }
}
