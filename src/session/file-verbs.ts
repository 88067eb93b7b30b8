import { AppError } from "./app.ts";
import { solutionPath } from "./paths.ts";
import type { Workspace } from "./workspace.ts";

/** How many file operations can be taken back. */
const UNDO_DEPTH = 100;

interface Undo {
  /** What was brought back, for the person. */
  readonly message: string;
  readonly run: () => Promise<void>;
}

/** Create, rename and delete, as a person does them in the file tree; each can be taken back. */
export class FileVerbs {
  readonly #workspace: Workspace;
  readonly #undos: Undo[] = [];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  async createFile(path: string, text: string): Promise<void> {
    const name = this.#free(path);
    await this.#workspace.write(name, text, "person", null);
    this.#keep(`Removed ${name} again`, async () => {
      if (this.#workspace.documents.get(name)?.text === text) await this.#removeFile(name);
      else
        throw new AppError(`${name} was changed since it was created.`, "Delete it if you do not want it.");
    });
  }

  async createFolder(path: string): Promise<void> {
    const name = this.#free(path);
    await this.#workspace.addFolder(name);
    this.#keep(`Removed the folder ${name} again`, async () => {
      if (this.#workspace.documents.below(name).length === 0) await this.#workspace.dropFolder(name);
    });
  }

  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [this.#existing(from), solutionPath(to)];
    if (source === target) return;
    if (target.startsWith(`${source}/`)) {
      throw new AppError(`${source} cannot be moved into itself.`, "Choose another place.");
    }
    this.#free(to);
    await this.#move(source, target);
    this.#keep(`${target} is ${source} again`, () => this.#move(target, source));
  }

  async remove(path: string): Promise<void> {
    const name = this.#existing(path);
    const folder = this.#workspace.documents.isFolder(name);
    const bringBack: (() => Promise<void>)[] = [];
    for (const file of folder ? this.#workspace.documents.below(name) : [name]) {
      bringBack.push(await this.#removeFile(file));
    }
    if (folder) {
      const kept = this.#workspace.documents.folders().includes(name);
      await this.#workspace.dropFolder(name);
      if (kept) bringBack.push(() => this.#workspace.addFolder(name));
    }
    this.#keep(`Brought back ${name}`, async () => {
      for (const bring of bringBack) await bring();
    });
  }

  /** Takes back the last operation. Null when there is none. */
  async undo(): Promise<string | null> {
    const last = this.#undos.pop();
    if (last === undefined) return null;
    await last.run();
    return last.message;
  }

  #keep(message: string, run: () => Promise<unknown>): void {
    this.#undos.push({ message, run: async () => void (await run()) });
    if (this.#undos.length > UNDO_DEPTH) this.#undos.shift();
  }

  /** Removes a file or kept folder; returns what brings it back. */
  async #removeFile(name: string): Promise<() => Promise<void>> {
    const { documents } = this.#workspace;
    if (name.endsWith("/")) {
      const folder = name.slice(0, -1);
      await this.#workspace.dropFolder(folder);
      return () => this.#workspace.addFolder(folder);
    }
    if (documents.isOpaque(name)) {
      const place = await this.#workspace.trashOpaque(name);
      return () => this.#workspace.restoreOpaque(place, name);
    }
    const text = documents.get(name)?.text ?? null;
    await this.#workspace.write(name, null, "person");
    return async () => {
      if (text !== null) await this.#workspace.write(name, text, "person", null);
    };
  }

  async #move(from: string, to: string): Promise<void> {
    const { documents } = this.#workspace;
    if (!documents.isFolder(from)) return await this.#moveFile(from, to);
    const kept = documents.folders().includes(from);
    const below = documents.below(from);
    for (const file of below) await this.#moveFile(file, to + file.slice(from.length));
    if (kept || below.length === 0) await this.#workspace.addFolder(to);
    await this.#workspace.dropFolder(from);
  }

  async #moveFile(from: string, to: string): Promise<void> {
    if (from.endsWith("/")) {
      await this.#workspace.addFolder(to.slice(0, -1));
      await this.#workspace.dropFolder(from.slice(0, -1));
    } else if (this.#workspace.documents.isOpaque(from)) await this.#workspace.moveOpaque(from, to);
    else await this.#workspace.move(from, to, "person");
  }

  #existing(path: string): string {
    const name = solutionPath(path);
    if (this.#workspace.documents.has(name)) return name;
    throw new AppError(`There is no ${name}.`, "It may have been renamed or removed; choose another.");
  }

  #free(path: string): string {
    const name = solutionPath(path);
    const { documents } = this.#workspace;
    if (documents.has(name)) throw new AppError(`${name} exists already.`, "Choose another name.");
    for (let at = name.indexOf("/"); at !== -1; at = name.indexOf("/", at + 1)) {
      const parent = name.slice(0, at);
      if (documents.get(parent) !== undefined || documents.isOpaque(parent)) {
        throw new AppError(`${parent} is a file, not a folder.`, "Choose another place.");
      }
    }
    return name;
  }
}
