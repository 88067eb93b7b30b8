import { SyscallError } from "../../machine/syscalls.ts";
import { decodeBytes, encodeText } from "../bytes.ts";
import { byteLines } from "../io/reader.ts";
import { errorText } from "../run/messages.ts";
import { withInput } from "./inputs.ts";
import { ProgramExit, type ProgramContext } from "./program.ts";
import type { Address, SedCommand, Substitution } from "./sed-script.ts";
import { replaced, unambiguous } from "./sed-text.ts";

export interface Settings {
  readonly commands: readonly SedCommand[];
  readonly quiet: boolean;
  readonly separate: boolean;
  readonly end: string;
}

interface InputLine {
  readonly text: string;
  readonly terminated: boolean;
  /** The last line of a file that is edited apart from the others. */
  readonly ends: boolean;
}

/** Runs a script over the lines of files. */
export class Editor {
  private readonly context: ProgramContext;
  private readonly settings: Settings;
  private readonly collected: string[] | null;
  private space = "";
  private hold = "";
  private number = 0;
  private terminated = true;
  private endsFile = false;
  private appended: string[] = [];
  private inRange = new Map<SedCommand, number>();
  private lastRegex: RegExp | null = null;
  private substituted = false;
  private readonly written = new Map<string, string[]>();
  private input!: AsyncGenerator<InputLine>;
  private ahead: InputLine | null = null;
  private status = 0;
  private fileName = "-";

  constructor(context: ProgramContext, settings: Settings, collected: string[] | null = null) {
    this.context = context;
    this.settings = settings;
    this.collected = collected;
  }

  async run(files: readonly string[]): Promise<number> {
    this.input = this.lines(files);
    this.ahead = await this.next();
    let quit: number | null = null;
    while (quit === null && (await this.take())) {
      quit = await this.cycle();
      await this.context.breathe();
    }
    for (const [name, lines] of this.written) {
      this.context.sys.writeFile(this.context.path(name), encodeText(lines.join("")), 0o1101, 0o666);
    }
    return quit ?? this.status;
  }

  private async *lines(files: readonly string[]): AsyncGenerator<InputLine> {
    for (const name of files) {
      const found: InputLine[] = [];
      try {
        if (name === "-") {
          for await (const { bytes, terminated } of byteLines(
            this.context.stdin,
            this.settings.end.charCodeAt(0),
          )) {
            yield { text: decodeBytes(bytes), terminated, ends: false };
          }
          continue;
        }
        await withInput(this.context, name, async ({ file }) => {
          for await (const { bytes, terminated } of byteLines(file, this.settings.end.charCodeAt(0))) {
            found.push({ text: decodeBytes(bytes), terminated, ends: false });
          }
        });
      } catch (error) {
        if (!(error instanceof SyscallError) || error.code === "EPIPE") throw error;
        const reason = errorText(error);
        await this.context.warn(
          reason === "Is a directory"
            ? `couldn't edit ${name}: not a regular file`
            : `can't read ${name}: ${reason}`,
        );
        this.status = 2;
      }
      this.fileName = name;
      for (const [i, line] of found.entries())
        yield { ...line, ends: this.settings.separate && i === found.length - 1 };
    }
  }

  private async next(): Promise<InputLine | null> {
    const result = await this.input.next();
    return result.done === true ? null : result.value;
  }

  /** The next line into the pattern space. @returns false at the end. */
  private async take(append = false): Promise<boolean> {
    if (this.ahead === null) return false;
    const { text, terminated, ends } = this.ahead;
    this.space = append ? this.space + this.settings.end + text : text;
    this.terminated = terminated;
    this.endsFile = ends;
    this.number++;
    this.ahead = await this.next();
    return true;
  }

  private async write(text: string, terminated = true): Promise<void> {
    const whole = text + (terminated ? this.settings.end : "");
    if (this.collected === null) await this.context.out.text(whole);
    else this.collected.push(whole);
  }

  private async endCycle(): Promise<void> {
    if (!this.settings.quiet) await this.write(this.space, this.terminated || this.ahead !== null);
    await this.flushAppended();
  }

  private async flushAppended(): Promise<void> {
    for (const text of this.appended.splice(0)) {
      if (this.collected === null) await this.context.out.text(text);
      else this.collected.push(text);
    }
  }

  /** Runs the script on the pattern space. @returns the exit status when the script quits. */
  private async cycle(): Promise<number | null> {
    const { commands } = this.settings;
    this.substituted = false;
    for (let at = 0; at < commands.length; at++) {
      const command = commands[at]!;
      if (this.selects(command) === command.negated) {
        if (command.name === "{") at = command.target;
        continue;
      }
      const step = await this.execute(command);
      if (step === "next") continue;
      if (step === "jump") at = command.target - 1;
      else if (step === "restart") at = -1;
      else if (step === "end") break;
      else if (step === "delete") {
        await this.flushAppended();
        return null;
      } else {
        if (step.print) await this.endCycle();
        return step.status;
      }
    }
    await this.endCycle();
    return null;
  }

  private selects(command: SedCommand): boolean {
    const [first, second] = command.addresses;
    if (first === undefined) return true;
    if (second === undefined) return this.matches(first);
    const until = this.inRange.get(command);
    if (until === undefined) {
      if (first.kind === "line" && first.number === 0 && second.kind === "regex") {
        if (this.number === 1) return this.enter(command, second, true);
        return false;
      }
      return this.matches(first) && this.enter(command, second, false);
    }
    const ends =
      second.kind === "regex" || second.kind === "last" ? this.matches(second) : this.number >= until;
    if (ends) this.inRange.delete(command);
    if (second.kind === "line" && this.number > until) return this.selects(command);
    return true;
  }

  /** The first line of a range. Its end is looked for from the next line on. */
  private enter(command: SedCommand, second: Address, atOnce: boolean): boolean {
    let until = Infinity;
    if (second.kind === "line") until = second.number;
    else if (second.kind === "plus") until = this.number + second.number;
    else if (second.kind === "multiple")
      until = second.number === 0 ? this.number : Math.ceil(this.number / second.number) * second.number;
    else if (second.kind === "step") until = this.number;
    if (atOnce && second.kind === "regex" && this.matches(second)) return true;
    if (until > this.number && !(second.kind === "last" && this.matches(second)))
      this.inRange.set(command, until);
    return true;
  }

  private matches(address: Address): boolean {
    switch (address.kind) {
      case "line":
        return this.number === address.number;
      case "step":
        return address.step === 0
          ? this.number === address.first
          : this.number >= address.first && (this.number - address.first) % address.step === 0;
      case "last":
        return this.ahead === null || this.endsFile;
      case "regex": {
        const regex = address.regex ?? this.lastRegex;
        if (regex === null) return false;
        this.lastRegex = regex;
        regex.lastIndex = 0;
        return regex.test(this.space);
      }
      default:
        return false;
    }
  }

  private async execute(
    command: SedCommand,
  ): Promise<"next" | "jump" | "restart" | "end" | "delete" | { status: number; print: boolean }> {
    const { text } = command;
    switch (command.name) {
      case "s":
        await this.substitute(command.substitution!);
        return "next";
      case "y":
        this.space = Array.from(this.space, (char) => command.map!.get(char) ?? char).join("");
        return "next";
      case "p":
        await this.write(this.space);
        return "next";
      case "P":
        await this.write(this.space.split(this.settings.end)[0]!);
        return "next";
      case "d":
        return "delete";
      case "D": {
        const at = this.space.indexOf(this.settings.end);
        if (at === -1) return "delete";
        this.space = this.space.slice(at + 1);
        await this.flushAppended();
        return "restart";
      }
      case "n":
        if (this.ahead === null) return this.settings.quiet ? "delete" : "end";
        if (!this.settings.quiet) await this.write(this.space);
        await this.flushAppended();
        await this.take();
        return "next";
      case "N":
        if (this.ahead === null) return "end";
        await this.flushAppended();
        await this.take(true);
        return "next";
      case "g":
        this.space = this.hold;
        return "next";
      case "G":
        this.space += this.settings.end + this.hold;
        return "next";
      case "h":
        this.hold = this.space;
        return "next";
      case "H":
        this.hold += this.settings.end + this.space;
        return "next";
      case "x":
        [this.space, this.hold] = [this.hold, this.space];
        return "next";
      case "z":
        this.space = "";
        return "next";
      case "=":
        await this.write(String(this.number));
        return "next";
      case "F":
        await this.write(this.fileName);
        return "next";
      case "l":
        await this.write(unambiguous(this.space, text === "" ? 70 : Number(text)));
        return "next";
      case "b":
        return "jump";
      case "t":
      case "T": {
        const jumps = this.substituted === (command.name === "t");
        if (command.name === "t" || this.substituted) this.substituted = false;
        return jumps ? "jump" : "next";
      }
      case "q":
        return { status: Number(text || 0), print: true };
      case "Q":
        return { status: Number(text || 0), print: false };
      default:
        return this.insertOrFile(command);
    }
  }

  private async insertOrFile(command: SedCommand): Promise<"next" | "delete"> {
    const { text } = command;
    switch (command.name) {
      case "a":
        this.appended.push(text);
        return "next";
      case "i":
        await this.write(text.slice(0, -1));
        return "next";
      case "c": {
        const last = command.addresses.length < 2 || command.negated || !this.inRange.has(command);
        if (last) await this.write(text.slice(0, -1));
        return "delete";
      }
      case "r":
        if (this.readable(text))
          this.appended.push(decodeBytes(this.context.sys.readFile(this.context.path(text))));
        return "next";
      case "w":
        await this.writeTo(text, `${this.space}\n`);
        return "next";
      default:
        return "next";
    }
  }

  private readable(name: string): boolean {
    try {
      this.context.sys.access(this.context.path(name), 4);
      return true;
    } catch (error) {
      // sed goes on without a file that it cannot read.
      errorText(error);
      return false;
    }
  }

  private async writeTo(name: string, text: string): Promise<void> {
    if (name === "/dev/stdout") await this.context.out.text(text);
    else if (name === "/dev/stderr") await this.context.stderr.write(encodeText(text));
    else this.written.set(name, [...(this.written.get(name) ?? []), text]);
  }

  private async substitute(substitution: Substitution): Promise<void> {
    const regex = substitution.regex ?? this.lastRegex;
    if (regex === null) {
      await this.context.warn("no previous regular expression");
      throw new ProgramExit(1);
    }
    this.lastRegex = regex;
    let count = 0;
    let changed = false;
    let result = "";
    let at = 0;
    for (const match of this.space.matchAll(resetRegex(regex))) {
      // An empty match right behind another one does not count.
      if (match[0] === "" && match.index === at && count > 0 && at > 0) continue;
      count++;
      if (count < substitution.number || (!substitution.global && count > substitution.number)) continue;
      result += this.space.slice(at, match.index) + replaced(substitution.replacement, match);
      at = match.index + match[0].length;
      changed = true;
      if (!substitution.global) break;
    }
    if (!changed) return;
    this.substituted = true;
    this.space = result + this.space.slice(at);
    if (substitution.print) await this.write(this.space);
    if (substitution.file !== null) await this.writeTo(substitution.file, `${this.space}\n`);
  }
}

function resetRegex(regex: RegExp): RegExp {
  regex.lastIndex = 0;
  return regex;
}
