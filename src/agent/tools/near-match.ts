/** Lines of a text that come closest to a block that was looked for. */
export interface NearMatch {
  /** First line, counted from 1. */
  readonly line: number;
  readonly lines: readonly string[];
  /** 0 … 1; 1 when only white space or quotes differ. */
  readonly likeness: number;
}

const LEAST_LIKENESS = 0.5;
/** Texts with more lines than this are not searched: the model can look itself. */
const MOST_LINES = 50_000;

/** The place in a text that is most like the block, or null when none is like it. */
export function nearMatch(text: string, block: string): NearMatch | null {
  const lines = text.split(/\r?\n/);
  const wanted = trimEnds(block.split(/\r?\n/)).map(plain);
  if (wanted.length === 0 || lines.length > MOST_LINES) return null;
  const plainLines = lines.map(plain);
  const grams = wanted.map(bigrams);
  let best = { at: -1, likeness: 0 };
  for (let at = 0; at + wanted.length <= lines.length; at += 1) {
    let sum = 0;
    for (const [i, line] of wanted.entries()) {
      const here = plainLines[at + i] ?? "";
      sum += here === line ? 1 : dice(bigrams(here), grams[i] ?? new Set());
    }
    if (sum / wanted.length > best.likeness) best = { at, likeness: sum / wanted.length };
  }
  if (best.likeness < LEAST_LIKENESS) return null;
  return {
    line: best.at + 1,
    lines: lines.slice(best.at, best.at + wanted.length),
    likeness: best.likeness,
  };
}

function trimEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first === -1 ? [] : lines.slice(first, last + 1);
}

/** What remains of a line when white space and the kind of quotes do not count. */
function plain(line: string): string {
  return line
    .replaceAll(/[“”‘’'`]/g, '"')
    .replaceAll(/\s+/g, " ")
    .trim();
}

function bigrams(line: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let i = 0; i + 1 < line.length; i += 1) grams.add(line.slice(i, i + 2));
  return grams;
}

/** Dice's coefficient of two sets. */
function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
