import * as z from "zod/mini";
import type { Preferences } from "./app.ts";

const KEY = "mirrorbox.preferences";

const FORMAT = z.enum(["openai-chat", "openai-responses", "anthropic-messages"]);
const LIMITS = z.object({ dollars: z.string(), tokens: z.string(), turns: z.string(), minutes: z.string() });
const RATE = z.number().check(z.minimum(0));
const FACTS = z.object({
  price: z.nullable(z.object({ input: RATE, cacheRead: RATE, cacheWrite: RATE, output: RATE })),
  contextTokens: z.nullable(z.number().check(z.positive())),
});

/** Every field falls back alone, so that one bad value does not lose the others. */
const SCHEMA = z.object({
  runtime: z.catch(z.enum(["embedded", "stackblitz"]), "embedded"),
  theme: z.catch(z.enum(["system", "light", "dark"]), "system"),
  baseUrl: z.catch(z.string(), "https://openrouter.ai/api/v1"),
  model: z.catch(z.string(), ""),
  format: z.catch(FORMAT, "openai-chat"),
  keeping: z.catch(z.enum(["session", "browser", "passphrase"]), "session"),
  limits: z.catch(LIMITS, { dollars: "5", tokens: "", turns: "200", minutes: "60" }),
  models: z.catch(z.record(z.string(), FACTS), {}),
});

/** The preferences kept in this browser's localStorage. Without storage they last as long as the page. */
export class PreferenceStore {
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();
  #current: Preferences;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#current = read(storage);
  }

  get current(): Preferences {
    return this.#current;
  }

  /** @returns false when the change could not be kept and lasts only until the page closes */
  set(change: Partial<Preferences>): boolean {
    this.#current = SCHEMA.parse({ ...this.#current, ...change });
    for (const listener of this.#listeners) listener();
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.#current));
      return true;
    } catch {
      // Full or forbidden storage: told to the caller, who goes on with what is in memory.
      return false;
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function read(storage: Storage): Preferences {
  try {
    return SCHEMA.parse(JSON.parse(storage.getItem(KEY) ?? "{}"));
  } catch {
    // Forbidden storage, or a value that is no JSON object: what a first visit sees.
    return SCHEMA.parse({});
  }
}
