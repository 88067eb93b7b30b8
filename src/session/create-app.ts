import type { Player, RunPlace } from "../core/event.ts";
import type { DocPage, Task } from "../core/task.ts";
import { finishSignIn, SIGN_IN_BASE_URL } from "../model/index.ts";
import type { RecordingInfo } from "../recordings/index.ts";
import { type RunHeader, type RunStore, StoreError } from "../runs/index.ts";
import { AppError, type App, type Preferences, type SignInResult } from "./app.ts";
import type { AppParts } from "./app-parts.ts";
import { type Keeping, KeyVault } from "./key-vault.ts";
import { ModelDesk } from "./model-desk.ts";
import { PreferenceStore } from "./preferences.ts";
import type { Review } from "./review.ts";
import type { RunSession } from "./run-session.ts";
import type { Session } from "./session.ts";

/** Makes the app of its parts. Nothing is read or booted until it is asked for. */
export function createApp(parts: AppParts): App {
  return new Mirrorbox(parts);
}

const PERSON: Player = { kind: "person" };

class Mirrorbox implements App {
  readonly missing: App["missing"];
  readonly #parts: AppParts;
  readonly #preferences: PreferenceStore;
  readonly #keys: KeyVault;
  readonly models: ModelDesk;
  #signingIn: Promise<SignInResult | null> | null = null;
  #store: Promise<RunStore> | null = null;
  /** The sandbox's client allows one at a time: the next session waits until the last one has let go of it. */
  #session: RunSession | null = null;
  #entering: Promise<unknown> = Promise.resolve();

  constructor(parts: AppParts) {
    this.#parts = parts;
    this.missing = parts.missing;
    this.#preferences = new PreferenceStore(parts.browser.localStorage);
    this.#keys = new KeyVault(parts.browser.indexedDB);
    this.models = new ModelDesk({
      ...parts,
      key: (baseUrl) => this.key(baseUrl),
      own: () => this.preferences.models,
    });
  }

  get preferences(): Preferences {
    return this.#preferences.current;
  }

  onPreferences(listener: () => void): () => void {
    return this.#preferences.subscribe(listener);
  }

  setPreferences(change: Partial<Preferences>): void {
    this.#preferences.set(change);
  }

  key(baseUrl: string): Promise<string> {
    return this.#keys.get(baseUrl);
  }

  holdKey(baseUrl: string, key: string): Promise<void> {
    return this.#keys.hold(baseUrl, key, this.preferences.keeping);
  }

  async forgetKeys(): Promise<void> {
    await this.#keys.forget();
    this.#preferences.set({ keeping: "session" });
  }

  async keepKeys(keeping: Keeping, passphrase: string): Promise<void> {
    await this.#keys.keep(keeping, passphrase);
    this.#preferences.set({ keeping });
  }

  keysLocked(): Promise<boolean> {
    return this.#keys.locked();
  }

  unlockKeys(passphrase: string): Promise<boolean> {
    return this.#keys.unlock(passphrase);
  }

  async signedIn(): Promise<SignInResult | null> {
    this.#signingIn ??= this.#finishSignIn();
    const result = await this.#signingIn;
    // Told once.
    this.#signingIn = Promise.resolve(null);
    return result;
  }

  async #finishSignIn(): Promise<SignInResult | null> {
    const signed = await finishSignIn(this.#parts.browser.sessionStorage, new AbortController().signal);
    if (signed === null) return null;
    if (!signed.ok) return { ok: false, message: signed.fault.message, remedy: signed.fault.remedy };
    await this.holdKey(SIGN_IN_BASE_URL, signed.key);
    this.#preferences.set({ baseUrl: SIGN_IN_BASE_URL, format: "openai-chat" });
    return { ok: true };
  }

  tasks(): ReturnType<App["tasks"]> {
    return this.#parts.catalog.list();
  }

  addTasks(...given: Parameters<App["addTasks"]>): ReturnType<App["addTasks"]> {
    return this.#parts.catalog.add(...given);
  }

  removeTask(taskId: string): ReturnType<App["removeTask"]> {
    return this.#parts.catalog.remove(taskId);
  }

  async harborZip(taskId: string): Promise<Blob> {
    return await this.#parts.catalog.harborZip(await this.#task(taskId));
  }

  async docs(taskId: string): Promise<readonly DocPage[]> {
    return await this.#parts.catalog.docs(await this.#task(taskId));
  }

  async runs(taskId?: string): Promise<readonly RunHeader[]> {
    const store = await this.#open();
    return await store.list(taskId);
  }

  async open(taskId: string, runId?: string): Promise<Session> {
    const task = await this.#task(taskId);
    const store = await this.#open();
    const runs = await store.list(taskId);
    const header = runId === undefined ? runs[0] : runs.find((run) => run.id === runId);
    if (header === undefined && runId !== undefined) {
      throw new AppError(
        `There is no run ${runId} of ${task.title} in this browser.`,
        "Choose another run, or start a new one.",
      );
    }
    return await this.#enter(store, task, header ?? (await this.#create(store, task, PERSON)));
  }

  async newRun(taskId: string): Promise<Session> {
    const task = await this.#task(taskId);
    const store = await this.#open();
    return await this.#enter(store, task, await this.#create(store, task, PERSON));
  }

  async importRun(file: Blob, progressed?: (done: number, total: number) => void): Promise<RunHeader> {
    const store = await this.#open();
    const header = await store.import(file, progressed);
    try {
      await this.#task(header.taskId);
    } catch (error) {
      // A run of a program that is not here could never be opened.
      await store.remove(header.id);
      throw error;
    }
    return header;
  }

  async review(
    runId: string,
    progressed: (done: number, total: number) => void = () => undefined,
  ): Promise<Review> {
    const store = await this.#open();
    const [header, { tasks, own }] = await Promise.all([this.#header(store, runId), this.tasks()]);
    const task = [...tasks, ...own].find(({ id }) => id === header.taskId) ?? null;
    const { Review: Reviews } = await import("./review.ts");
    return await Reviews.open(store, header, task, progressed);
  }

  async fork(place: RunPlace): Promise<RunHeader> {
    const store = await this.#open();
    const header = await this.#header(store, place.runId);
    const { forkRun } = await import("./fork.ts");
    return await forkRun(store, await this.#task(header.taskId), place);
  }

  recordings(): Promise<readonly RecordingInfo[]> {
    return this.#parts.recordings.list();
  }

  async watch(recordingId: string): Promise<Session> {
    const { id, title, madeBy, recordedAt, taskId } = await this.#parts.recordings.load(recordingId);
    const task = await this.#task(taskId);
    const store = await this.#open();
    const player = { kind: "recording", recordingId: id, title, madeBy, recordedAt } as const;
    const left = (await store.list(taskId)).find(
      (run) =>
        run.player.kind === "recording" && run.player.recordingId === recordingId && run.verdict === null,
    );
    const session = await this.#enter(store, task, left ?? (await this.#create(store, task, player)));
    session.playRecording();
    return session;
  }

  /** One after the other: the session before is closed, whoever opened it. */
  #enter(store: RunStore, task: Task, header: RunHeader): Promise<Session> {
    const entered = this.#entering.then(() => this.#next(store, task, header));
    this.#entering = entered.catch(() => undefined);
    return entered;
  }

  async #next(store: RunStore, task: Task, header: RunHeader): Promise<Session> {
    // A run that this tab watched until its owner went is held already.
    const before = this.#session;
    const held = before?.state.runId === header.id ? before.handOver() : null;
    await before?.close();
    this.#session = null;
    const { runtime } = this.preferences;
    const keys = {
      get: (baseUrl: string) => this.key(baseUrl),
      hold: (baseUrl: string, key: string) => this.holdKey(baseUrl, key),
    };
    // Sandbox, grading and agent are needed only once a run is open.
    const { openSession } = await import("./open-session.ts");
    const parts = {
      ...this.#parts,
      lookUpModel: (model: string, baseUrl: string) => this.models.facts(model, baseUrl),
    };
    const session = await openSession({ parts, store, task, header, runtime, keys, held });
    this.#session = session;
    return session;
  }

  async #create(store: RunStore, task: Task, player: Player): Promise<RunHeader> {
    const id = crypto.randomUUID();
    const createdAt = Date.now();
    const { id: taskId, version: taskVersion, title } = task;
    const header = { id, taskId, taskVersion, player, createdAt, title };
    await store.create(header);
    const limits = { dollars: null, tokens: null, turns: null, ms: null };
    await store.append(id, { type: "run-started", taskId, taskVersion, player, limits });
    return { ...header, updatedAt: createdAt, events: 1, verdict: null };
  }

  async #header(store: RunStore, runId: string): Promise<RunHeader> {
    const header = (await store.list()).find((run) => run.id === runId);
    if (header !== undefined) return header;
    throw new StoreError(
      "missing",
      "There is no such run in this browser.",
      "Runs live in the browser that made them. If you have its file, open its program and import it.",
    );
  }

  async #task(taskId: string): Promise<Task> {
    const { tasks, own, broken } = await this.#parts.catalog.list();
    const task = [...tasks, ...own].find((one) => one.id === taskId);
    if (task !== undefined) return task;
    const fault = broken.find((one) => one.id === taskId);
    if (fault !== undefined) {
      throw new AppError(`The program ${taskId} cannot be opened: ${fault.message}`, fault.remedy);
    }
    const names = tasks.map((one) => one.id).join(", ");
    if (taskId.startsWith("own.")) {
      throw new AppError(
        `The program ${taskId.slice("own.".length)} is not in this browser.`,
        "Drop its folder or zip on the front page first.",
      );
    }
    throw new AppError(
      `There is no program ${taskId} here.`,
      names === "" ? "No program could be read." : `Choose one of: ${names}.`,
    );
  }

  #open(): Promise<RunStore> {
    this.#store ??= this.#parts.openStore().catch((error: unknown) => {
      // The next use tries again.
      this.#store = null;
      throw error;
    });
    return this.#store;
  }
}
