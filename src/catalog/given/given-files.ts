import { FormatError } from "../../core/format-error.ts";

/** All of a task must fit into a page's memory several times over. */
export const MAX_TASK_BYTES = 128 * 1024 * 1024;
/** More files than any task has: somebody gave the wrong folder. */
export const MAX_FILES = 5_000;

/** A file that was given, or that lies in a zip that was. */
export interface FoundFile {
  readonly path: string;
  /** Bytes, unpacked. */
  readonly size: number;
  bytes(): Promise<Uint8Array>;
}

/** Something given as a whole that cannot be taken. */
export class GivenError extends Error {
  override readonly name = "GivenError";
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

/** Files of one folder, by their path below it. */
export class Folder {
  /** How it is spoken of in messages. */
  readonly name: string;
  readonly #files: ReadonlyMap<string, FoundFile>;

  constructor(name: string, files: readonly FoundFile[], at: string) {
    this.name = name;
    this.#files = new Map(
      files.filter(({ path }) => path.startsWith(at)).map((file) => [file.path.slice(at.length), file]),
    );
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** A file's name for messages. */
  nameOf(path: string): string {
    return `${this.name}/${path}`;
  }

  /** @throws FormatError when it is not there. */
  async bytes(path: string): Promise<Uint8Array> {
    const file = this.#files.get(path);
    if (file === undefined) throw new FormatError({ file: this.nameOf(path), field: "" }, "is missing");
    if (file.size > MAX_TASK_BYTES) {
      throw new FormatError(
        { file: this.nameOf(path), field: "" },
        `has ${megabytes(file.size)}; all of a task may have at most ${megabytes(MAX_TASK_BYTES)}`,
      );
    }
    return await file.bytes();
  }

  /** @throws FormatError when it is not there, or is no UTF-8. */
  async text(path: string): Promise<string> {
    const bytes = await this.bytes(path);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new FormatError({ file: this.nameOf(path), field: "" }, "is not UTF-8 text; save it as UTF-8", {
        cause,
      });
    }
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
