import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { gappyText, longText, someText } from "./text.ts";

const SEPARATORS = [" ", ": ", "", "|", " -> ", "\t\t", ". ", "→"];

/** One option with its value, in one of the ways it can be written. */
function spelled(random: Random, short: string, long: string, value: string): string[] {
  const ways = [[`-${short}`, value], [`--${long}`, value], [`--${long}=${value}`]];
  return random.pick(value === "" ? ways : [...ways, [`-${short}${value}`]]);
}

function anyOption(random: Random): string[] {
  return random.pick([
    () => spelled(random, "b", "body", random.pick(["a", "t", "n"])),
    () => spelled(random, "n", "format", random.pick(["rn", "ln", "rz"])),
    () => spelled(random, "w", "width", String(random.int(1, 9))),
    () => spelled(random, "s", "separator", random.pick(SEPARATORS)),
    () => spelled(random, "v", "start", String(random.int(-20, 200))),
    () => spelled(random, "i", "increment", String(random.int(-5, 12))),
    () => [random.pick(["-q", "--squeeze"])],
    () => [random.pick(["-p", "--restart"])],
  ])();
}

export const families: readonly Family[] = [
  family("plain", { features: ["stdin"], tries: 14 }, (r) => ({ args: [], stdin: someText(r) })),
  family("plain-edges", { features: ["stdin"], tries: 12, repeat: 2 }, (r, at) => ({
    args: [],
    stdin: ["", "\n", "\n\n", "x", "x\n\n", " \n", "a\r\nb\r\n", "\n\nx"][at] ?? someText(r, 0, 1),
  })),
  family("body", { features: ["-b"], tries: 30 }, (r) => ({
    args: spelled(r, "b", "body", r.pick(["a", "t", "n"])),
    stdin: someText(r),
  })),
  family("body-none-separator", { features: ["-b", "-s", "-w"], tries: 12 }, (r) => ({
    args: ["-bn", "-s", r.pick(SEPARATORS), "-w", String(r.int(1, 8))],
    stdin: someText(r),
  })),
  family("format", { features: ["-n"], tries: 30 }, (r) => ({
    args: spelled(r, "n", "format", r.pick(["rn", "ln", "rz"])),
    stdin: someText(r),
  })),
  family("width", { features: ["-w"], tries: 21 }, (r) => ({
    args: spelled(r, "w", "width", String(r.int(1, 12))),
    stdin: someText(r),
  })),
  family("width-overflow", { features: ["-w", "-n", "-v"], tries: 18 }, (r) => ({
    args: ["-w", String(r.int(1, 2)), "-v", String(r.int(90, 12_000)), "-n", r.pick(["rn", "ln", "rz"])],
    stdin: longText(r),
  })),
  family("separator", { features: ["-s"], tries: 21 }, (r) => ({
    args: spelled(r, "s", "separator", r.pick(SEPARATORS)),
    stdin: someText(r),
  })),
  family("start", { features: ["-v"], tries: 18 }, (r) => ({
    args: spelled(r, "v", "start", r.pick(["0", "+7", "99", String(r.int(-50, 5000))])),
    stdin: someText(r),
  })),
  family("negative", { features: ["-v", "-i", "-n"], tries: 21 }, (r) => ({
    args: [`-v${r.int(-120, -1)}`, "-i", String(r.int(-9, 30)), "-n", r.pick(["rn", "ln", "rz"])],
    stdin: longText(r),
  })),
  family("increment", { features: ["-i"], tries: 21 }, (r) => ({
    args: spelled(r, "i", "increment", String(r.int(-3, 25))),
    stdin: someText(r, 4, 9),
  })),
  family("squeeze", { features: ["-q"], tries: 24 }, (r) => ({
    args: r.pick([["-q"], ["--squeeze"], ["-qb", "a"], ["-q", "-bn"]]),
    stdin: gappyText(r),
  })),
  family("files", { features: ["FILE"], tries: 18 }, (r) => ({
    args: ["one.txt", "two.txt"].slice(0, r.int(1, 2)),
    files: { "one.txt": someText(r), "two.txt": someText(r) },
  })),
  family("files-restart", { features: ["FILE", "-p"], tries: 18 }, (r) => ({
    args: [
      r.pick(["-p", "--restart"]),
      "a",
      "b",
      ...(r.chance(0.5) ? ["a"] : []),
      "-v",
      String(r.int(0, 60)),
    ],
    files: { a: someText(r), b: someText(r) },
  })),
  family("files-squeeze", { features: ["FILE", "-q"], tries: 15 }, (r) => ({
    args: ["-q", "-b", r.pick(["a", "t"]), "a", "b"],
    files: { a: `${gappyText(r)}\n\n`, b: `\n\n${gappyText(r)}` },
  })),
  family("files-stdin", { features: ["FILE", "stdin"], tries: 15 }, (r) => ({
    args: r.pick([["a", "-"], ["-", "a"], ["-"], ["--", "a"], ["--", "-", "a"]]),
    stdin: someText(r),
    files: { a: someText(r) },
  })),
  family("files-missing", { features: ["FILE", "errors"], tries: 15 }, (r) => {
    const missing = r.pick(["none", "gone.txt", "no file", "sub/x"]);
    return {
      args: r.shuffle(["a", missing, ...(r.chance(0.4) ? ["other"] : [])]),
      files: { a: someText(r) },
    };
  }),
  family("files-odd-names", { features: ["FILE", "--"], tries: 9 }, (r) => {
    const name = r.pick(["-x", "--width", "a b", "-", "ä.txt"]);
    return { args: ["--", name === "-" ? "./-" : name], files: { [name]: someText(r) } };
  }),
  family("joined", { features: ["-q", "-p", "-w"], tries: 18 }, (r) => ({
    args: [
      `-${r.pick(["q", "p", "qp", "pq"])}${r.pick([`w${r.int(1, 9)}`, `v${r.int(0, 99)}`, `s${r.pick([":", ")", "="])}`])}`,
    ],
    stdin: gappyText(r),
  })),
  family("last-wins", { features: ["-w", "-b", "-n"], tries: 12 }, (r) => ({
    args: [
      `-w${r.int(1, 9)}`,
      `--width=${r.int(1, 9)}`,
      "-ba",
      "-b",
      r.pick(["t", "n"]),
      "-nln",
      `-n${r.pick(["rz", "rn"])}`,
    ],
    stdin: someText(r),
  })),
  family("mixed", { features: ["FILE", "options"], tries: 45 }, (r) => ({
    args: r.shuffle([...r.times(1, 4, () => anyOption(r)), ["a"], ["b"]]).flat(),
    files: { a: gappyText(r), b: someText(r) },
  })),
  family("mixed-stdin", { features: ["stdin", "options"], tries: 45 }, (r) => ({
    args: r.times(2, 5, () => anyOption(r)).flat(),
    stdin: r.chance(0.5) ? gappyText(r) : longText(r),
  })),
  family("bad-number", { features: ["errors", "-w", "-v", "-i"], tries: 18 }, (r) => {
    const value = r.pick(["x", "", "1.5", "1e3", " 1", "1000000", "0x10", "-", "seven"]);
    return {
      args: r.pick([
        ["-w", value],
        ["-v", value],
        ["-i", value],
        [`--width=${value}`],
        ["-w", "0"],
        ["-w-3"],
      ]),
      stdin: "x\n",
    };
  }),
  family("bad-choice", { features: ["errors", "-b", "-n"], tries: 15 }, (r) => {
    const value = r.pick(["x", "", "A", "all", "rn ", "aa", "left", "toString"]);
    return {
      args: r.pick([["-b", value], [`--body=${value}`], ["-n", value], [`--format=${value}`]]),
      stdin: "x\n",
    };
  }),
  family("unknown-option", { features: ["errors", "unknown option"], tries: 12 }, (r) => ({
    args: r.pick([
      ["-x"],
      ["-k3"],
      ["--colour"],
      ["-qz"],
      ["--wide=3"],
      ["-w3", "-Q"],
      ["--Width=2"],
      ["-ä"],
      ["--constructor"],
    ]),
    stdin: "x\n",
  })),
  family("missing-value", { features: ["errors"], tries: 9 }, (r) => ({
    args: [...r.pick([[], ["-q"], ["-bz"]]), r.pick(["-w", "--start", "-qs", "--body", "-i"])],
    stdin: "x\n",
  })),
  family("needless-value", { features: ["errors", "-q", "-p"], tries: 6 }, (r) => ({
    args: [r.pick(["--squeeze=1", "--restart=", "--help=x", "--squeeze=yes"])],
  })),
  family("first-mistake", { features: ["errors"], tries: 12 }, (r) => ({
    args: r
      .shuffle([
        ["-w", "x"],
        ["-b", "q"],
        ["-v", "none"],
        ["-n", "zz"],
        ["-i", "?"],
      ])
      .slice(0, r.int(2, 4))
      .flat(),
  })),
  listed("help", { features: ["--help"], repeat: 3 }, [
    { args: ["--help"] },
    { args: ["-h"] },
    { args: ["-w", "x", "-h"] },
    { args: ["-qh", "none"] },
  ]),
];
