import type { Price, RunEvent, RunLimits, Usage } from "../core/event.ts";
import { priceOf } from "../model/index.ts";
import { PromptSize } from "./prompt-size.ts";

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

const UNLIMITED: RunLimits = { dollars: null, tokens: null, turns: null, ms: null };
const NOTHING: Spent = { least: 0, most: 0 };

/** A reply shorter than this is of no use to a model that reasons; rather stop than ask for it. */
const LEAST_OUTPUT_TOKENS = 4_096;

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
  #unpriced: Usage[] = [];
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
        break;
      case "limits-changed":
        this.#limits = event.limits;
        break;
      case "turn-started":
        this.#turns = Math.max(this.#turns, event.turn);
        this.#open = this.#worstCase();
        break;
      case "model-replied":
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
      default:
        break;
    }
    this.#lastAt = event.at;
  }

  /** Whether a request fits now, and how long its reply may be. A repeated one belongs to the turn that it began. */
  allow(now: number, newTurn = true): Allowance | LimitHit {
    const { dollars, tokens, turns, ms } = this.#limits;
    if (turns !== null && newTurn && this.#turns >= turns) {
      return { reason: "turns", message: `All ${turns} turns are used. Raise their number to go on.` };
    }
    if (ms !== null && this.workedMs(now) >= ms) {
      return { reason: "time", message: `The working time of ${minutes(ms)} is used. Raise it to go on.` };
    }
    if (dollars !== null && this.#price === null && this.#unpriced.length > 0 && this.#dearest === 0) {
      return {
        reason: "dollars",
        message:
          "The price of this model is not known, so the dollar limit cannot be kept. Enter the price, or limit tokens instead.",
      };
    }
    const maxOutputTokens = this.#outputThatFits();
    const worst = this.#worstCase();
    if (tokens !== null && maxOutputTokens < this.#leastOutput && this.#tokens.most + worst.tokens > tokens) {
      return {
        reason: "tokens",
        message: `${whole(this.#tokens.most)} of ${whole(tokens)} tokens are used, and the next request may take ${whole(worst.tokens)}. Raise the token limit to go on.`,
      };
    }
    if (maxOutputTokens < this.#leastOutput || (dollars !== null && this.#noPriceFits(dollars))) {
      return {
        reason: "dollars",
        message: `${money(this.#dollars.most)} of ${money(dollars ?? 0)} is spent, and the next request may cost ${money(worst.dollars)}. Raise the dollar limit to go on.`,
      };
    }
    if (this.#contextTokens !== null && this.#size.likely + this.#leastOutput > this.#contextTokens) {
      return {
        reason: "context",
        message: `The conversation has about ${whole(this.#size.likely)} tokens and the model's window holds ${whole(this.#contextTokens)}. Start a new run, or choose a model with a larger window.`,
      };
    }
    const window = (this.#contextTokens ?? Number.POSITIVE_INFINITY) - this.#size.likely;
    return { maxOutputTokens: Math.min(maxOutputTokens, window) };
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

  #outputThatFits(): number {
    const { dollars, tokens } = this.#limits;
    const byTokens =
      tokens === null ? Number.POSITIVE_INFINITY : tokens - this.#tokens.most - this.#size.most;
    let byDollars = Number.POSITIVE_INFINITY;
    if (dollars !== null && this.#price && this.#price.output > 0) {
      const rest = dollars - this.#dollars.most - this.#promptDollars(this.#price);
      byDollars = (rest * 1_000_000) / this.#price.output;
    }
    return Math.floor(Math.min(this.#maxOutput, byTokens, byDollars));
  }

  /** Where output is free or only the provider knows the price, the reply's length does not help. */
  #noPriceFits(dollars: number): boolean {
    if (this.#price && this.#price.output > 0) return false;
    return this.#dollars.most + this.#worstCase().dollars > dollars;
  }

  #promptDollars(price: Price): number {
    return (this.#size.most * Math.max(price.input, price.cacheWrite, price.cacheRead)) / 1_000_000;
  }

  #worstCase(): WorstCase {
    const fits = this.#outputThatFits();
    const output = fits >= this.#leastOutput ? fits : this.#leastOutput;
    return {
      tokens: this.#size.most + output,
      dollars: this.#price
        ? this.#promptDollars(this.#price) + (output * this.#price.output) / 1_000_000
        : // The provider reports costs but no rates: twice the dearest so far is the best guess there is.
          this.#dearest * 2,
    };
  }

  #spend(usage: Usage, cost: number | null): void {
    const tokens = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
    const dollars = cost ?? (this.#price ? priceOf(usage, this.#price) : null);
    if (dollars === null) this.#unpriced.push(usage);
    else this.#dearest = Math.max(this.#dearest, dollars);
    const worst = usage.exact ? null : this.#open;
    this.#tokens = plus(this.#tokens, tokens, worst?.tokens ?? 0);
    this.#dollars = plus(this.#dollars, dollars ?? 0, worst?.dollars ?? 0);
    this.#open = null;
  }

  #priceWhatWasNot(): void {
    if (!this.#price) return;
    for (const usage of this.#unpriced) this.#dollars = plus(this.#dollars, priceOf(usage, this.#price), 0);
    this.#unpriced = [];
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

/** Cents, and more places for what is less than a cent. */
function money(dollars: number): string {
  return `$${dollars.toFixed(dollars > 0 && dollars < 0.01 ? 4 : 2)}`;
}

function whole(tokens: number): string {
  return Math.ceil(tokens).toLocaleString("en");
}

function minutes(ms: number): string {
  const all = Math.round(ms / 60_000);
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  return all < 120 ? `${all} min` : `${(all / 60).toFixed(1)} h`;
}
