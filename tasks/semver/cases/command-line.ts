import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { parts, text, version } from "./versions.ts";

const LEVELS = ["major", "minor", "patch", "prerelease"];

function pieces(r: Random): string[][] {
  const at = parts(r);
  return [
    [r.pick([`-r=^${at.major}.${at.minor}`, `--range=>=${text(at)}`, `-r=${at.major}.x || >=3`])],
    ["-v", text({ ...at, patch: at.patch + 1 })],
    [`--version=${text({ ...at, minor: at.minor + 1 })}`],
    [text(at)],
    ...(r.chance(0.3) ? [["-rv"]] : []),
    ...(r.chance(0.3) ? [["-p"]] : []),
  ];
}

/** How arguments are read. */
export const commandLine: readonly Family[] = [
  listed("help", { features: ["--help"], repeat: 9 }, [
    { args: [] },
    { args: ["-h"] },
    { args: ["--help"] },
    { args: ["-?"] },
    { args: ["1.2.3", "--help"] },
    { args: ["-h", "not a version"] },
    { args: ["--help=yes"] },
    { args: ["-i", "--help"] },
    { args: ["-r", "^1.0.0", "-?", "1.2.3"] },
  ]),
  listed("help-as-value", { features: ["--help"], repeat: 4 }, [
    { args: ["-r", "--help", "1.2.3"] },
    { args: ["--preid", "-h", "1.2.3"] },
    { args: ["-v", "--help", "1.2.3"] },
    { args: ["-n", "-?", "2.0.0-rc.1"] },
  ]),
  family("version-option", { features: ["-v"], tries: 6 }, (r) => ({
    args: r
      .shuffle([["-v", version(r, 0.3)], ["--version", version(r)], [`-v=${version(r)}`], [version(r)]])
      .slice(0, r.int(2, 4))
      .flat(),
  })),
  family("equals", { features: ["="], tries: 11, repeat: 3 }, (r) => ({ args: r.shuffle(pieces(r)).flat() })),
  family("equals-leftover", { features: ["="], tries: 6 }, (r) => ({
    args: [
      r.pick([
        `-l=${version(r)}`,
        `-p=${version(r)}`,
        `--rtl=${version(r)}`,
        `-c=${version(r)}`,
        `>=${version(r)}`,
        `x=${version(r)}`,
      ]),
      version(r),
    ],
  })),
  family("value-looks-like-option", { features: ["options"], tries: 6, repeat: 3 }, (r) => ({
    args: r.pick([
      ["--preid", "-i", version(r)],
      ["-i", "prerelease", "--preid", "-x", version(r)],
      ["-i", "prerelease", "--preid", "-1", version(r)],
      [version(r), "-r", "-l"],
    ]),
  })),
  family("value-missing", { features: ["options"], tries: 6, repeat: 5 }, (r) => ({
    args: [
      ...(r.chance(0.8) ? [version(r, 0.3)] : []),
      r.pick(["-r", "--range", "-v", "--preid", "-n", "-i"]),
    ],
  })),
  family("unknown-option", { features: ["unknown option"], tries: 6, repeat: 4 }, (r) => ({
    args: r.shuffle([
      r.pick(["-x", "--nope", "--", "-", "-ri", "--LOOSE"]),
      ...(r.chance(0.7) ? [version(r, 0.3)] : []),
    ]),
  })),
  family("option-places", { features: ["options"], tries: 10, repeat: 2 }, (r) => ({
    args: r
      .shuffle([
        ["-r", `>=${r.int(0, 3)}.${r.int(0, 9)}.0`],
        [r.pick(["-l", "--loose"])],
        [r.pick(["-p", "--include-prerelease"])],
        [version(r, 0.4)],
        [version(r, 0.4)],
        [version(r, 0.4)],
      ])
      .flat(),
  })),
  family("everything", { features: ["options"], tries: 10, repeat: 2 }, (r) => ({
    args: r
      .shuffle([
        ["-c"],
        ["-l"],
        ...(r.chance(0.5) ? [["-p"]] : []),
        ...(r.chance(0.5) ? [["--rtl"]] : []),
        ...(r.chance(0.4) ? [["--preid", "beta"]] : []),
        ...(r.chance(0.5) ? [["-r", `>${r.int(0, 2)}`]] : [["-i", r.pick(LEVELS)]]),
        [r.pick([`v${r.int(0, 9)}.${r.int(0, 9)}`, `${version(r)}-beta.${r.int(0, 9)}`, `x${version(r)}.4`])],
      ])
      .flat(),
  })),
];
