import { SandboxError, type FileTree, type Sandbox } from "../sandbox/index.ts";

/** How long programs rest before it is looked what they removed: a folder goes file by file. */
const REST_MS = 200;
/** A program that removes it again and again is followed less and less often, until it has left it alone for so long. */
const MOST_REST_MS = 10_000;
const FORGIVEN_MS = 60_000;

/**
 * What the app lays into a sandbox beside the solution: the manual, the cases, what shells load and call. A program may
 * remove it (`rm -rf *`); then it is laid again.
 */
export class LaidFiles {
  readonly #sandbox: Sandbox;
  readonly #files: FileTree;
  /** Its paths and the folders above them: every change in `node_modules` is looked up here, too. */
  readonly #ours: ReadonlySet<string>;
  readonly #again: (paths: readonly string[]) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  /** Folders at the root in which something changed. */
  readonly #touched = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #looking: Promise<void> = Promise.resolve();
  #restMs = REST_MS;
  #laidAt = -Infinity;

  /**
   * @param files by path; each below a folder
   * @param again is told which of them had to be laid again
   * @param failed hears why they could not be
   */
  constructor(
    sandbox: Sandbox,
    files: FileTree,
    again: (paths: readonly string[]) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#sandbox = sandbox;
    this.#files = files;
    this.#ours = new Set(Object.keys(files).flatMap(withFolders));
    this.#again = again;
    this.#failed = failed;
  }

  async lay(): Promise<void> {
    await this.#sandbox.files.mount(this.#files);
  }

  /** Something changed at a path that is no part of the solution. */
  touch(path: string): void {
    if (!this.#ours.has(path)) return;
    this.#touched.add(rootOf(path));
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#looking = this.#looking.then(() => this.#look()).catch(this.#failed);
    }, this.#restMs);
  }

  /** Looks no more. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#touched.clear();
  }

  async #look(): Promise<void> {
    const roots = [...this.#touched];
    this.#touched.clear();
    const missing: string[] = [];
    for (const root of roots) {
      const found = await this.#found(root);
      for (const path of Object.keys(this.#files))
        if (rootOf(path) === root && !found.has(path)) missing.push(path);
    }
    if (missing.length === 0) return;
    const now = performance.now();
    this.#restMs = now - this.#laidAt > FORGIVEN_MS ? REST_MS : Math.min(this.#restMs * 2, MOST_REST_MS);
    this.#laidAt = now;
    await this.#sandbox.files.mount(
      Object.fromEntries(missing.map((path) => [path, this.#files[path] ?? ""])),
    );
    await this.#again(missing);
  }

  /** The files below a folder, none when it is gone. */
  async #found(root: string): Promise<ReadonlySet<string>> {
    try {
      return new Set(Object.keys(await this.#sandbox.files.snapshot(root)));
    } catch (error) {
      if (error instanceof SandboxError && error.code === "ENOENT") return new Set();
      throw error;
    }
  }
}

function rootOf(path: string): string {
  return path.split("/", 1)[0] ?? path;
}

/** `a/b/c` with `a/b` and `a`. */
function withFolders(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
