import type { Author, RunFact } from "../core/event.ts";
import { StoreError, type RunStore } from "../runs/index.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { AppError } from "./app.ts";
import { Documents } from "./documents.ts";
import { merge } from "./merge.ts";
import type { Unsaved } from "./last-words.ts";
import { LAID_FOLDERS, markedFolder, markOf } from "./paths.ts";
import { SandboxSync } from "./sandbox-sync.ts";
import type { TextDocument } from "./session.ts";
import { Trail } from "./trail.ts";

/** How long typing rests before it becomes a fact of the log. */
const RECORD_REST_MS = 1_000;
/** Removed files that are no text wait here for an undo. */
const TRASH = `${LAID_FOLDERS[0] ?? ""}/removed`;

export interface WorkspaceParts {
  readonly runId: string;
  readonly store: RunStore;
  /** True: nothing is saved or recorded, whatever happens to the documents. */
  readonly readOnly: boolean;
  readonly append: (fact: RunFact) => Promise<unknown>;
  /** Some text or the list of files changed. */
  readonly changed: (what: "text" | "list") => void;
  /** The store or the sandbox failed in the background; it is tried again. */
  readonly failed: (error: unknown) => void;
  readonly recovered: (what: "store" | "sandbox") => void;
  /** The workspace closes, and the store has not taken these. */
  readonly leave: (unsaved: Unsaved) => void;
}

/**
 * The files of the solution, in four places that follow each other: documents (what is on the screen), store (at once),
 * sandbox (shortly after), log (when typing rests, or before anything else is recorded).
 */
export class Workspace {
  readonly documents: Documents;
  readonly #parts: WorkspaceParts;
  readonly #saving: Trail;
  readonly #recording: Trail;
  /** Text files as the store has them. */
  readonly #saved = new Map<string, string>();
  /** Text files as the log has them. */
  readonly #recorded = new Map<string, string>();
  #sync: SandboxSync | null = null;
  #trashed = 0;
  #version = 0;

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
    const { failed } = parts;
    const recovered = (): void => parts.recovered("store");
    this.#saving = new Trail({ restMs: 0, write: (path) => this.#save(path), failed, recovered });
    this.#recording = new Trail({
      restMs: RECORD_REST_MS,
      write: (path) => this.#record(path),
      failed,
      recovered,
    });
    this.documents = new Documents({
      listed: () => parts.changed("list"),
      changed: (path, source) => {
        this.#version++;
        this.#touch(path);
        // The sandbox has a program's change already.
        if (source !== "program") this.#sync?.touch(path, source !== "agent");
        parts.changed("text");
      },
    });
  }

  /** Counts changes of any text, and files that come or go. */
  get version(): number {
    return this.#version;
  }

  /**
   * Takes over what was kept.
   * @param saved path -> text as typed; empty folders as their marks
   * @param unsaved what the store did not get before the page closed
   * @param recorded path -> text as in the log; what differs is recorded as typed by the person
   */
  load(
    saved: Readonly<Record<string, string>>,
    unsaved: Unsaved,
    recorded: Readonly<Record<string, string>>,
  ): void {
    for (const [path, text] of Object.entries(recorded)) this.#recorded.set(path, text);
    for (const [path, text] of Object.entries({ ...saved, ...unsaved })) {
      const folder = markedFolder(path);
      if (folder !== null) this.documents.addFolder(folder);
      else if (text !== null) this.documents.add(path, text);
      if (saved[path] !== undefined) this.#saved.set(path, saved[path]);
    }
    for (const path of new Set([...Object.keys(saved), ...Object.keys(unsaved), ...this.#recorded.keys()])) {
      const text = this.documents.get(path)?.text;
      if (markedFolder(path) !== null || (text === saved[path] && text === this.#recorded.get(path)))
        continue;
      this.#version++;
      this.#touch(path);
    }
  }

  /** @throws AppError when there is no such text file. */
  open(path: string): TextDocument {
    const document = this.documents.get(path);
    if (document !== undefined) return document;
    if (this.documents.isOpaque(path)) {
      throw new AppError(
        `${path} is not a text file, or too long to edit.`,
        "Look at it in the terminal, for instance with: head -c 200.",
      );
    }
    throw new AppError(`There is no file ${path}.`, "Create it, or choose another file.");
  }

  /**
   * Lays everything into a fresh sandbox and follows it from then on.
   * @param beside hears the path of what changes there and is no part of the solution
   */
  async attach(sandbox: Sandbox, beside: (path: string) => void = () => undefined): Promise<void> {
    this.detach();
    const sync = new SandboxSync(sandbox, this.documents, {
      written: (path, base, text) => this.#taken(path, base, text),
      removed: (path) => this.#taken(path, null, null),
      beside,
      failed: this.#parts.failed,
      recovered: () => this.#parts.recovered("sandbox"),
    });
    this.#sync = sync;
    await sync.start();
  }

  detach(): void {
    this.#sync?.stop();
    this.#sync = null;
  }

  /** Settles when programs in the sandbox see every document as it stands. */
  async flush(): Promise<void> {
    await this.#sync?.flush();
  }

  /** Settles when all that programs did to the files so far is in the documents and recorded. */
  async settle(): Promise<void> {
    await this.#sync?.settle();
  }

  /** What the store has not got yet. */
  unsaved(): Unsaved {
    const unsaved: Record<string, string | null> = {};
    for (const [path, text] of Object.entries(this.documents.texts())) {
      if (this.#saved.get(path) !== text) unsaved[path] = text;
    }
    for (const path of this.#saved.keys()) {
      if (markedFolder(path) === null && this.documents.get(path) === undefined) unsaved[path] = null;
    }
    return unsaved;
  }

  /** Settles when the store has every document as it stands. */
  async save(): Promise<void> {
    await this.#saving.flush();
  }

  /** The store and the log begin anew: all goes there once more, as far as `recorded` does not have it. */
  async storeAnew(recorded: Readonly<Record<string, string>>): Promise<void> {
    this.#saved.clear();
    this.#recorded.clear();
    for (const [path, text] of Object.entries(recorded)) this.#recorded.set(path, text);
    for (const folder of this.documents.folders()) this.#saving.touch(markOf(folder));
    for (const path of Object.keys(this.documents.texts())) this.#touch(path);
    await this.save();
  }

  /** Settles when the log has every document as it stands. */
  async record(): Promise<void> {
    await this.#recording.flush();
  }

  /**
   * What is typed from now on is recorded only after the returned undo was called (or before another fact): so that the
   * results of files as they are now stand before it in the log.
   */
  holdRecord(): () => void {
    return this.#recording.hold();
  }

  /**
   * Writes a whole file, or removes it (`text` null). Recorded before it takes effect.
   * @param base the text that `text` was made from; what was typed since then is kept
   */
  async write(path: string, text: string | null, by: Author, base?: string | null): Promise<void> {
    await this.record();
    const before = this.documents.get(path)?.text ?? null;
    const from = base === undefined ? before : base;
    const merged = text === null || before === null ? text : merge(from ?? "", before, text);
    if (merged !== before || this.#recorded.get(path) !== (merged ?? undefined)) {
      const fact: RunFact = { type: "file-changed", path, content: merged, by };
      // Saved first: after a crash between the two, the file is right and only its author is not.
      await Promise.all([this.#keep(path, merged), this.#parts.append(fact)]);
      this.#setRecorded(path, merged);
    }
    this.#effect(path, from, text, by);
  }

  /** Gives a text file another name. */
  async move(from: string, to: string, by: Author): Promise<void> {
    await this.record();
    const { append } = this.#parts;
    const text = this.open(from).text;
    await Promise.all([
      this.#keep(to, text),
      this.#keep(from, null),
      append({ type: "file-renamed", from, to, by }),
    ]);
    this.#setRecorded(to, this.#recorded.get(from) ?? text);
    this.#setRecorded(from, null);
    const latest = this.documents.get(from)?.text ?? text;
    this.documents.remove(from);
    this.documents.add(to, latest);
    this.#appeared(from);
    this.#appeared(to);
  }

  /** Gives a file that is no text another name. */
  async moveOpaque(from: string, to: string): Promise<void> {
    await this.#running().rename(from, to);
    this.documents.remove(from);
    this.documents.addOpaque(to);
  }

  /** Takes a file that is no text out of the workspace. Returns where it waits for `restoreOpaque`. */
  async trashOpaque(path: string): Promise<string> {
    const place = `${TRASH}/${++this.#trashed}`;
    await this.#running().rename(path, place);
    this.documents.remove(path);
    return place;
  }

  async restoreOpaque(place: string, path: string): Promise<void> {
    await this.#running().rename(place, path);
    this.documents.addOpaque(path);
  }

  /** Takes over what another tab did to a file, where this one only follows. */
  follow(path: string, text: string | null, by: Author): void {
    const document = this.documents.get(path);
    if (text === null) this.documents.remove(path);
    else if (document === undefined) this.documents.add(path, text);
    else document.replace(text, by === "agent" ? "agent" : "program");
  }

  async addFolder(path: string): Promise<void> {
    this.documents.addFolder(path);
    this.#saving.touch(markOf(path));
    await this.#sync?.makeDir(path);
  }

  /** Forgets a kept folder and removes what is left of it in the sandbox. */
  async dropFolder(path: string): Promise<void> {
    this.documents.removeFolder(path);
    this.#saving.touch(markOf(path));
    await this.#sync?.flush();
    await this.#sync?.remove(path);
  }

  /** Saves and records what is due, as far as the store lets it, and lets go of everything. */
  async close(): Promise<void> {
    this.detach();
    const ends = await Promise.allSettled([this.#saving.flush(), this.#recording.flush()]);
    for (const end of ends) if (end.status === "rejected") this.#parts.failed(end.reason);
    if (!this.#parts.readOnly) this.#parts.leave(this.unsaved());
    this.#saving.stop();
    this.#recording.stop();
    this.documents.close();
  }

  /** What a program did, which the sandbox has already: taken in even when it cannot be kept right now. */
  async #taken(path: string, base: string | null, text: string | null): Promise<void> {
    try {
      await this.write(path, text, "program", base);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#effect(path, base, text, "program");
      this.#parts.failed(error);
    }
  }

  #effect(path: string, base: string | null, text: string | null, by: Author): void {
    const document = this.documents.get(path);
    if (text === null) {
      if (document === undefined) return;
      this.documents.remove(path);
    } else if (document === undefined) this.documents.add(path, text, by === "agent" ? "" : null);
    else return document.merge(base ?? "", text, by === "person" ? "editor" : by);
    this.#appeared(path);
  }

  /** A file came or went: every place follows. */
  #appeared(path: string): void {
    this.#version++;
    this.#touch(path);
    this.#sync?.touch(path, false);
    this.#parts.changed("text");
  }

  /** Store and log follow. */
  #touch(path: string): void {
    if (this.#parts.readOnly) return;
    this.#saving.touch(path);
    this.#recording.touch(path);
  }

  async #save(path: string): Promise<void> {
    const folder = markedFolder(path);
    const marked = folder !== null && this.documents.folders().includes(folder);
    const text = marked ? "" : (this.documents.get(path)?.text ?? null);
    await this.#keep(path, text);
  }

  async #keep(path: string, text: string | null): Promise<void> {
    await this.#parts.store.saveFile(this.#parts.runId, path, text);
    if (text === null) this.#saved.delete(path);
    else this.#saved.set(path, text);
  }

  async #record(path: string): Promise<void> {
    const text = this.documents.get(path)?.text ?? null;
    if ((this.#recorded.get(path) ?? null) === text) return;
    await this.#parts.append({ type: "file-changed", path, content: text, by: "person" });
    this.#setRecorded(path, text);
  }

  #setRecorded(path: string, text: string | null): void {
    if (text === null) this.#recorded.delete(path);
    else this.#recorded.set(path, text);
  }

  #running(): SandboxSync {
    if (this.#sync !== null) return this.#sync;
    throw new AppError(
      "The sandbox is not running, and only it holds files that are no text.",
      "Try again when it is.",
    );
  }
}
