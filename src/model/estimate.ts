import type { Price } from "../core/event.ts";
import type { TaskSize } from "../core/task.ts";
import { priceOf } from "./prices.ts";

/** What a run may take, from below to above. */
export interface Estimate {
  readonly tokens: readonly [number, number];
  /** US dollars; null when the price is not known. */
  readonly dollars: readonly [number, number] | null;
  /** What it is based on, in one or two sentences. */
  readonly basis: string;
}

/**
 * Billed tokens of whole runs by the original's size, from the runs that were published with the MirrorCode benchmark
 * (arXiv 2606.30182 and its data; Opus 4.6): `choose` of 931 lines 14-27 million, `cal` of 984 lines 41-48, `gotree` of
 * 16,900 lines 280, `pkl` of 61,000 lines 900. Smaller ones from runs with a budget of 20 million.
 */
const TOKENS: Readonly<Record<TaskSize, readonly [number, number]>> = {
  S: [1_500_000, 15_000_000],
  M: [14_000_000, 48_000_000],
  L: [48_000_000, 280_000_000],
  XL: [280_000_000, 900_000_000],
};

/** Of the billed tokens, those that were read from the cache (the same runs): nearly all. */
const READ = { most: 0.99, least: 0.97 };
/** Of the rest, what the model wrote; the other part is what it read for the first time. */
const OUTPUT = 0.35;

/** What a run of a task of this size costs at this price, if it is worked on to its end. */
export function estimateRun(size: TaskSize, price: Price | null): Estimate {
  const [few, many] = TOKENS[size];
  return {
    tokens: [few, many],
    dollars: price && [dollarsOf(few, READ.most, price), dollarsOf(many, READ.least, price)],
    basis:
      "From published runs of a strong model on programs of such a size, with 97 to 99 % of the tokens read from the cache. Yours may take less, or more.",
  };
}

function dollarsOf(tokens: number, read: number, price: Price): number {
  const rest = tokens * (1 - read);
  const output = rest * OUTPUT;
  return priceOf(
    {
      input: 0,
      cacheRead: tokens * read,
      cacheWrite: rest - output,
      output,
      reasoning: 0,
      exact: false,
    },
    price,
  );
}
