import type { Player, Price, RunEvent, RunLimits, Usage } from "../core/event.ts";
import { priceOf } from "../model/index.ts";
import { minutes, money, sum, whole } from "./amounts.ts";
import { PromptSize, type PromptSizeState } from "./prompt-size.ts";

/** Tokens or dollars that are known to be spent, and those that may be. */
export interface Spent {
  /** Lower bound; exact unless a reply broke off. */
  readonly least: number;
  /** Upper bound: a request whose usage nobody saw counts with its worst case. */
  readonly most: number;
}

export interface LimitHit {
  readonly reason: "dollars" | "tokens" | "turns" | "time" | "context";
  /** What is used up, and what the person can do. */
  readonly message: string;
}

/** What a request may take. */
export interface Allowance {
  readonly maxOutputTokens: number;
}

interface WorstCase {
  readonly tokens: number;
  readonly dollars: number;
}

/** All that a ledger knows, as plain data. */
export interface LedgerState {
  readonly size: PromptSizeState;
  readonly limits: RunLimits;
  readonly price: Price | null;
  readonly model: string;
  readonly refusedTokens: number | null;
  readonly dollars: Spent;
  readonly tokens: Spent;
  readonly unpriced: Usage | null;
  readonly dearest: number;
  readonly turns: number;
  readonly open: WorstCase | null;
  readonly workedMs: number;
  readonly workingSince: number | null;
  readonly lastAt: number;
}

const UNLIMITED: RunLimits = { dollars: null, tokens: null, turns: null, ms: null };
const NOTHING: Spent = { least: 0, most: 0 };

/** A reply shorter than this is of no use to a model that reasons; rather stop than ask for it. */
const LEAST_OUTPUT_TOKENS = 4_096;

/** A summary may be so long, and its request adds so many tokens to the conversation at most. */
export const SUMMARY_TOKENS = 8_192;
const SUMMARY_REQUEST_TOKENS = 2_048;

/** What is asked for: a reply in a new turn or again in the same, or a summary. */
export type Asked = "turn" | "again" | "summary";

/**
 * What a run has used, folded from its events, and whether the next request fits into its limits: the worst case of a
 * request is reserved before it is sent, so that no limit is passed.
 */
export class Ledger {
  readonly #contextTokens: number | null;
  readonly #maxOutput: number;
  readonly #size: PromptSize;
  #limits = UNLIMITED;
  #price: Price | null = null;
  #dollars = NOTHING;
  #tokens = NOTHING;
  /** Usage of replies whose price was not known when they came. */
  #unpriced: Usage | null = null;
  #model = "";
  /** Likely tokens of a conversation that the endpoint refused as too long: its window is smaller. */
  #refusedTokens: number | null = null;
  #dearest = 0;
  #turns = 0;
  #open: WorstCase | null = null;
  #workedMs = 0;
  #workingSince: number | null = null;
  #lastAt = 0;

  /**
   * @param toolCharacters length of the tools' descriptions, which go with each request
   * @param contextTokens the model's window, null when unknown
   */
  constructor(contextTokens: number | null, maxOutputTokens: number, toolCharacters: number) {
    this.#contextTokens = contextTokens;
    this.#maxOutput = maxOutputTokens;
    this.#size = new PromptSize(toolCharacters);
  }

  restore(state: LedgerState): void {
    this.#size.restore(state.size);
    this.#limits = state.limits;
    this.#price = state.price;
    this.#model = state.model;
    this.#refusedTokens = state.refusedTokens;
    this.#dollars = state.dollars;
    this.#tokens = state.tokens;
    this.#unpriced = state.unpriced;
    this.#dearest = state.dearest;
    this.#turns = state.turns;
    this.#open = state.open;
    this.#workedMs = state.workedMs;
    this.#workingSince = state.workingSince;
    this.#lastAt = state.lastAt;
  }

  get state(): LedgerState {
    return {
      size: this.#size.state,
      limits: this.#limits,
      price: this.#price,
      model: this.#model,
      refusedTokens: this.#refusedTokens,
      dollars: this.#dollars,
      tokens: this.#tokens,
      unpriced: this.#unpriced,
      dearest: this.#dearest,
      turns: this.#turns,
      open: this.#open,
      workedMs: this.#workedMs,
      workingSince: this.#workingSince,
      lastAt: this.#lastAt,
    };
  }

  get limits(): RunLimits {
    return this.#limits;
  }
  get dollars(): Spent {
    return this.#dollars;
  }
  get tokens(): Spent {
    return this.#tokens;
  }
  get turns(): number {
    return this.#turns;
  }

  /** Tokens that the next prompt likely has. */
  get promptTokens(): number {
    return this.#size.likely;
  }

  /** Tokens that the model's window holds, as far as anybody knows; null when nobody does. */
  get window(): number | null {
    if (this.#contextTokens === null) return this.#refusedTokens;
    return Math.min(this.#contextTokens, this.#refusedTokens ?? Number.POSITIVE_INFINITY);
  }

  /** True when a reply and a summary after it may no longer fit into the window. */
  get nearlyFull(): boolean {
    const { window } = this;
    if (window === null) return false;
    const reply = Math.min(this.#maxOutput, window / 4);
    const summary = Math.min(SUMMARY_TOKENS + SUMMARY_REQUEST_TOKENS, window / 8);
    return this.#size.likely + reply + summary > window;
  }

  workedMs(now: number): number {
    return this.#workedMs + (this.#workingSince === null ? 0 : Math.max(0, now - this.#workingSince));
  }

  add(event: RunEvent): void {
    this.#size.add(event);
    switch (event.type) {
      case "agent-started":
        // A request that was under way when the page went away may have been paid for.
        this.#writeOff();
        this.#rest(this.#lastAt);
        this.#workingSince = event.at;
        this.#limits = event.limits;
        this.#price = event.player.kind === "model" ? event.player.price : null;
        this.#priceWhatWasNot();
        this.#meet(event.player);
        break;
      case "limits-changed":
        this.#limits = event.limits;
        break;
      case "turn-started":
        this.#turns = Math.max(this.#turns, event.turn);
        this.#open = this.#worstCase();
        this.#workFrom(event.at);
        break;
      case "compaction-started":
        this.#open = this.#worstCase("summary");
        this.#workFrom(event.at);
        if (event.because === "refused")
          this.#refusedTokens = Math.min(this.#size.likely, this.#refusedTokens ?? Infinity);
        break;
      case "model-replied":
      case "compacted":
        this.#spend(event.usage, event.cost);
        break;
      case "model-failed":
        if (event.usage) this.#spend(event.usage, event.cost);
        this.#open = null;
        // Waiting is not working.
        if (event.retryInMs !== null && this.#workingSince !== null) {
          this.#rest(event.at);
          this.#workingSince = event.at + event.retryInMs;
        }
        break;
      case "agent-paused":
      case "agent-stopped":
        this.#rest(event.at);
        break;
      case "agent-resumed":
        this.#workingSince = event.at;
        break;
      case "clock-jumped":
        // Forward: sleep was no work. Backward: what was worked before stays worked.
        if (this.#workingSince !== null) {
          this.#workingSince = Math.min(event.at, this.#workingSince + event.ms);
        }
        break;
      default:
        break;
    }
    this.#lastAt = event.at;
  }

  /** Whether a request fits now, and how long its reply may be. A repeated one belongs to the turn that it began. */
  allow(now: number, asked: Asked = "turn"): Allowance | LimitHit {
    const { dollars, tokens, turns, ms } = this.#limits;
    if (turns !== null && asked === "turn" && this.#turns >= turns) {
      return { reason: "turns", message: `All ${turns} turns are used. Raise their number to go on.` };
    }
    if (ms !== null && this.workedMs(now) >= ms) {
      return { reason: "time", message: `The working time of ${minutes(ms)} is used. Raise it to go on.` };
    }
    if (dollars !== null && this.#price === null && this.#unpriced !== null && this.#dearest === 0) {
      return {
        reason: "dollars",
        message:
          "The price of this model is not known, so the dollar limit cannot be kept. Enter the price, or limit tokens instead.",
      };
    }
    const maxOutputTokens = this.#outputThatFits(asked);
    const worst = this.#worstCase(asked);
    if (tokens !== null && maxOutputTokens < this.#leastOutput && this.#tokens.most + worst.tokens > tokens) {
      return {
        reason: "tokens",
        message: `${whole(this.#tokens.most)} of ${whole(tokens)} tokens are used, and the next request may take ${whole(worst.tokens)}. Raise the token limit to go on.`,
      };
    }
    if (maxOutputTokens < this.#leastOutput || (dollars !== null && this.#noPriceFits(dollars, asked))) {
      return {
        reason: "dollars",
        message: `${money(this.#dollars.most)} of ${money(dollars ?? 0)} is spent, and the next request may cost ${money(worst.dollars)}. Raise the dollar limit to go on.`,
      };
    }
    // A summary is asked for with whatever part of the conversation fits.
    if (asked === "summary" || this.#contextTokens === null) return { maxOutputTokens };
    const room = this.#contextTokens - this.#size.likely;
    if (room < this.#leastOutput) {
      return {
        reason: "context",
        message: `The conversation has about ${whole(this.#size.likely)} tokens and the model's window holds ${whole(this.#contextTokens)}. Choose a model with a larger window.`,
      };
    }
    return { maxOutputTokens: Math.min(maxOutputTokens, room) };
  }

  /** Share of the scarcest limit that is left, 0 … 1. */
  left(now: number): number {
    const { dollars, tokens, turns, ms } = this.#limits;
    const shares = [
      share(this.#dollars.most, dollars),
      share(this.#tokens.most, tokens),
      share(this.#turns, turns),
      share(this.workedMs(now), ms),
    ];
    return Math.min(...shares);
  }

  /** The budget in one line, for the model; null when nothing is limited. */
  line(now: number): string | null {
    const { dollars, tokens, turns, ms } = this.#limits;
    const parts = [
      dollars === null ? null : `${money(this.#dollars.most)} of ${money(dollars)}`,
      tokens === null ? null : `${whole(this.#tokens.most)} of ${whole(tokens)} tokens`,
      turns === null ? null : `${this.#turns} of ${turns} turns`,
      ms === null ? null : `${minutes(this.workedMs(now))} of ${minutes(ms)}`,
    ].filter((part) => part !== null);
    return parts.length === 0 ? null : `Budget used: ${parts.join(", ")}.`;
  }

  get #leastOutput(): number {
    return Math.min(this.#maxOutput, LEAST_OUTPUT_TOKENS);
  }

  #promptMost(asked: Asked): number {
    return this.#size.most + (asked === "summary" ? SUMMARY_REQUEST_TOKENS : 0);
  }

  #outputThatFits(asked: Asked): number {
    const { dollars, tokens } = this.#limits;
    const most = asked === "summary" ? Math.min(SUMMARY_TOKENS, this.#maxOutput) : this.#maxOutput;
    const byTokens =
      tokens === null ? Number.POSITIVE_INFINITY : tokens - this.#tokens.most - this.#promptMost(asked);
    let byDollars = Number.POSITIVE_INFINITY;
    if (dollars !== null && this.#price && this.#price.output > 0) {
      const rest = dollars - this.#dollars.most - this.#promptDollars(this.#price, asked);
      byDollars = (rest * 1_000_000) / this.#price.output;
    }
    return Math.floor(Math.min(most, byTokens, byDollars));
  }

  /** Where output is free or only the provider knows the price, the reply's length does not help. */
  #noPriceFits(dollars: number, asked: Asked): boolean {
    if (this.#price && this.#price.output > 0) return false;
    return this.#dollars.most + this.#worstCase(asked).dollars > dollars;
  }

  #promptDollars(price: Price, asked: Asked): number {
    return (this.#promptMost(asked) * Math.max(price.input, price.cacheWrite, price.cacheRead)) / 1_000_000;
  }

  #worstCase(asked: Asked = "turn"): WorstCase {
    const fits = this.#outputThatFits(asked);
    const output = fits >= this.#leastOutput ? fits : this.#leastOutput;
    return {
      tokens: this.#promptMost(asked) + output,
      dollars: this.#price
        ? this.#promptDollars(this.#price, asked) + (output * this.#price.output) / 1_000_000
        : // The provider reports costs but no rates: twice the dearest so far is the best guess there is.
          this.#dearest * 2,
    };
  }

  /** The window of another model is another. */
  #meet(player: Player): void {
    const model = player.kind === "model" ? `${player.model} ${player.baseUrl}` : "";
    if (model !== this.#model) this.#refusedTokens = null;
    this.#model = model;
  }

  /** A wait for a retry that a person skipped ends early. */
  #workFrom(at: number): void {
    if (this.#workingSince !== null) this.#workingSince = Math.min(this.#workingSince, at);
  }

  #spend(usage: Usage, cost: number | null): void {
    const tokens = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
    const dollars = cost ?? (this.#price ? priceOf(usage, this.#price) : null);
    if (dollars === null) this.#unpriced = this.#unpriced === null ? usage : sum(this.#unpriced, usage);
    else this.#dearest = Math.max(this.#dearest, dollars);
    const worst = usage.exact ? null : this.#open;
    this.#tokens = plus(this.#tokens, tokens, worst?.tokens ?? 0);
    this.#dollars = plus(this.#dollars, dollars ?? 0, worst?.dollars ?? 0);
    this.#open = null;
  }

  #priceWhatWasNot(): void {
    if (!this.#price || this.#unpriced === null) return;
    this.#dollars = plus(this.#dollars, priceOf(this.#unpriced, this.#price), 0);
    this.#unpriced = null;
  }

  #writeOff(): void {
    if (!this.#open) return;
    this.#tokens = plus(this.#tokens, 0, this.#open.tokens);
    this.#dollars = plus(this.#dollars, 0, this.#open.dollars);
    this.#open = null;
  }

  #rest(at: number): void {
    if (this.#workingSince !== null) this.#workedMs += Math.max(0, at - this.#workingSince);
    this.#workingSince = null;
  }
}

function plus(spent: Spent, known: number, worst: number): Spent {
  return { least: spent.least + known, most: spent.most + Math.max(known, worst) };
}

function share(used: number, limit: number | null): number {
  if (limit === null) return 1;
  return limit <= 0 ? 0 : Math.max(0, 1 - used / limit);
}
