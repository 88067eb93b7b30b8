import { SandboxError, type Sandbox } from "../sandbox/index.ts";
import type { Documents } from "./documents.ts";
import { commonEnds } from "./merge.ts";
import { isOutside, OUTSIDE_FOLDERS } from "./paths.ts";
import { Trail } from "./trail.ts";

/** A file that is longer is listed, not opened. */
const TEXT_UP_TO = 2 * 1024 * 1024;
/** How long typing rests before the sandbox gets it. Whatever runs a program flushes first. */
const PUSH_REST_MS = 150;
/** How long a file rests before what a program wrote is read: programs write in pieces. */
const PULL_REST_MS = 60;
/** How long a file that was emptied has to stay so. */
const EMPTY_REST_MS = 200;
/** A program that reads a file, works and writes it back may have read what was there this long ago. */
const REMEMBER_MS = 15_000;
/** How many texts are remembered; typing makes a new one several times a second. */
const REMEMBER_MOST = 100;

export interface SyncListener {
  /** A program wrote `text` over `base` (null: the file is new). Settles once it is recorded and in the document. */
  written(path: string, base: string | null, text: string): Promise<void>;
  removed(path: string): Promise<void>;
  /** Something changed that is no part of the solution. */
  beside(path: string): void;
  failed(error: unknown): void;
  recovered(): void;
}

/** Keeps a sandbox's files and the documents the same, in both directions. */
export class SandboxSync {
  readonly #sandbox: Sandbox;
  readonly #documents: Documents;
  readonly #listener: SyncListener;
  readonly #push: Trail;
  readonly #pull: Trail;
  /** Text files as the sandbox is known to have them. */
  readonly #laid = new Map<string, string>();
  /** What the sandbox had before something was typed. A program that started from it must not take that away. */
  readonly #earlier = new Map<string, { text: string; until: number }[]>();
  /** Files that a person typed in since they were brought out. */
  readonly #typed = new Set<string>();
  /** One thing at a time: a read must not overtake a write. */
  #queue: Promise<unknown> = Promise.resolve();
  #unwatch: (() => void) | null = null;

  constructor(sandbox: Sandbox, documents: Documents, listener: SyncListener) {
    this.#sandbox = sandbox;
    this.#documents = documents;
    this.#listener = listener;
    const { failed, recovered } = listener;
    const write = (path: string): Promise<void> => this.#inTurn(() => this.#bringOut(path));
    const read = (path: string): Promise<void> => this.#inTurn(() => this.#bringIn(path));
    this.#push = new Trail({ restMs: PUSH_REST_MS, write, failed, recovered });
    this.#pull = new Trail({ restMs: PULL_REST_MS, write: read, failed, recovered });
  }

  /** Lays all documents into the (empty) sandbox and begins to follow it. */
  async start(): Promise<void> {
    const texts = this.#documents.texts();
    await this.#sandbox.files.mount(texts);
    for (const [path, text] of Object.entries(texts)) this.#laid.set(path, text);
    for (const folder of this.#documents.folders()) await this.#sandbox.files.makeDir(folder);
    this.#unwatch = await this.#sandbox.files.watch(".", (path) => {
      const name = path.replace(/^\.\//, "");
      if (name === "") return;
      if (isOutside(name)) this.#listener.beside(name);
      else this.#pull.touch(name);
    });
    // What was typed while the files were laid.
    for (const path of this.#documents.names()) {
      if (this.#documents.get(path)?.text !== this.#laid.get(path)) this.#push.touch(path);
    }
  }

  /** A document changed, came or went. `typed`: by a person's hand. */
  touch(path: string, typed: boolean): void {
    if (typed) this.#typed.add(path);
    this.#push.touch(path);
  }

  /** Settles when the sandbox has every document as it stands. */
  async flush(): Promise<void> {
    await this.#push.flush();
  }

  /** Settles when everything that programs did to the files so far is in the documents. */
  async settle(): Promise<void> {
    await this.#push.flush();
    await this.#inTurn(async () => {
      // Opaque files may be huge; that they changed makes no difference to what is shown.
      const found = await this.#sandbox.files.snapshot(".", [
        ...OUTSIDE_FOLDERS,
        ...this.#documents.opaque(),
      ]);
      for (const path of Object.keys(found).sort()) {
        const bytes = found[path] ?? null;
        await this.#take(path, bytes?.length === 0 ? await this.#read(path) : bytes);
      }
      for (const path of this.#laid.keys()) if (!(path in found)) await this.#take(path, null);
    });
    await this.#pull.flush();
  }

  /** Renames what is no document (those travel by their text). */
  async rename(from: string, to: string): Promise<void> {
    await this.#inTurn(async () => {
      const slash = to.lastIndexOf("/");
      if (slash > 0) await this.#sandbox.files.makeDir(to.slice(0, slash));
      await this.#sandbox.files.rename(from, to);
    });
  }

  async makeDir(path: string): Promise<void> {
    await this.#sandbox.files.makeDir(path);
  }

  /** Removes whatever is there, for instance an emptied folder. */
  async remove(path: string): Promise<void> {
    await this.#inTurn(() => this.#sandbox.files.remove(path));
  }

  stop(): void {
    this.#unwatch?.();
    this.#push.stop();
    this.#pull.stop();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #bringOut(path: string): Promise<void> {
    const document = this.#documents.get(path);
    if (document === undefined) {
      if (!this.#laid.delete(path)) return;
      await this.#sandbox.files.remove(path);
      return;
    }
    // A program may have written since: its text is taken in before ours goes out.
    await this.#take(path, await this.#read(path));
    const { text } = this.#documents.get(path) ?? document;
    const before = this.#laid.get(path);
    if (before === text) return;
    const typed = this.#typed.delete(path);
    const replaced = await this.#sandbox.files.exchange(path, text);
    this.#laid.set(path, text);
    if (typed && before !== undefined) this.#remember(path, before);
    const lost = replaced && asText(replaced);
    if (lost === null || lost === "" || lost === before || lost === text) return;
    // A program wrote in the moment before: that is no longer there, but not lost.
    const seen = before === undefined ? null : this.#nearest(path, before, lost);
    await this.#listener.written(path, seen, lost);
    if (this.#documents.get(path)?.text !== text) this.#push.touch(path);
  }

  async #bringIn(path: string): Promise<void> {
    const bytes = await this.#read(path);
    if (bytes !== "folder") return await this.#take(path, bytes);
    // A folder that came with its files at once may be told of by its own name alone.
    const found = await this.#sandbox.files.snapshot(path, [...OUTSIDE_FOLDERS]);
    for (const [name, content] of Object.entries(found)) await this.#take(name, content);
  }

  async #read(path: string): Promise<Uint8Array | "folder" | null> {
    try {
      const bytes = await this.#sandbox.files.read(path);
      if (bytes.length > 0 || (this.#laid.get(path) ?? "") === "") return bytes;
      // Most programs that write a file empty it first.
      await new Promise((resolve) => setTimeout(resolve, EMPTY_REST_MS));
      return await this.#sandbox.files.read(path);
    } catch (error) {
      if (error instanceof SandboxError && error.code === "EISDIR") return "folder";
      if (error instanceof SandboxError && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
      throw error;
    }
  }

  /** Takes in what the sandbox has at a path. */
  async #take(path: string, bytes: Uint8Array | "folder" | null): Promise<void> {
    const base = this.#laid.get(path);
    if (bytes === null || bytes === "folder") {
      this.#laid.delete(path);
      const document = this.#documents.get(path);
      if (this.#documents.isOpaque(path)) this.#documents.remove(path);
      else if (document !== undefined && base !== undefined) {
        // What was typed since then outlives the program's removal.
        if (document.text === base) await this.#listener.removed(path);
        else this.#push.touch(path);
      }
      for (const below of bytes === null ? this.#laid.keys() : []) {
        if (below.startsWith(`${path}/`)) this.#pull.touch(below);
      }
      return;
    }
    const text = asText(bytes);
    if (text === null) {
      this.#laid.delete(path);
      if (this.#documents.get(path) !== undefined) await this.#listener.removed(path);
      this.#documents.addOpaque(path);
      return;
    }
    if (text === base) return;
    const seen = base === undefined ? null : this.#nearest(path, base, text);
    this.#laid.set(path, text);
    await this.#listener.written(path, seen, text);
    if (this.#documents.get(path)?.text !== text) this.#push.touch(path);
  }

  #remember(path: string, text: string): void {
    const now = Date.now();
    const kept = (this.#earlier.get(path) ?? []).filter((one) => one.until > now).slice(1 - REMEMBER_MOST);
    this.#earlier.set(path, [...kept, { text, until: now + REMEMBER_MS }]);
  }

  /** Which of the file's recent texts a program most likely started from: the one with the least between them. */
  #nearest(path: string, base: string, text: string): string {
    const now = Date.now();
    let [best, least] = [base, distance(base, text)];
    for (const { text: candidate, until } of this.#earlier.get(path) ?? []) {
      if (until <= now) continue;
      const size = distance(candidate, text);
      if (size < least) [best, least] = [candidate, size];
    }
    return best;
  }
}

/** Length of the stretch in which two texts differ, on both sides. */
function distance(a: string, b: string): number {
  const [start, end] = commonEnds(a, b);
  return a.length + b.length - 2 * (start + end);
}

/** The file's text, or null when it is none: not UTF-8, holding NUL, or too long. */
function asText(bytes: Uint8Array): string | null {
  if (bytes.length > TEXT_UP_TO || bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: that is the answer.
    return null;
  }
}
