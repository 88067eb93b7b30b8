import { SyscallError } from "../../../machine/syscalls.ts";
import { decodeBytes, encodeText } from "../../bytes.ts";
import { readAll } from "../../io/reader.ts";
import { errorText } from "../../run/messages.ts";
import { ansiEscapes } from "../../syntax/ansi-escapes.ts";
import { inputBytes } from "../inputs.ts";
import { readOptions, usage } from "../options.ts";
import type { Program, ProgramContext } from "../program.ts";
import { RegexError } from "../regex.ts";
import { AwkJump, Interpreter } from "./interpreter.ts";
import { parseAwk } from "./parser.ts";
import { AwkFault, AwkState } from "./state.ts";
import { AwkStreams } from "./streams.ts";
import { AwkSyntaxError, type AwkProgram, type Expression, type Rule } from "./syntax.ts";
import { fromInput, toNumber } from "./values.ts";

/** awk [-F separator] [-v name=value] [-f file | program] [file | name=value …] */
export const awk: Program = async (context) => {
  const options = await readOptions(context, {
    values: "Fvf",
    early: true,
    long: { "field-separator=": "F", "assign=": "v", "file=": "f" },
  });
  const operands = [...options.operands];
  const sources: string[] = [];
  for (const [name, value] of options.all)
    if (name === "f") sources.push(decodeBytes(await inputBytes(context, value)));
  if (sources.length === 0) {
    const text = operands.shift();
    if (text === undefined) return usage(context, "no program text", 2);
    sources.push(text);
  }
  try {
    return await new Awk(context, parseAwk(sources.join("\n"))).run(options.all, operands);
  } catch (error) {
    if (error instanceof AwkSyntaxError || error instanceof AwkFault || error instanceof RegexError) {
      return context.fail(error.message, 2);
    }
    throw error;
  }
};

class Awk {
  private readonly context: ProgramContext;
  private readonly program: AwkProgram;
  private readonly state = new AwkState();
  private readonly streams: AwkStreams;
  private readonly interpreter: Interpreter;
  private readonly inRange = new Set<Rule>();
  private operands: string[] = [];
  private queue: string[] | null = null;
  private status = 0;

  constructor(context: ProgramContext, program: AwkProgram) {
    this.context = context;
    this.program = program;
    this.streams = new AwkStreams(context);
    this.interpreter = new Interpreter(program, this.state, this.streams);
  }

  async run(options: readonly (readonly [string, string])[], operands: readonly string[]): Promise<number> {
    const { state, program } = this;
    for (const [name, value] of options) {
      if (name === "F") state.set("FS", value === "t" ? "\t" : ansiEscapes(value, "printf").text);
      if (name === "v") this.assignment(value);
    }
    this.operands = [...operands];
    const argv = state.array("ARGV");
    ["awk", ...operands].forEach((arg, i) => argv.set(String(i), fromInput(arg)));
    state.set("ARGC", operands.length + 1);
    const environment = state.array("ENVIRON");
    for (const [name, value] of Object.entries(this.context.env)) environment.set(name, fromInput(value));
    const rules = program.rules.filter(({ pattern }) => pattern !== "BEGIN" && pattern !== "END");
    const ends = program.rules.filter(({ pattern }) => pattern === "END");
    if (program.readsMain) await this.readAhead();
    let goes = await this.phase(program.rules.filter(({ pattern }) => pattern === "BEGIN"));
    if (goes && rules.length + ends.length > 0) goes = await this.records(rules);
    // After `exit` the END actions still run, unless it came from one.
    if (rules.length + ends.length > 0) await this.phase(ends);
    this.streams.closeAll();
    await this.flush();
    return this.status;
  }

  private async flush(): Promise<void> {
    const text = this.streams.output;
    this.streams.output = "";
    const { errors } = this.streams;
    this.streams.errors = "";
    if (text !== "") await this.context.out.text(text);
    if (errors === "") return;
    await this.context.out.flush();
    await this.context.stderr.write(encodeText(errors));
  }

  /** @returns false after `exit`. */
  private async phase(rules: readonly Rule[]): Promise<boolean> {
    try {
      for (const { action } of rules) if (action !== null) this.interpreter.run(action);
      return true;
    } catch (error) {
      if (!(error instanceof AwkJump) || error.kind !== "exit") throw error;
      if (error.value !== undefined) this.status = toNumber(error.value) & 0xff;
      return false;
    } finally {
      await this.flush();
    }
  }

  private assignment(text: string): boolean {
    const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
    if (match === null) return false;
    this.state.set(match[1]!, fromInput(ansiEscapes(match[2]!, "printf").text));
    return true;
  }

  /** @returns false after `exit`. */
  private async records(rules: readonly Rule[]): Promise<boolean> {
    const { state } = this;
    for await (const record of this.input()) {
      state.setRecord(record);
      state.set("NR", toNumber(state.get("NR")) + 1);
      state.set("FNR", toNumber(state.get("FNR")) + 1);
      try {
        for (const rule of rules) if (this.selects(rule)) this.act(rule);
      } catch (error) {
        if (!(error instanceof AwkJump)) throw error;
        if (error.kind === "exit") {
          if (error.value !== undefined) this.status = toNumber(error.value) & 0xff;
          await this.flush();
          return false;
        }
        if (error.kind === "nextfile") this.skipsFile = true;
      }
      if (this.streams.output.length > 8192 || this.streams.errors !== "") await this.flush();
      await this.context.breathe();
    }
    await this.flush();
    return true;
  }

  private skipsFile = false;

  private selects(rule: Rule): boolean {
    const { pattern } = rule;
    if (pattern === null || pattern === "BEGIN" || pattern === "END") return true;
    if (!isRange(pattern)) return this.interpreter.test(pattern);
    if (!this.inRange.has(rule)) {
      if (!this.interpreter.test(pattern[0])) return false;
      this.inRange.add(rule);
    }
    if (this.interpreter.test(pattern[1])) this.inRange.delete(rule);
    return true;
  }

  private act(rule: Rule): void {
    if (rule.action === null) this.streams.write(this.state.wholeRecord() + this.state.text("ORS"), null, "");
    else this.interpreter.run(rule.action);
  }

  /** For a program with `getline`: the whole input, so that it is there when it is asked for. */
  private async readAhead(): Promise<void> {
    const all: string[] = [];
    for await (const record of this.readFiles()) all.push(record);
    this.queue = all;
    this.interpreter.nextMain = () => all.shift() ?? null;
  }

  private async *input(): AsyncGenerator<string> {
    if (this.queue === null) {
      yield* this.readFiles();
      return;
    }
    while (this.queue.length > 0) yield this.queue.shift()!;
  }

  private async *readFiles(): AsyncGenerator<string> {
    let read = false;
    for (const operand of this.operands) {
      if (this.assignment(operand)) continue;
      read = true;
      yield* this.readFile(operand);
    }
    if (!read) yield* this.readFile("-");
  }

  private async *readFile(name: string): AsyncGenerator<string> {
    this.state.set("FILENAME", name === "-" ? "" : name);
    this.state.set("FNR", 0);
    this.skipsFile = false;
    if (name === "-") {
      yield* this.split(this.stdin());
      return;
    }
    let text: string;
    try {
      text = decodeBytes(await inputBytes(this.context, name));
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      await this.context.warn(`cannot open "${name}" (${errorText(error)})`);
      this.status = 2;
      return;
    }
    yield* this.split(one(text));
  }

  private async *stdin(): AsyncGenerator<string> {
    if (this.state.text("RS") !== "\n") {
      yield decodeBytes(await readAll(this.context.stdin));
      return;
    }
    const decoder = new TextDecoder();
    for (;;) {
      const bytes = await this.context.stdin.read(65_536);
      yield decoder.decode(bytes, { stream: bytes.length > 0 });
      if (bytes.length === 0) return;
    }
  }

  /** Records by RS, which may change from one record to the next. */
  private async *split(pieces: AsyncGenerator<string>): AsyncGenerator<string> {
    let text = "";
    for await (const piece of pieces) {
      text += piece;
      for (
        let end = this.recordEnd(text, false);
        end !== null && !this.skipsFile;
        end = this.recordEnd(text, false)
      ) {
        const record = text.slice(end.skip, end.at);
        text = text.slice(end.next);
        yield record;
      }
      if (this.skipsFile) return;
    }
    const last = this.recordEnd(text, true);
    const rest = last === null ? text : text.slice(last.skip, last.at);
    if (rest !== "") yield rest;
  }

  /** Where the first record of the text ends. Null: it is not complete. */
  private recordEnd(text: string, final: boolean): { skip: number; at: number; next: number } | null {
    const separator = this.state.text("RS");
    if (separator === "") {
      const skip = /^\n*/.exec(text)![0].length;
      const match = /\n\n+/.exec(text.slice(skip));
      if (match === null)
        return final ? { skip, at: text.replace(/\n$/, "").length, next: text.length } : null;
      if (skip + match.index + match[0].length === text.length && !final) return null;
      return { skip, at: skip + match.index, next: skip + match.index + match[0].length };
    }
    if (separator.length === 1) {
      const at = text.indexOf(separator);
      return at === -1 ? null : { skip: 0, at, next: at + 1 };
    }
    const match = this.state.regex(separator).exec(text);
    if (match === null || match[0] === "") return null;
    return { skip: 0, at: match.index, next: match.index + match[0].length };
  }
}

async function* one(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield text;
}

function isRange(
  pattern: Expression | readonly [Expression, Expression],
): pattern is readonly [Expression, Expression] {
  return Array.isArray(pattern);
}
