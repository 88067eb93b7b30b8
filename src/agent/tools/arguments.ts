import type { ToolSpec } from "../../model/index.ts";
import { type Tool, type ToolContext, ToolRefusal, type ToolResult } from "../tool.ts";

/** The model's arguments are not what the tool takes; the message tells it what to send. */
export class BadArgument extends ToolRefusal {
  override readonly name = "BadArgument";
}

/** Reads the fields of a call's arguments. @throws BadArgument */
export class Arguments {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value === "string") return value;
    throw new BadArgument(`\`${name}\` must be a string.`);
  }

  textOr(name: string, absent: string): string {
    return this.#isAbsent(name) ? absent : this.text(name);
  }

  /** A whole number; null when absent. */
  whole(name: string, least: number, most: number): number | null {
    if (this.#isAbsent(name)) return null;
    const value = Number(this.#fields[name]);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new BadArgument(`\`${name}\` must be a whole number from ${least} to ${most}.`);
  }

  /** Seconds as milliseconds; null when absent. */
  seconds(name: string, most: number): number | null {
    if (this.#isAbsent(name)) return null;
    const value = Number(this.#fields[name]);
    if (Number.isFinite(value) && value > 0 && value <= most) return value * 1_000;
    throw new BadArgument(`\`${name}\` must be a number of seconds up to ${most}.`);
  }

  /** A list of strings; null when absent. */
  texts(name: string): readonly string[] | null {
    if (this.#isAbsent(name)) return null;
    const value = this.#fields[name];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    throw new BadArgument(`\`${name}\` must be a list of strings.`);
  }

  /** A list of whole numbers; null when absent. */
  numbers(name: string): readonly number[] | null {
    if (this.#isAbsent(name)) return null;
    const value = this.#fields[name];
    if (Array.isArray(value) && value.every((item) => Number.isInteger(item))) return value;
    throw new BadArgument(`\`${name}\` must be a list of whole numbers.`);
  }

  /** Names and their texts; empty when absent. */
  textMap(name: string): Readonly<Record<string, string>> {
    if (this.#isAbsent(name)) return {};
    const value = this.#fields[name];
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const entries = Object.entries(value);
      if (entries.every((entry): entry is [string, string] => typeof entry[1] === "string")) {
        return Object.fromEntries(entries);
      }
    }
    throw new BadArgument(`\`${name}\` must be an object whose values are strings.`);
  }

  #isAbsent(name: string): boolean {
    return this.#fields[name] === undefined || this.#fields[name] === null;
  }
}

/** A tool that answers bad arguments and refusals. */
export function defineTool(
  spec: ToolSpec,
  run: (args: Arguments, signal: AbortSignal, context: ToolContext) => Promise<ToolResult>,
): Tool {
  return {
    spec,
    async call(args, signal, context) {
      try {
        return await run(new Arguments(args), signal, context);
      } catch (error) {
        if (error instanceof ToolRefusal) return { output: error.message, failed: true };
        throw error;
      }
    },
  };
}
