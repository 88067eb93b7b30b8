import { Arguments, Waiting } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { SyscallError } from "./syscalls.ts";
import { effectOf } from "./foresight-rules.ts";
import { Encoder, type CallName, type Value } from "./wire.ts";

/** So many calls of a program are remembered. */
const MOST_CALLS = 256;
/** So many bytes of answers go along with a start. */
const MOST_BYTES = 2 ** 21;
/** Programs of one owner that are remembered. */
const MOST_PROGRAMS = 16;
/** A call that so many runs did not make is forgotten. */
const MOST_IDLE = 8;

/** A call that earlier runs made. */
interface Expected {
  readonly name: CallName;
  readonly args: readonly Value[];
  /** How many of the last runs went without it. */
  idle: number;
}

/** Makes a call of a process that is about to start. @throws SyscallError */
type Ask = (name: CallName, args: Arguments) => Answer | void;

/**
 * What the programs of one owner ask for when they start: files that they look for and read, by program. The next run of
 * the same program gets the answers along with its start, so that it need not stop and ask. They are worked out then, for
 * that run alone; all that is remembered are the questions.
 */
export class Foresight {
  /** By program: what is expected, by the call's text. */
  readonly #programs = new Map<string, Map<string, Expected>>();

  /** @param program what stands for the program: where and how it is started */
  begin(program: string): Prospect {
    const expected = this.#programs.get(program) ?? new Map<string, Expected>();
    this.#programs.delete(program);
    this.#programs.set(program, expected);
    for (const oldest of this.#programs.keys()) {
      if (this.#programs.size <= MOST_PROGRAMS) break;
      this.#programs.delete(oldest);
    }
    return new Prospect(expected);
  }
}

/** What is expected of one run. */
export class Prospect {
  readonly #expected: Map<string, Expected>;
  /** Those whose answers were sent, in order. */
  readonly #sent: string[] = [];
  /** What of its answers the program made doubtful so far. */
  #gone: "none" | "files" | "all" = "none";

  constructor(expected: Map<string, Expected>) {
    this.#expected = expected;
  }

  /**
   * The answers: a list of `[name, arguments, whether it failed, result or errno name]`. Null when there are none.
   *
   * @param isMadeUp whether what a path leads to changes by itself, so that it has to be asked for when it is wanted
   */
  answers(ask: Ask, isMadeUp: (path: string) => boolean): Uint8Array<ArrayBuffer> | null {
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
    if (list.length === 0) return null;
    const encoder = new Encoder();
    encoder.value(list);
    return encoder.window(0, encoder.length).slice();
  }

  /** The program makes a call, one whose answer it did not have. */
  made(name: CallName, values: Value): void {
    if (this.#gone === "all" || !Array.isArray(values)) return;
    const args = values as readonly Value[];
    const effect = effectOf(name, args);
    if (effect === "files" || effect === "all") this.#gone = effect;
    if (effect !== "pure" || this.#expected.size >= MOST_CALLS) return;
    // It would not be served ahead.
    if (this.#gone === "files" && name !== "kind") return;
    const key = JSON.stringify([name, args]);
    if (!this.#expected.has(key)) this.#expected.set(key, { name, args, idle: 0 });
  }

  /** The program ended by itself. `used`: which of the answers it used, a byte for each. */
  ended(used: Value): void {
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
