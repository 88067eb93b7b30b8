import { SyscallError } from "../../machine/syscalls.ts";
import { decodeBytes } from "../bytes.ts";
import { errorText } from "../run/messages.ts";
import { baseName, isFolder, statOrNull } from "./file-tools.ts";
import { inputBytes } from "./inputs.ts";
import { readOptions, usage, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { formatTime } from "./time-format.ts";

/** A stretch where the files differ: lines `[from, to)` of each, counted from 0. */
interface Change {
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

interface Side {
  readonly name: string;
  readonly lines: readonly string[];
  /** The last line has its newline. */
  readonly complete: boolean;
}

/** diff [-u|-U n|-c] [-r] [-q] [-i] [-w] [-b] [-B] [-N] [-s] file file; 0: equal, 1: different, 2: trouble. */
export const diff: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "urqiwbBNsatp",
    values: "UL",
    long: {
      unified: "u",
      "unified=": "U",
      recursive: "r",
      brief: "q",
      "ignore-case": "i",
      "ignore-all-space": "w",
      "ignore-space-change": "b",
      "ignore-blank-lines": "B",
      "new-file": "N",
      "report-identical-files": "s",
      "label=": "L",
      text: "a",
      "strip-trailing-cr": "strip",
      color: "color",
    },
  });
  const [first, second] = options.operands;
  if (first === undefined || second === undefined)
    return usage(context, `missing operand after '${first ?? context.name}'`, 2);
  try {
    return await compare(context, options, first, second, false);
  } catch (error) {
    if (!(error instanceof SyscallError) || error.code === "EPIPE") throw error;
    const missing = first !== "-" && statOrNull(context, first) === null ? first : second;
    return context.fail(`${missing}: ${errorText(error)}`, 2);
  }
};

async function compare(
  context: ProgramContext,
  options: Options,
  first: string,
  second: string,
  nested: boolean,
): Promise<number> {
  const folders = [first, second].map((name) => name !== "-" && isFolder(statOrNull(context, name)));
  if (folders[0] === true && folders[1] === true) return compareFolders(context, options, first, second);
  const [a, b] = [
    folders[0] === true ? `${first}/${baseName(second)}` : first,
    folders[1] === true ? `${second}/${baseName(first)}` : second,
  ];
  return compareFiles(context, options, a, b, nested);
}

async function compareFolders(
  context: ProgramContext,
  options: Options,
  first: string,
  second: string,
): Promise<number> {
  const names = (folder: string): string[] =>
    context.sys.readdir(context.path(folder)).map(({ name }) => name);
  const [left, right] = [names(first), names(second)];
  let status = 0;
  for (const name of [...new Set([...left, ...right])].toSorted()) {
    const [a, b] = [`${first}/${name}`, `${second}/${name}`];
    if (!left.includes(name) || !right.includes(name)) {
      if (options.has("N")) status = Math.max(status, await compareFiles(context, options, a, b, true));
      else {
        await context.out.line(`Only in ${left.includes(name) ? first : second}: ${name}`);
        status = Math.max(status, 1);
      }
      continue;
    }
    const both = isFolder(statOrNull(context, a)) && isFolder(statOrNull(context, b));
    if (both && !options.has("r")) await context.out.line(`Common subdirectories: ${a} and ${b}`);
    else status = Math.max(status, await compare(context, options, a, b, true));
  }
  return status;
}

async function compareFiles(
  context: ProgramContext,
  options: Options,
  first: string,
  second: string,
  nested: boolean,
): Promise<number> {
  const read = async (name: string): Promise<Uint8Array> => {
    if (options.has("N") && name !== "-" && statOrNull(context, name) === null) return new Uint8Array();
    return inputBytes(context, name);
  };
  const [left, right] = [await read(first), await read(second)];
  const same = left.length === right.length && left.every((byte, i) => byte === right[i]);
  if (same) {
    if (options.has("s")) await context.out.line(`Files ${first} and ${second} are identical`);
    return 0;
  }
  if (!options.has("a") && (left.includes(0) || right.includes(0))) {
    await context.out.line(`Binary files ${first} and ${second} differ`);
    return 2 - 1;
  }
  const [a, b] = [side(first, left), side(second, right)];
  const changes = findChanges(a, b, comparable(options));
  if (changes.length === 0) return 0;
  if (options.has("q")) {
    await context.out.line(`Files ${first} and ${second} differ`);
    return 1;
  }
  if (nested)
    await context.out.line(
      `diff ${context.args.filter((arg) => arg.startsWith("-")).join(" ")} ${first} ${second}`.replace(
        / {2,}/,
        " ",
      ),
    );
  if (options.has("u", "U")) await printUnified(context, options, a, b, changes);
  else await printNormal(context, a, b, changes);
  return 1;
}

function side(name: string, bytes: Uint8Array): Side {
  const text = decodeBytes(bytes);
  const complete = text === "" || text.endsWith("\n");
  return {
    name,
    lines: text === "" ? [] : (complete && text !== "" ? text.slice(0, -1) : text).split("\n"),
    complete,
  };
}

/** A line as it is compared. */
function comparable(options: Options): (line: string) => string {
  return (line) => {
    let text = line;
    if (options.has("strip")) text = text.replace(/\r$/, "");
    if (options.has("w")) text = text.replace(/\s+/g, "");
    else if (options.has("b")) text = text.replace(/\s+/g, " ").trimEnd();
    return options.has("i") ? text.toLowerCase() : text;
  };
}

/** Myers' algorithm: a shortest list of removed and added lines, gathered into stretches. */
function findChanges(left: Side, right: Side, form: (line: string) => string): Change[] {
  const a = left.lines.map(form);
  const b = right.lines.map(form);
  // A missing last newline is a difference of its own.
  if (!left.complete) a[a.length - 1] += "\0";
  if (!right.complete) b[b.length - 1] += "\0";
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const steps = shortestEdit(a.slice(start, endA), b.slice(start, endB));
  const changes: Change[] = [];
  let [x, y] = [start, start];
  for (let i = 0; i < steps.length;) {
    if (steps[i] === "=") {
      x++;
      y++;
      i++;
      continue;
    }
    const from = [x, y] as const;
    for (; i < steps.length && steps[i] !== "="; i++) {
      if (steps[i] === "-") x++;
      else y++;
    }
    changes.push({ a: [from[0], x], b: [from[1], y] });
  }
  return changes;
}

function shortestEdit(a: readonly string[], b: readonly string[]): ("=" | "-" | "+")[] {
  const max = a.length + b.length;
  const trace: Map<number, number>[] = [];
  let best = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= max; d++) {
    trace.push(new Map(best));
    const next = new Map(best);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (next.get(k - 1) ?? -1) < (next.get(k + 1) ?? -1));
      let x = down ? (next.get(k + 1) ?? 0) : (next.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      next.set(k, x);
      if (x >= a.length && y >= b.length) return backtrack(trace, a, b);
    }
    best = next;
  }
  return [];
}

function backtrack(
  trace: readonly Map<number, number>[],
  a: readonly string[],
  b: readonly string[],
): ("=" | "-" | "+")[] {
  const steps: ("=" | "-" | "+")[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const best = trace[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && (best.get(k - 1) ?? -1) < (best.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const beforeX = d === 0 ? 0 : (best.get(before) ?? 0);
    const beforeY = d === 0 ? 0 : beforeX - before;
    while (x > beforeX && y > beforeY && x > 0 && y > 0 && a[x - 1] === b[y - 1]) {
      steps.push("=");
      x--;
      y--;
    }
    if (d > 0) steps.push(down ? "+" : "-");
    [x, y] = [beforeX, beforeY];
  }
  return steps.reverse();
}

const NO_NEWLINE = "\\ No newline at end of file";

async function printLine(context: ProgramContext, from: Side, at: number, mark: string): Promise<void> {
  await context.out.line(mark + from.lines[at]);
  if (at === from.lines.length - 1 && !from.complete) await context.out.line(NO_NEWLINE);
}

async function printNormal(
  context: ProgramContext,
  a: Side,
  b: Side,
  changes: readonly Change[],
): Promise<void> {
  const range = ([from, to]: readonly [number, number]): string =>
    to - from <= 1 ? String(to > from ? from + 1 : from) : `${from + 1},${to}`;
  for (const change of changes) {
    const [removed, added] = [change.a[1] > change.a[0], change.b[1] > change.b[0]];
    await context.out.line(
      `${range(change.a)}${removed && added ? "c" : removed ? "d" : "a"}${range(change.b)}`,
    );
    for (let i = change.a[0]; i < change.a[1]; i++) await printLine(context, a, i, "< ");
    if (removed && added) await context.out.line("---");
    for (let i = change.b[0]; i < change.b[1]; i++) await printLine(context, b, i, "> ");
  }
}

async function printUnified(
  context: ProgramContext,
  options: Options,
  a: Side,
  b: Side,
  changes: readonly Change[],
): Promise<void> {
  const around = Number(options.value("U") ?? 3);
  const labels = options.all.filter(([name]) => name === "L").map(([, value]) => value);
  const head = ({ name }: Side, label: string | undefined): string => {
    if (label !== undefined) return label;
    const when = name === "-" ? Date.now() : (statOrNull(context, name)?.mtimeMs ?? 0);
    return `${name}\t${formatTime("%Y-%m-%d %H:%M:%S.%N %z", new Date(when), Math.round((when % 1000) * 1e6))}`;
  };
  await context.out.line(`--- ${head(a, labels[0])}`);
  await context.out.line(`+++ ${head(b, labels[1])}`);
  for (let i = 0; i < changes.length;) {
    let last = i;
    while (last + 1 < changes.length && changes[last + 1]!.a[0] - changes[last]!.a[1] <= 2 * around) last++;
    const hunk = changes.slice(i, last + 1);
    const [first, end] = [hunk[0]!, hunk.at(-1)!];
    const fromA = Math.max(0, first.a[0] - around);
    const toA = Math.min(a.lines.length, end.a[1] + around);
    const fromB = first.b[0] - (first.a[0] - fromA);
    const toB = end.b[1] + (toA - end.a[1]);
    const range = (from: number, to: number): string =>
      to - from === 1 ? String(from + 1) : `${to > from ? from + 1 : from},${to - from}`;
    await context.out.line(`@@ -${range(fromA, toA)} +${range(fromB, toB)} @@`);
    let at = fromA;
    for (const change of hunk) {
      for (; at < change.a[0]; at++) await printLine(context, a, at, " ");
      for (; at < change.a[1]; at++) await printLine(context, a, at, "-");
      for (let j = change.b[0]; j < change.b[1]; j++) await printLine(context, b, j, "+");
    }
    for (; at < toA; at++) await printLine(context, a, at, " ");
    i = last + 1;
  }
}
