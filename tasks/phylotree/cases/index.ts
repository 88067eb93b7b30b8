import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { dates } from "./dates.ts";
import { allNames, length, names, tree, write, type Node, type Shape } from "./trees.ts";

const SHAPES: Readonly<Record<string, Shape>> = {
  plain: {},
  large: { tips: [10, 14] },
  small: { tips: [2, 4] },
  named: { inner: 0.8 },
  tagged: { annotations: ["Foreground", "a", "x_1"], inner: 0.3 },
  unmeasured: { lengths: () => "" },
  partly: { lengths: (r) => (r.chance(0.6) ? length(r) : "") },
  negative: { lengths: (r) => (r.chance(0.4) ? `-${length(r)}` : length(r)) },
  zero: {
    lengths: (r) => r.pick(["0", "0.0", "0.5", "1", "1e-20", "12345678901234567890", ".5", "5.", "1.50"]),
  },
  odd: { lengths: (r) => r.pick(["abc", "1x", " 2", "Infinity", "1", "0.5", "+1", "0x10"]) },
  quoted: {
    names: ["'it''s'", "'a b'", '"c d"', "e.f", "g-h", "i_j", "'k(l)'", "'m,n'", "Zoé", "'q:r'", "T|x"],
  },
};

type Choose = (r: Random, root: Node) => readonly string[];

function asked(
  command: string,
  shape: string,
  tries: number,
  features: readonly string[],
  choose: Choose,
): Family {
  return family(`${command}-${shape}`, { features: [command, ...features], tries }, (r) => {
    const root = tree(r, SHAPES[shape]);
    return {
      args: [command, "t.nwk", ...choose(r, root)],
      files: { "t.nwk": write(root, r.pick(["", " ", "\n"])) },
    };
  });
}

/** A name as it is looked up: without quotes. */
const bare = (name: string): string => name.replace(/^(['"])(.*)\1$/, "$2").replaceAll("''", "'");
const pick = (r: Random, list: readonly string[]): string => bare(r.pick(list));

function pair(r: Random, root: Node): readonly string[] {
  const [source = "", target = ""] = r.sample(names(root), 2);
  return [r.pick(["-s", "--source"]), bare(source), r.pick(["-t", "--target"]), bare(target)];
}

const PATTERNS = ["^C", "o", "a.$", "[A-M]", "^(Pig|Cow|Rat)$", "Human", "e", "^.{3}$", "t$", "B", ".*"];

function patterns(r: Random): readonly string[] {
  const count = r.int(1, 3);
  return [
    r.pick(["-p", "--patterns"]),
    r.sample(PATTERNS, count).join(","),
    r.pick(["-t", "--tags"]),
    r.sample(["X", "Y", "fg", "Foreground", "b2"], count).join(","),
  ];
}

const commands: readonly Family[] = [
  ...[
    "plain",
    "large",
    "named",
    "tagged",
    "partly",
    "negative",
    "zero",
    "unmeasured",
    "odd",
    "quoted",
    "small",
  ].map((shape) =>
    asked("reroot", shape, shape === "plain" ? 24 : 14, ["-n"], (r, root) => [
      r.pick(["-n", "--node"]),
      pick(r, names(root)),
    ]),
  ),
  asked("reroot", "named", 14, ["-n", "inner nodes"], (r, root) => ["-n", pick(r, allNames(root))]),
  ...["plain", "large", "named", "negative", "zero", "unmeasured", "small"].map((shape) =>
    asked("distance", shape, shape === "plain" ? 24 : 12, ["-s", "-t"], pair),
  ),
  asked("distance", "plain", 16, ["-i"], (r, root) => [
    ...pair(r, root),
    r.pick(["-i", "--include-source-length"]),
  ]),
  asked("distance", "partly", 10, ["errors"], pair),
  asked("distance", "named", 10, ["inner nodes"], (r, root) => [
    "-s",
    pick(r, allNames(root)),
    "-t",
    pick(r, names(root)),
  ]),
  ...["plain", "large", "named", "tagged", "unmeasured", "quoted"].map((shape) =>
    asked("mrca", shape, shape === "plain" ? 20 : 12, ["-s", "-t"], pair),
  ),
  asked("mrca", "named", 10, ["inner nodes"], (r, root) => [
    "-s",
    pick(r, allNames(root)),
    "-t",
    pick(r, allNames(root)),
  ]),
  ...["plain", "tagged", "named", "quoted", "unmeasured"].map((shape) =>
    asked("tips", shape, 10, ["-p", "-t"], patterns),
  ),
  ...["plain", "large", "named", "tagged", "unmeasured"].map((shape) =>
    asked("tag", shape, 14, ["-p", "-t"], patterns),
  ),
  ...["none", "all", "some", "other"].map((strategy) =>
    asked("tag", strategy === "all" ? "large" : "plain", 14, ["-s"], (r) => [
      ...patterns(r),
      r.pick(["-s", "--strategy"]),
      strategy,
    ]),
  ),
  asked("tag", "tagged", 12, ["-s"], (r) => [...patterns(r), "-s", r.pick(["all", "some", "none"])]),
  asked("tag", "plain", 14, ["-i"], (r) => [
    ...patterns(r),
    r.pick(["-i", "--invert"]),
    ...(r.chance(0.4) ? ["-s", r.pick(["some", "none"])] : []),
  ]),
  asked("tag", "plain", 12, ["-l"], (r) => [...patterns(r), r.pick(["-l", "--leaf-only"])]),
  asked("tag", "named", 14, ["-r"], (r, root) => [
    ...patterns(r),
    r.pick(["-r", "--reroot"]),
    r.chance(0.8) ? pick(r, names(root)) : "Nobody",
  ]),
].map((one, index) => ({ ...one, name: `${one.name}-${index + 1}` }));

const PIECES = [
  "(",
  ")",
  ",",
  ":",
  "A",
  "B1",
  "0.5",
  ";",
  "'x'",
  "{t}",
  " ",
  "\n",
  '"',
  "'",
  "{",
  "}",
  "(C,D)",
  "e f",
];

const validate: readonly Family[] = [
  ...["plain", "tagged", "quoted", "unmeasured", "odd"].map((shape) =>
    asked("validate", shape, 3, ["validate"], () => []),
  ),
  family("validate-random", { features: ["validate", "Newick"], tries: 60 }, (r) => ({
    args: ["validate", "t.nwk"],
    files: { "t.nwk": `(${r.times(2, 9, () => r.pick(PIECES)).join("")})${r.pick([";", "", ";\n"])}` },
  })),
  family("validate-broken", { features: ["validate", "Newick"], tries: 50 }, (r) => {
    const text = write(tree(r, { annotations: ["fg"] }));
    const at = r.int(1, text.length - 3);
    const put = r.pick(["(", ")", "'", '"', "{", "", "(", ")"]);
    return {
      args: ["validate", "t.nwk"],
      files: { "t.nwk": text.slice(0, at) + put + text.slice(at + r.int(0, 1)) },
    };
  }),
];

const WRITTEN: readonly string[] = [
  "(A,B);",
  "(A:1,B:2)root:3;",
  "(A:1,B:2)C:3;",
  "((A:1,B:2):3,C:4)",
  "  (A : 1 , B:2) ;",
  "ignored (A:1,B:2);",
  "(A:1,B:2);(C:1,D:2);",
  "((A:1):2,B:3);",
  "(A:1,,B:2);",
  "(:1,:2);",
  "('A''x':1,\"B y\":2);",
  "(A{t}:1,B:2{u})R{v}:5;",
  "((A:1,B:1)95:1,(C:1,D:1)0.7:1);",
  "(A:1e2,B:1E-2,C:-1);",
  "(A B:1,C:2);",
  "(A:1:2,B:3);",
  "(A{x}y:1,B:2);",
  "(A:1;,B:2);",
  "(A,B)(C,D);",
  "((A:1,B:2)Pig:1,Cow:2);",
  "(root:1,B:2);",
];

/** Each text read by several commands. */
const newick: readonly Family[] = WRITTEN.map((text, index) =>
  listed(`newick-${index + 1}`, { features: ["Newick"], repeat: 3 }, [
    ...["A", "B", "C"].map((name): CaseInput => ({
      args: ["reroot", "t.nwk", "-n", name],
      files: { "t.nwk": text },
    })),
    ...[["-l"], ["-s", "none"]].map((more): CaseInput => ({
      args: ["tag", "t.nwk", "-p", "A", "-t", "X", ...more],
      files: { "t.nwk": text },
    })),
    { args: ["validate", "t.nwk"], files: { "t.nwk": text } },
    { args: ["distance", "t.nwk", "-s", "A", "-t", "B"], files: { "t.nwk": text } },
  ]),
);

const sequence = (r: Random, from: string, changes: number): string => {
  const letters = Array.from(from);
  for (let n = 0; n < changes; n++) letters[r.int(0, letters.length - 1)] = r.pick(Array.from("ACGT-"));
  return letters.join("");
};

function fasta(r: Random, count: number): string {
  let text = Array.from({ length: r.int(8, 24) }, () => r.pick(Array.from("ACGT"))).join("");
  const entries = r
    .sample(["Pig", "Cow", "Cat", "Dog", "Owl", "Hen", "Cod", "a b", "x.1"], count)
    .map((name) => {
      text = sequence(r, text, r.int(0, 5));
      const cut = r.int(3, text.length - 1);
      return `>${name}\n${r.chance(0.4) ? `${text.slice(0, cut)}\n${text.slice(cut)}` : text}\n`;
    });
  return entries.join("");
}

const joining: readonly Family[] = [3, 4, 5, 6].map((count) =>
  family(`neighbor-join-${count}`, { features: ["neighbor-join"], tries: 16 }, (r) => ({
    args: ["neighbor-join", "s.fas"],
    files: { "s.fas": fasta(r, count) },
  })),
);

const files = {
  "t.nwk": "((Pig:1,Cow:2):3,Cat:4);\n",
  "bad.nwk": "((Pig:1,Cow:2:3,Cat:4);\n",
  "two.fas": ">a\nACGT\n>b\nACGA\n",
};

const wrong: readonly Family[] = [
  ...[
    "reroot",
    "distance",
    "mrca",
    "tips",
    "tag",
    "validate",
    "neighbor-join",
    "root-to-tip",
    "tip-date-extractor",
  ].map((command) => {
    const newickOption = command === "root-to-tip" || command === "tip-date-extractor" ? ["-n"] : [];
    const more: Readonly<Record<string, readonly string[]>> = {
      reroot: ["-n", "Pig"],
      distance: ["-s", "Pig", "-t", "Cat"],
      mrca: ["-s", "Pig", "-t", "Cat"],
      tips: ["-p", "P", "-t", "x"],
      tag: ["-p", "P", "-t", "x"],
    };
    const rest = more[command] ?? [];
    return listed(`wrong-${command}`, { features: [command, "errors", "exit codes"], repeat: 3 }, [
      { args: [command, ...newickOption, "none.nwk", ...rest], files },
      { args: [command, ...newickOption, "bad.nwk", ...rest], files },
      { args: [command, ...newickOption, "t.nwk"], files },
      { args: [command, ...newickOption, "t.nwk", ...rest, "--nope"], files },
      { args: [command, ...newickOption, "t.nwk", ...rest, "-z"], files },
      ...(rest.length > 2
        ? [
            { args: [command, "t.nwk", ...rest.slice(0, 3)], files },
            { args: [command, "t.nwk", ...rest.slice(2)], files },
          ]
        : []),
      ...(rest.includes("Pig")
        ? [{ args: [command, "t.nwk", ...rest.map((one) => (one === "Pig" ? "Nobody" : one))], files }]
        : []),
      ...(rest.includes("Cat")
        ? [{ args: [command, "t.nwk", ...rest.map((one) => (one === "Cat" ? "Nobody" : one))], files }]
        : []),
      ...(rest.includes("x")
        ? [
            { args: [command, "t.nwk", "-p", "a,b", "-t", "x"], files },
            { args: [command, "t.nwk", "-p", "(", "-t", "x"], files },
          ]
        : []),
      ...(command === "neighbor-join" ? [{ args: [command, "two.fas"], files }] : []),
    ]);
  }),
  listed("wrong-command", { features: ["errors", "exit codes"], repeat: 4 }, [
    { args: [] },
    { args: ["shuffle", "t.nwk"], files },
    { args: ["rerot", "t.nwk"], files },
    { args: ["-n", "Pig"], files },
  ]),
];

export const families: readonly Family[] = [
  ...commands,
  ...validate,
  ...newick,
  ...joining,
  ...dates,
  ...wrong,
];
