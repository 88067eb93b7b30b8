import type { WireFormat } from "../core/event.ts";
import { parseEndpoint } from "./endpoint.ts";
import { fault } from "./faults.ts";
import type { ModelAnswer, ModelClient, ModelRequest, ReplyPart } from "./model-client.ts";
import type { WatchLimits } from "./stream-watch.ts";
import type { ClientOptions } from "./wire-client.ts";

export interface ModelSettings {
  /** For instance `https://openrouter.ai/api/v1`. The key is sent below this address and nowhere else. */
  readonly baseUrl: string;
  readonly model: string;
  /** Default: Chat Completions. */
  readonly format?: WireFormat;
  /** Empty for a server that needs none. */
  readonly key: string;
  readonly watch?: Partial<WatchLimits>;
}

/** A model at an endpoint. The code of its wire format is loaded when it is first asked. */
export function connectModel(settings: ModelSettings): ModelClient {
  return new LazyClient(settings);
}

class LazyClient implements ModelClient {
  readonly model: string;
  readonly baseUrl: string;
  readonly format: WireFormat;
  readonly #settings: ModelSettings;
  #client: Promise<ModelClient> | null = null;

  constructor(settings: ModelSettings) {
    this.#settings = settings;
    this.model = settings.model;
    this.format = settings.format ?? "openai-chat";
    // It becomes part of the run, so an address that is refused (it may hold a password) is left out.
    this.baseUrl = parseEndpoint(settings.baseUrl)?.text ?? "";
  }

  async ask(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    const endpoint = parseEndpoint(this.#settings.baseUrl);
    if (!endpoint) {
      return {
        ok: false,
        fault: fault({
          kind: "bad-request",
          message: "The base URL of the model is not an address that can be asked.",
          remedy:
            "Enter it in Settings, for instance https://openrouter.ai/api/v1, without a user or key in it.",
        }),
      };
    }
    const key = this.#settings.key.trim();
    if (!/^[\x21-\x7e]*$/.test(key)) {
      return {
        ok: false,
        fault: fault({
          kind: "unauthorized",
          message: "The key holds characters that no key has, so it was not sent.",
        }),
      };
    }
    let client: ModelClient;
    try {
      this.#client ??= load(this.format, { ...this.#settings, key, endpoint });
      client = await this.#client;
    } catch (error) {
      this.#client = null;
      const why = error instanceof Error ? ` (${error.message})` : "";
      return {
        ok: false,
        fault: fault({
          kind: "unreachable",
          message: `The part of Mirrorbox that talks to models could not be loaded${why}.`,
          remedy: "Check the connection, then try again.",
        }),
      };
    }
    return client.ask(request, onPart);
  }
}

async function load(format: WireFormat, options: ClientOptions): Promise<ModelClient> {
  switch (format) {
    case "openai-chat":
      return (await import("./chat-completions.ts")).chatCompletionsClient(options);
    case "openai-responses":
      return (await import("./responses.ts")).responsesClient(options);
    case "anthropic-messages":
      return (await import("./messages.ts")).messagesClient(options);
  }
}
