import type { TestCase } from "../../src/core/case.ts";
import { sameStream } from "../../src/core/scoring.ts";
import type { Draft } from "./family.ts";
import { Random } from "./random.ts";
import type { Answer } from "./answer.ts";

/** Longer answers teach nothing more and make the files heavy. */
const MAX_ANSWER = 64 * 1024;

const HIDDEN_SHARE = 1 / 3;

interface Kept {
  readonly draft: Draft;
  readonly answer: Answer;
}

/** Why an answer cannot become a case, or null. */
export function unfit(answer: Answer, stderrExempt: boolean): string | null {
  if (answer.code === null) return "did not end by itself";
  const silent = sameStream(answer.stdout, "") && (stderrExempt || sameStream(answer.stderr, ""));
  if (answer.code === 0 && silent) return "says nothing: an empty program would do";
  if (answer.stdout.length + answer.stderr.length > MAX_ANSWER) return "answers too much";
  if (/�/.test(answer.stderr)) return "prints bytes that are not UTF-8";
  // Stack traces and paths depend on where the bundle lies.
  if (/reference\/main\.js|\n {4}at /.test(answer.stderr)) return "prints a stack trace";
  return null;
}

/** Of cases with the same answer in one family, only as many as the family allows. */
function distinct(kept: readonly Kept[], stderrExempt: boolean): Kept[] {
  const count = new Map<string, number>();
  return kept.filter(({ draft, answer }) => {
    const same = [draft.family.name, answer.code, answer.stdout, stderrExempt ? "" : answer.stderr];
    const key = JSON.stringify(same);
    const before = count.get(key) ?? 0;
    count.set(key, before + 1);
    return before < draft.family.repeat;
  });
}

/** How alike two inputs look: the same number of arguments, the same flags, the same files. */
function likeness(a: Draft, b: Draft): number {
  const flags = (draft: Draft): string => draft.input.args.filter((arg) => arg.startsWith("-")).join(" ");
  const files = (draft: Draft): string => Object.keys(draft.input.files).sort().join(" ");
  const equal = a.input.args.filter((arg, index) => b.input.args[index] === arg).length;
  return (
    (flags(a) === flags(b) ? 4 : 0) +
    (shape(a) === shape(b) ? 8 : 0) +
    (files(a) === files(b) ? 2 : 0) +
    (a.input.args.length === b.input.args.length ? 2 : 0) +
    equal
  );
}

/** What an input asks for, without its numbers: inputs of one shape are each other's best duals. */
function shape({ input }: Draft): string {
  return JSON.stringify(input.args).replaceAll(/\d+/g, "0");
}

/**
 * Indices that become hidden: `count` of them if possible. Each leaves a visible one with the same exit code, and of
 * the same shape as long as there are such.
 */
function chooseHidden(kept: readonly Kept[], count: number, random: Random): ReadonlySet<number> {
  const hidden = new Set<number>();
  const order = random.shuffle(kept.map((_, at) => at));
  for (const sameShape of [true, false]) {
    for (const index of order) {
      if (hidden.size >= count) return hidden;
      const one = kept[index]!;
      const stays = kept.some(
        (other, at) =>
          at !== index &&
          !hidden.has(at) &&
          other.answer.code === one.answer.code &&
          (!sameShape || shape(other.draft) === shape(one.draft)),
      );
      if (stays) hidden.add(index);
    }
  }
  return hidden;
}

/**
 * Drops unfit and repeated answers, splits off a third as hidden, family by family, and pairs each hidden case with
 * the visible ones of its family that look most alike.
 */
export function selectCases(
  taskId: string,
  drafts: readonly Draft[],
  answers: readonly Answer[],
  stderrExempt: boolean,
): readonly TestCase[] {
  const fit = drafts
    .map((draft, index) => ({ draft, answer: answers[index]! }))
    .filter(({ answer }) => unfit(answer, stderrExempt) === null);
  const families = Map.groupBy(distinct(fit, stderrExempt), ({ draft }) => draft.family);
  const cases: TestCase[] = [];
  let owed = 0;
  for (const [family, kept] of families) {
    owed += kept.length * HIDDEN_SHARE;
    // What one family cannot hide (it has one case only), a later one may.
    const wanted = Math.min(Math.round(owed), Math.floor(kept.length / 2));
    const hidden = chooseHidden(kept, wanted, new Random(`${taskId}/${family.name}/split`));
    owed -= hidden.size;
    const name = (index: number): string => `${family.name}-${String(index + 1).padStart(3, "0")}`;
    for (const [index, { draft, answer }] of kept.entries()) {
      const alike = kept
        .map((other, at) => ({ at, other }))
        .filter(({ at, other }) => !hidden.has(at) && other.answer.code === answer.code)
        .sort((a, b) => likeness(b.other.draft, draft) - likeness(a.other.draft, draft) || a.at - b.at);
      cases.push({
        name: name(index),
        ...draft.input,
        hidden: hidden.has(index),
        duals: hidden.has(index) ? alike.slice(0, 2).map(({ at }) => name(at)) : [],
        labels: family.features.map((feature) => `feature:${feature}`),
        expected: { stdout: answer.stdout, stderr: answer.stderr, code: answer.code ?? -1 },
      });
    }
  }
  return cases;
}
