import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { length, tree, write, type Node } from "./trees.ts";

const two = (number: number): string => String(number).padStart(2, "0");

/** Tips whose names say when they were found. */
function dated(r: Random, day: (r: Random) => string, separator = "_"): Node {
  const kinds = ["Pig", "Cow", "Cat", "Dog", "Owl", "Hen", "Cod", "Bat"];
  const count = r.int(3, 7);
  return tree(r, {
    tips: [count, count],
    names: kinds.slice(0, count).map((one) => one + separator + day(r)),
    lengths: length,
  });
}

const iso = (r: Random): string => `${r.int(1990, 2020)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`;
const compact = (r: Random): string => iso(r).replaceAll("-", "");
const month = (r: Random): string => iso(r).slice(0, 7);
const european = (r: Random): string => `${two(r.int(1, 28))}.${two(r.int(1, 12))}.${r.int(1990, 2020)}`;
const year = (r: Random): string => String(r.int(1990, 2020));
const mixed = (r: Random): string => r.pick([iso, compact, month, () => "undated", year])(r);

function asked(
  name: string,
  features: readonly string[],
  tries: number,
  command: string,
  day: (r: Random) => string,
  more: readonly string[] = [],
  separator = "_",
): Family {
  return family(`dates-${name}`, { features: [command, ...features], tries }, (r) => ({
    args: [command, r.pick(["-n", "--newick"]), "t.nwk", ...more],
    files: { "t.nwk": write(dated(r, day, separator)) },
  }));
}

const EXTRACT = "tip-date-extractor";

export const dates: readonly Family[] = [
  asked("iso", ["dates"], 16, EXTRACT, iso),
  asked("compact", ["dates"], 10, EXTRACT, compact),
  asked("month", ["dates"], 10, EXTRACT, month),
  asked("mixed", ["dates"], 14, EXTRACT, mixed),
  asked("split", ["-s"], 10, EXTRACT, iso, ["-s", "_"]),
  asked("split-bar", ["-s"], 8, EXTRACT, compact, ["--split-on-char", "|", "-f", "YYYYMMDD"], "|"),
  asked("split-year", ["-s", "-f"], 8, EXTRACT, year, ["-s", "_", "-f", "YYYY"]),
  asked("split-european", ["-s", "-f"], 8, EXTRACT, european, ["-s", "_", "--date-format", "DD.MM.YYYY"]),
  asked("split-index", ["-s", "-i"], 8, EXTRACT, iso, ["-s", "_", "-i", "first"]),
  asked("regex", ["-r"], 10, EXTRACT, iso, ["-r", "[0-9]{4}-[0-9]{2}-[0-9]{2}"]),
  asked("regex-year", ["-r", "-f"], 8, EXTRACT, iso, ["--regex", "[0-9]{4}", "-f", "YYYY"]),
  asked("regex-several", ["-r", "-f"], 8, EXTRACT, european, [
    "-r",
    "nothing[0-9]",
    "-r",
    "[0-9.]+$",
    "-f",
    "DD.MM.YYYY",
  ]),
  asked("both", ["-r", "-s", "errors"], 3, EXTRACT, iso, ["-r", "[0-9]+", "-s", "_"]),
  asked("fit-iso", ["linear fit"], 24, "root-to-tip", iso),
  asked("fit-compact", ["linear fit"], 12, "root-to-tip", compact),
  asked("fit-mixed", ["linear fit"], 14, "root-to-tip", mixed),
];
