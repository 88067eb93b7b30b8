import { Arguments, Waiting } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { SyscallError } from "./syscalls.ts";
import { effectOf, isChange } from "./foresight-rules.ts";
import { Encoder, type CallName, type Value } from "./wire.ts";

/** So many calls of a program are remembered. */
const MOST_CALLS = 256;
/** So many bytes of answers go along with a start. */
const MOST_BYTES = 2 ** 21;
/** Programs of one owner that are remembered. */
const MOST_PROGRAMS = 16;
/** A call that so many runs did not make is forgotten. */
const MOST_IDLE = 8;
/** So many of a program's first changes of files are remembered. */
export const MOST_CHANGES = 16;

/** A call that earlier runs made. */
interface Expected {
  readonly name: CallName;
  readonly args: readonly Value[];
  /** How many of the last runs went without it. */
  idle: number;
}

/** A change of files, without the bytes that it writes. */
interface Change {
  readonly name: CallName;
  readonly args: readonly Value[];
}

/** What earlier runs of a program did. */
interface Habits {
  /** What they asked for, by the call's text. */
  readonly expected: Map<string, Expected>;
  /** The changes that the last one made, in order, until one that is none of `isChange`. */
  changes: readonly Change[];
}

/** Makes a call of a process that is about to start. @throws SyscallError */
export type Ask = (name: CallName, args: Arguments) => Answer | void;

/**
 * What the programs of one owner ask for when they start: files that they look for and read, by program. The next run of
 * the same program gets the answers along with its start, so that it need not stop and ask. They are worked out then, for
 * that run alone; all that is remembered are the questions. The first changes that the last run made are tried out, too:
 * those that are sure to work need not be waited for.
 */
export class Foresight {
  readonly #programs = new Map<string, Habits>();

  /** @param program what stands for the program: where and how it is started */
  begin(program: string): Prospect {
    const habits = this.#programs.get(program) ?? { expected: new Map<string, Expected>(), changes: [] };
    this.#programs.delete(program);
    this.#programs.set(program, habits);
    for (const oldest of this.#programs.keys()) {
      if (this.#programs.size <= MOST_PROGRAMS) break;
      this.#programs.delete(oldest);
    }
    return new Prospect(habits);
  }
}

/** What is expected of one run. */
export class Prospect {
  readonly #habits: Habits;
  readonly #expected: Map<string, Expected>;
  /** Those whose answers were sent, in order. */
  readonly #sent: string[] = [];
  /** What of its answers the program made doubtful so far. */
  #gone: "none" | "files" | "all" = "none";
  /** The changes whose outcome was sent, and those that the program made by itself. */
  #foretold: readonly Change[] = [];
  readonly #made: Change[] = [];
  /** It changed nothing in any other way yet. */
  #isPlain = true;

  constructor(habits: Habits) {
    this.#habits = habits;
    this.#expected = habits.expected;
  }

  /**
   * What goes along with the start: answers, a list of `[name, arguments, whether it failed, result or errno name]`; and
   * the outcomes of changes, `[name, arguments, errno name or nothing]`, true if they are made in this order and before
   * all others. Null when there is nothing.
   *
   * @param isMadeUp whether what a path leads to changes by itself, so that it has to be asked for when it is wanted
   * @param copy where changes may be tried out; null: nowhere
   */
  answers(
    ask: Ask,
    isMadeUp: (path: string) => boolean,
    copy: () => Ask | null,
  ): Uint8Array<ArrayBuffer> | null {
    const list: Value[] = [];
    let bytes = 0;
    for (const [key, { name, args }] of this.#expected) {
      if (typeof args[0] === "string" && isMadeUp(args[0])) continue;
      const answer = attempt(ask, name, args);
      if (answer === null) continue;
      const [, result] = answer;
      const size = result instanceof Uint8Array ? result.length : 0;
      if (bytes + size > MOST_BYTES) continue;
      bytes += size;
      this.#sent.push(key);
      list.push([name, args, ...answer]);
    }
    const changes = this.#outcomes(isMadeUp, copy);
    if (list.length === 0 && changes.length === 0) return null;
    const encoder = new Encoder();
    encoder.value([list, changes]);
    return encoder.window(0, encoder.length).slice();
  }

  #outcomes(isMadeUp: (path: string) => boolean, copy: () => Ask | null): Value[] {
    const { changes } = this.#habits;
    const ask = changes.length > 0 ? copy() : null;
    if (!ask) return [];
    const list: Value[] = [];
    for (const { name, args } of changes) {
      if (args.some((arg) => typeof arg === "string" && isMadeUp(arg))) break;
      const given = name === "writeFile" ? args.with(1, new Uint8Array(0)) : args;
      const answer = attempt(ask, name, given);
      if (answer === null) break;
      const [failed, code] = answer;
      list.push([name, args, failed ? code : undefined]);
    }
    this.#foretold = changes.slice(0, list.length);
    return list;
  }

  /** The program makes a call, one whose answer it did not have. */
  made(name: CallName, values: Value): void {
    if (!Array.isArray(values)) return;
    const args = values as readonly Value[];
    const effect = effectOf(name, args);
    if (this.#isPlain && isChange(name, args)) this.#note(name, args);
    else if (effect === "files" || effect === "all") this.#isPlain = false;
    if (this.#gone === "all") return;
    if (effect === "files" || effect === "all") this.#gone = effect;
    if (effect !== "pure" || this.#expected.size >= MOST_CALLS) return;
    // It would not be served ahead.
    if (this.#gone === "files" && name !== "kind") return;
    const key = JSON.stringify([name, args]);
    if (!this.#expected.has(key)) this.#expected.set(key, { name, args, idle: 0 });
  }

  #note(name: CallName, args: readonly Value[]): void {
    if (this.#made.length >= MOST_CHANGES) return;
    this.#made.push({ name, args: args.map((arg) => (arg instanceof Uint8Array ? undefined : arg)) });
  }

  /**
   * The program ended by itself.
   *
   * @param used which of the answers it used, a byte for each
   * @param changes how many of the foretold changes it made
   */
  ended(used: Value, changes: Value): void {
    const foretold = this.#foretold.slice(0, typeof changes === "number" ? changes : 0);
    this.#habits.changes = [...foretold, ...this.#made].slice(0, MOST_CHANGES);
    if (!(used instanceof Uint8Array)) return;
    for (const [i, key] of this.#sent.entries()) {
      const expected = this.#expected.get(key);
      if (!expected) continue;
      expected.idle = used[i] === 1 ? 0 : expected.idle + 1;
      if (expected.idle > MOST_IDLE) this.#expected.delete(key);
    }
  }
}

/** Whether it failed, and the result or the errno's name; null when there is no such answer. */
function attempt(ask: Ask, name: CallName, args: readonly Value[]): [boolean, Value] | null {
  try {
    const answer = ask(name, new Arguments(args));
    return answer instanceof Waiting ? null : [false, answer ?? undefined];
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return [true, error.code];
  }
}
