import { OwnedDocument } from "./document.ts";
import type { EditSource } from "./session.ts";

export interface DocumentsListener {
  /** A document's text changed. */
  changed(path: string, source: EditSource): void;
  /** A file or folder came or went. */
  listed(): void;
}

/**
 * The files of a workspace: those that are text as documents, the others by name only, and folders that are kept
 * though nothing is in them.
 */
export class Documents {
  readonly #documents = new Map<string, OwnedDocument>();
  readonly #opaque = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #listener: DocumentsListener;

  constructor(listener: DocumentsListener) {
    this.#listener = listener;
  }

  get(path: string): OwnedDocument | undefined {
    return this.#documents.get(path);
  }

  isOpaque(path: string): boolean {
    return this.#opaque.has(path);
  }

  /** Whether a file or folder of that name is there, kept or implied by a file below it. */
  has(path: string): boolean {
    return this.#documents.has(path) || this.#opaque.has(path) || this.isFolder(path);
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path) || this.below(path).length > 0;
  }

  /** Paths of all files and kept folders below a folder; kept folders end with "/". */
  below(folder: string): string[] {
    const start = `${folder}/`;
    return [
      ...[...this.#documents.keys(), ...this.#opaque].filter((path) => path.startsWith(start)),
      ...[...this.#folders].filter((path) => path.startsWith(start)).map((path) => `${path}/`),
    ];
  }

  /** @param beforeAgent "" when the agent has just created the file */
  add(path: string, text: string, beforeAgent: string | null = null): OwnedDocument {
    this.#opaque.delete(path);
    const document = new OwnedDocument(path, text, beforeAgent);
    document.onChange((_edits, source) => this.#listener.changed(path, source));
    this.#documents.set(path, document);
    this.#listener.listed();
    return document;
  }

  /** A file that is no text, or too long to edit. */
  addOpaque(path: string): void {
    if (this.#opaque.has(path)) return;
    this.#drop(path);
    this.#opaque.add(path);
    this.#listener.listed();
  }

  addFolder(path: string): void {
    this.#folders.add(path);
    this.#listener.listed();
  }

  removeFolder(path: string): void {
    if (this.#folders.delete(path)) this.#listener.listed();
  }

  remove(path: string): void {
    if (!this.#drop(path) && !this.#opaque.delete(path)) return;
    this.#listener.listed();
  }

  /** Closes all documents, without a word to the listener. */
  close(): void {
    for (const document of this.#documents.values()) document.close();
    this.#documents.clear();
  }

  names(): string[] {
    return [...this.#documents.keys()];
  }

  /** Files that are listed, but no documents. */
  opaque(): string[] {
    return [...this.#opaque];
  }

  folders(): string[] {
    return [...this.#folders];
  }

  /** The text files as they stand. */
  texts(): Record<string, string> {
    return Object.fromEntries([...this.#documents].map(([path, document]) => [path, document.text]));
  }

  /** All files and folders, sorted; folders end with "/". */
  paths(): string[] {
    const paths = new Set<string>([...this.#documents.keys(), ...this.#opaque]);
    for (const folder of this.#folders) paths.add(`${folder}/`);
    for (const path of paths) {
      for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1))
        paths.add(path.slice(0, at + 1));
    }
    return [...paths].sort();
  }

  #drop(path: string): boolean {
    const document = this.#documents.get(path);
    if (document === undefined) return false;
    this.#documents.delete(path);
    document.close();
    return true;
  }
}
