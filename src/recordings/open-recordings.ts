import { FormatError } from "../core/format-error.ts";
import { parseList, parseRecording } from "./parse-recording.ts";
import { type Recording, RecordingError, type RecordingInfo, type Recordings } from "./recording.ts";

export interface OpenRecordingsOptions {
  /** Address of the folder that the app is served from, with a slash at its end. */
  readonly baseUrl: string;
  /** Default: the browser's. */
  readonly fetch?: typeof fetch;
}

const RELOAD =
  "Reload the page. If it stays, the app's files on the server are incomplete: build and copy them again.";
const REMAKE =
  "The other recordings work. Make this one again with npm run recordings:make, then build the app.";

/** The recordings that are served beside the app. Each is fetched when it is first asked for. */
export function openRecordings(options: OpenRecordingsOptions): Recordings {
  return new ServedRecordings(options);
}

class ServedRecordings implements Recordings {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #loaded = new Map<string, Recording>();

  constructor(options: OpenRecordingsOptions) {
    this.#base = new URL("recordings/", options.baseUrl).href;
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  async list(): Promise<readonly RecordingInfo[]> {
    const text = await this.#text("index.json");
    return readable(() => parseList(text, "recordings/index.json"), RELOAD);
  }

  async load(id: string): Promise<Recording> {
    const known = this.#loaded.get(id);
    if (known !== undefined) return known;
    if (!/^[a-z0-9-]+$/.test(id)) {
      throw new RecordingError(`There is no recording “${id}”.`, "Choose one on the front page.");
    }
    const text = await this.#text(`${id}.json`);
    const recording = readable(() => {
      const read = parseRecording(text, `recordings/${id}.json`);
      if (read.id === id) return read;
      throw new FormatError(
        { file: `recordings/${id}.json`, field: "id" },
        `must be "${id}", the file's name`,
      );
    }, REMAKE);
    this.#loaded.set(id, recording);
    return recording;
  }

  async #text(file: string): Promise<string> {
    let response: Response;
    try {
      response = await this.#fetch(new URL(file, this.#base));
      if (response.ok) return await response.text();
    } catch (error) {
      throw new RecordingError(
        `recordings/${file} could not be loaded: ${error instanceof Error ? error.message : String(error)}.`,
        "Check the connection and try again.",
        { cause: error },
      );
    }
    throw new RecordingError(
      `recordings/${file} could not be loaded: the server answered ${response.status}.`,
      RELOAD,
    );
  }
}

/** Turns a format error into one with a remedy. */
function readable<T>(read: () => T, remedy: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new RecordingError(`This recording cannot be played. ${error.message}`, remedy, { cause: error });
  }
}
