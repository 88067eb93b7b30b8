import type { Price, WireFormat } from "../core/event.ts";
import type { TaskSize } from "../core/task.ts";
import {
  beginSignIn,
  type CheckReport,
  type Estimate,
  estimateRun,
  isLocal,
  type ModelFacts,
  type ModelList,
  type OfferedModel,
  PRICE_TABLE,
  type Provider,
  providerAt,
  PROVIDERS,
} from "../model/index.ts";
import type { AppParts } from "./app-parts.ts";

/** Which model is asked, and how. */
export interface ModelChoice {
  readonly baseUrl: string;
  readonly model: string;
  readonly format: WireFormat;
}

/** What is known of a model, and who says so. */
export interface KnownFacts extends ModelFacts {
  readonly source: "person" | "provider" | "table" | "unknown";
}

/** What the screen sees of models before a run: providers, lists, prices, the doctor. */
export interface Models {
  readonly providers: readonly Provider[];
  providerAt(baseUrl: string): Provider | null;
  isLocal(baseUrl: string): boolean;
  /** The day on which the built-in table of prices was made, as YYYY-MM-DD. */
  readonly pricesOf: string;
  /** The models at an endpoint, asked with the key that is held for it. */
  list(choice: Omit<ModelChoice, "model">, signal: AbortSignal): Promise<ModelList>;
  /** What the person entered goes before what the endpoint says of itself, and that before the built-in table. */
  facts(model: string, baseUrl: string): Promise<KnownFacts>;
  /** Examines the endpoint with the key that is held for it. */
  check(
    choice: ModelChoice,
    onReport: (report: CheckReport) => void,
    signal: AbortSignal,
  ): Promise<CheckReport>;
  estimate(size: TaskSize, price: Price | null): Estimate;
  /** Leaves the page to sign in to OpenRouter; it comes back to `returnTo`, an address behind `#`. */
  signIn(returnTo: string): Promise<void>;
}

export interface ModelDeskParts extends Pick<AppParts, "lookUpModel" | "listModels" | "examine" | "browser"> {
  readonly key: (baseUrl: string) => Promise<string>;
  /** What the person entered for a model, by `ownFactsKey`. */
  readonly own: () => Readonly<Record<string, ModelFacts>>;
}

/** Under which name a person's own figures for a model are kept. */
export function ownFactsKey(model: string, baseUrl: string): string {
  return `${model.trim()} at ${baseUrl.trim().replace(/\/+$/, "")}`;
}

export class ModelDesk implements Models {
  readonly providers = PROVIDERS;
  readonly pricesOf = PRICE_TABLE.date;
  readonly #parts: ModelDeskParts;
  /** What endpoints said of their models, by base URL. */
  readonly #offered = new Map<string, readonly OfferedModel[]>();

  constructor(parts: ModelDeskParts) {
    this.#parts = parts;
  }

  providerAt(baseUrl: string): Provider | null {
    return providerAt(baseUrl);
  }

  isLocal(baseUrl: string): boolean {
    return isLocal(baseUrl);
  }

  async list({ baseUrl, format }: Omit<ModelChoice, "model">, signal: AbortSignal): Promise<ModelList> {
    const key = await this.#parts.key(baseUrl);
    const list = await this.#parts.listModels({ baseUrl, format, key, signal });
    if (list.ok) this.#offered.set(baseUrl, list.models);
    return list;
  }

  async facts(model: string, baseUrl: string): Promise<KnownFacts> {
    const own = this.#parts.own()[ownFactsKey(model, baseUrl)];
    if (own) return { ...own, source: "person" };
    const table = await this.#parts.lookUpModel(model, baseUrl);
    const offered = this.#offered.get(baseUrl)?.find((one) => one.id === model)?.facts;
    if (offered?.price) {
      return {
        price: offered.price,
        contextTokens: offered.contextTokens ?? table.contextTokens,
        source: "provider",
      };
    }
    const contextTokens = table.contextTokens ?? offered?.contextTokens ?? null;
    return { price: table.price, contextTokens, source: table.price ? "table" : "unknown" };
  }

  async check(
    choice: ModelChoice,
    onReport: (report: CheckReport) => void,
    signal: AbortSignal,
  ): Promise<CheckReport> {
    const key = await this.#parts.key(choice.baseUrl);
    const { price } = await this.facts(choice.model, choice.baseUrl);
    return await this.#parts.examine({ ...choice, key }, price, onReport, signal);
  }

  estimate(size: TaskSize, price: Price | null): Estimate {
    return estimateRun(size, price);
  }

  async signIn(returnTo: string): Promise<void> {
    const { page, sessionStorage, leaveFor } = this.#parts.browser;
    leaveFor(await beginSignIn(page(), returnTo, sessionStorage));
  }
}
