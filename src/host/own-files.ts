import type { HostFiles } from "./machine-api.ts";

/** What a machine's owner laid into it, by absolute path: enough to make the machine anew as its owner left it. */
export class OwnFiles {
  readonly #files = new Map<string, string | Uint8Array>();
  readonly #folders = new Set<string>();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  add(files: HostFiles): void {
    for (const [path, content] of Object.entries(files)) {
      // A copy: bytes are transferred or changed by whoever gave them.
      this.#files.set(this.#absolute(path), typeof content === "string" ? content : content.slice());
    }
  }

  addFolder(path: string): void {
    this.#folders.add(this.#absolute(path));
  }

  remove(path: string): void {
    const gone = this.#absolute(path);
    for (const names of [this.#files, this.#folders])
      for (const name of names.keys()) if (isAt(name, gone)) names.delete(name);
  }

  rename(from: string, to: string): void {
    const [old, next] = [this.#absolute(from), this.#absolute(to)];
    const moved = [...this.#files].filter(([name]) => isAt(name, old));
    const folders = [...this.#folders].filter((name) => isAt(name, old));
    this.remove(old);
    this.remove(next);
    for (const [name, content] of moved) this.#files.set(next + name.slice(old.length), content);
    for (const name of folders) this.#folders.add(next + name.slice(old.length));
  }

  get files(): HostFiles {
    return Object.fromEntries(this.#files);
  }

  get folders(): readonly string[] {
    return [...this.#folders];
  }

  #absolute(path: string): string {
    const names: string[] = [];
    for (const name of (path.startsWith("/") ? path : `${this.#cwd}/${path}`).split("/")) {
      if (name === "..") names.pop();
      else if (name !== "" && name !== ".") names.push(name);
    }
    return `/${names.join("/")}`;
  }
}

const isAt = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
