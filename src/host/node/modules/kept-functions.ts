import { KeptMap } from "../kept-map.ts";

/** So many characters of sources are kept; then all are forgotten. */
const MOST = 2 ** 23;

const HEAD = "(function(){return ";
const TAIL = "})";

/** Makes a program's function, a new one each time. */
export type MakeFunction = () => unknown;

/**
 * Keeps compiled what V8 compiles anew each time: it remembers the texts that `eval` got before, but not those with tagged
 * templates in them, and a program's bundle of a megabyte takes longer to compile than to run. What is kept is a function
 * that makes a program's function, so each program has its own, with nothing of another's in it. Only the very same text
 * finds it.
 */
export class KeptFunctions {
  #makers = new KeptMap<string, MakeFunction>();
  #length = 0;

  /** What goes before and after a text that is a function's expression, or null: V8 remembers that one itself. */
  around(text: string): { readonly head: string; readonly tail: string } | null {
    // A template that may have a tag: to know, it would have to be parsed.
    return text.length <= MOST && text.includes("`") ? { head: HEAD, tail: TAIL } : null;
  }

  /** What makes functions of a text that stands between what `around` gave, if it was kept. */
  maker(text: string): MakeFunction | undefined {
    return this.#makers.get(text);
  }

  /** Returns what it keeps. */
  keep(text: string, make: MakeFunction): MakeFunction {
    if (this.#makers.has(text)) return make;
    if (this.#length + text.length > MOST) {
      this.#makers = new KeptMap();
      this.#length = 0;
    }
    this.#makers.set(text, make);
    this.#length += text.length;
    return make;
  }
}
