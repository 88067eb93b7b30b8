import type { Random } from "../../pipeline/random.ts";

/** A tree to be written as Newick. */
export interface Node {
  name: string;
  /** As it is written; empty for none. */
  length: string;
  annotation: string;
  readonly children: readonly Node[];
}

export const TIPS = [
  "Pig",
  "Cow",
  "Horse",
  "Cat",
  "Rat",
  "Mouse",
  "Human",
  "Chimp",
  "Baboon",
  "Dog",
  "Bat",
  "Owl",
  "Frog",
  "Newt",
  "Hen",
  "Cod",
] as const;

export interface Shape {
  /** How many tips, at most. */
  readonly tips?: readonly [number, number];
  readonly lengths?: (r: Random) => string;
  readonly annotations?: readonly string[];
  /** Probability that an inner node has a name. */
  readonly inner?: number;
  readonly names?: readonly string[];
}

export const length = (r: Random): string =>
  r.pick([
    () => `0.${r.int(1, 99)}`,
    () => `0.0${r.int(1, 99)}`,
    () => String(r.int(1, 9)),
    () => `${r.int(0, 3)}.${r.int(1, 999)}`,
    () => `${r.int(1, 9)}e-${r.int(1, 3)}`,
  ])();

/** A random tree; its names are all different. */
export function tree(r: Random, shape: Shape = {}): Node {
  const [least, most] = shape.tips ?? [3, 9];
  const names = r.sample(shape.names ?? TIPS, r.int(least, most));
  const lengths = shape.lengths ?? length;
  let inner = 0;
  const node = (children: readonly Node[], tip?: string): Node => ({
    name: tip ?? (r.chance(shape.inner ?? 0) ? `n${++inner}` : ""),
    length: lengths(r),
    annotation: shape.annotations && r.chance(0.4) ? r.pick(shape.annotations) : "",
    children,
  });
  let nodes = names.map((name) => node([], name));
  while (nodes.length > 3 || (nodes.length > 2 && r.chance(0.5))) {
    const count = r.chance(0.2) && nodes.length > 3 ? 3 : 2;
    const joined = nodes.slice(0, count);
    nodes = r.shuffle([...nodes.slice(count), node(joined)]);
  }
  return { name: "", length: "", annotation: "", children: nodes };
}

export function names(root: Node): readonly string[] {
  return root.children.length === 0 ? [root.name] : root.children.flatMap(names);
}

/** Names of tips and inner nodes. */
export function allNames(root: Node): readonly string[] {
  return [...(root.name === "" ? [] : [root.name]), ...root.children.flatMap(allNames)];
}

export function write(root: Node, space = ""): string {
  const text = ({ name, length: written, annotation, children }: Node): string => {
    const below = children.length === 0 ? "" : `(${children.map(text).join(`,${space}`)})`;
    return `${below}${name}${annotation === "" ? "" : `{${annotation}}`}${written === "" ? "" : `:${written}`}`;
  };
  return `${text(root)};\n`;
}
