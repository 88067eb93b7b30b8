import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { buildTag, parts, prerelease, text, version } from "./versions.ts";

const LEVELS = ["major", "minor", "patch", "premajor", "preminor", "prepatch", "prerelease", "release"];
const IDS = ["alpha", "beta", "rc", "next", "dev", "a.b", "beta-1", "x7"];

const flag = (r: Random): string => r.pick(["-i", "--inc", "--increment"]);

/** A version whose lower parts are often zero, since the rules ask for that. */
function start(r: Random, preChance: number): string {
  const one = parts(r, preChance);
  const zeros = r.int(0, 3);
  return text({ ...one, minor: zeros > 1 ? 0 : one.minor, patch: zeros > 0 ? 0 : one.patch });
}

function level(name: string, tries = 8): Family {
  return family(`inc-${name}`, { features: ["-i", name], tries }, (r) => ({
    args: r.pick([(v: string) => [flag(r), name, v], (v: string) => [v, flag(r), name]])(start(r, 0.6)),
  }));
}

export const incrementing: readonly Family[] = [
  ...LEVELS.map((name) => level(name)),
  family("inc-default", { features: ["-i"], tries: 6 }, (r) => {
    const v = start(r, 0.5);
    return {
      args: r.pick([
        [flag(r), v],
        [v, flag(r)],
      ]),
    };
  }),
  family("inc-equals", { features: ["-i", "="], tries: 6 }, (r) => ({
    args: [`${flag(r)}=${r.pick(LEVELS)}`, start(r, 0.7)],
  })),
  family("inc-not-prerelease", { features: ["-i", "release", "invalid"], tries: 6, repeat: 6 }, (r) => ({
    args: [flag(r), "release", start(r, 0)],
  })),
  family("inc-preid", { features: ["-i", "--preid"], tries: 12 }, (r) => ({
    args: [
      flag(r),
      r.pick(LEVELS.filter((one) => one.startsWith("pre"))),
      "--preid",
      r.pick(IDS),
      start(r, 0.6),
    ],
  })),
  family("inc-preid-same", { features: ["-i", "--preid"], tries: 8 }, (r) => {
    const id = r.pick(IDS);
    const pre = r.pick([
      id,
      `${id}.${r.int(0, 12)}`,
      `${id}.${r.int(0, 5)}.x`,
      `${id}.x`,
      `${id}.1.${r.int(0, 3)}`,
    ]);
    return { args: [flag(r), "prerelease", "--preid", id, text({ ...parts(r), pre })] };
  }),
  family("inc-preid-other", { features: ["-i", "--preid"], tries: 6 }, (r) => ({
    args: [flag(r), "prerelease", `--preid=${r.pick(IDS)}`, text({ ...parts(r), pre: prerelease(r) })],
  })),
  family("inc-preid-unused", { features: ["-i", "--preid"], tries: 6 }, (r) => ({
    args: [
      flag(r),
      r.pick(["major", "minor", "patch"]),
      "--preid",
      r.pick([...IDS, "not!valid"]),
      start(r, 0.4),
    ],
  })),
  family("inc-preid-invalid", { features: ["-i", "--preid", "invalid"], tries: 6, repeat: 10 }, (r) => ({
    args: [
      flag(r),
      r.pick(["prerelease", "preminor"]),
      "--preid",
      r.pick(["a_b", "01", "a..b", "b!", "a.01", " a", "é", "a+b", ".a"]),
      start(r, 0.3),
    ],
  })),
  family("inc-base", { features: ["-i", "-n"], tries: 10 }, (r) => ({
    args: [
      flag(r),
      r.pick(["premajor", "preminor", "prepatch", "prerelease"]),
      "-n",
      r.pick(["0", "1"]),
      ...(r.chance(0.6) ? ["--preid", r.pick(IDS)] : []),
      start(r, 0.4),
    ],
  })),
  family("inc-base-false", { features: ["-i", "-n", "--preid"], tries: 8 }, (r) => ({
    args: [
      flag(r),
      r.pick(["premajor", "preminor", "prepatch", "prerelease"]),
      "-n",
      "false",
      "--preid",
      r.pick(IDS),
      start(r, 0.4),
    ],
  })),
  family("inc-base-false-same", { features: ["-i", "-n", "--preid"], tries: 6, repeat: 3 }, (r) => {
    const id = r.pick(IDS);
    const pre = r.pick([id, `${id}.${r.int(0, 9)}`, `${id}.x`]);
    return { args: [flag(r), "prerelease", "-n", "false", "--preid", id, text({ ...parts(r), pre })] };
  }),
  family("inc-base-false-bare", { features: ["-i", "-n", "invalid"], tries: 6, repeat: 6 }, (r) => ({
    args: [flag(r), r.pick(["prerelease", "premajor", "prepatch", "preminor"]), "-n=false", start(r, 0.5)],
  })),
  family("inc-base-odd", { features: ["-i", "-n"], tries: 6 }, (r) => ({
    args: [
      flag(r),
      "preminor",
      `-n=${r.pick(["2", "7", "true", "x", "-1", ""])}`,
      "--preid",
      r.pick(IDS),
      start(r, 0.3),
    ],
  })),
  family("inc-build", { features: ["-i", "build metadata"], tries: 6 }, (r) => ({
    args: [flag(r), r.pick(LEVELS.slice(0, 7)), `${start(r, 0.3)}+${buildTag(r)}`],
  })),
  family("inc-numbers", { features: ["-i", "prerelease"], tries: 6 }, (r) => ({
    args: [
      flag(r),
      "prerelease",
      text({
        ...parts(r),
        pre: r.pick([
          `${r.int(0, 9)}.x.${r.int(0, 9)}`,
          `a.${r.int(0, 9)}.b`,
          `${r.int(0, 99)}`,
          `a.b`,
          `rc.9.${r.int(8, 10)}`,
          `x-${r.int(1, 9)}`,
        ]),
      }),
    ],
  })),
  family("inc-loose", { features: ["-i", "-l"], tries: 6 }, (r) => ({
    args: ["-l", flag(r), r.pick(LEVELS), `${start(r, 0)}${r.pick(["beta", "rc1", "alpha.2", ""])}`],
  })),
  family("inc-coerce", { features: ["-i", "-c"], tries: 6 }, (r) => ({
    args: [
      "-c",
      flag(r),
      r.pick(LEVELS.slice(0, 7)),
      r.pick([`v${r.int(0, 30)}.${r.int(0, 9)}`, `${r.int(0, 30)}`, `release ${version(r)}`]),
    ],
  })),
  family("inc-several", { features: ["-i", "invalid"], tries: 6, repeat: 9 }, (r) => ({
    args: [flag(r), r.pick(LEVELS), version(r), version(r, 0.4)],
  })),
  family("inc-with-range", { features: ["-i", "-r", "invalid"], tries: 6, repeat: 6 }, (r) => ({
    args: r.shuffle([[flag(r), r.pick(LEVELS)], ["-r", "*"], [version(r)]]).flat(),
  })),
  family("inc-one-valid", { features: ["-i", "invalid"], tries: 6 }, (r) => ({
    args: [flag(r), r.pick(LEVELS.slice(0, 7)), r.pick(["nope", "1.2", "x.y.z"]), version(r, 0.3)],
  })),
  family("inc-unknown-level", { features: ["-i", "warning"], tries: 6 }, (r) => ({
    args: [flag(r), r.pick(["bogus", "majr", "pre", "Major", "none", "0"]), version(r, 0.3)],
  })),
  family("inc-unknown-level-fails", { features: ["-i", "warning", "invalid"], tries: 6, repeat: 3 }, (r) => ({
    args: [flag(r), r.pick(["bogus", "1.x", "v", "patchy"]), ...(r.chance(0.5) ? ["1.2"] : [])],
  })),
  listed("inc-limits", { features: ["-i", "limits"], repeat: 2 }, [
    { args: ["-i", "major", "9007199254740990.1.0"] },
    { args: ["-i", "major", "9007199254740991.1.0"] },
    { args: ["-i", "patch", "1.1.9007199254740991"] },
    { args: ["-i", "prerelease", "1.0.0-9007199254740990"] },
    { args: ["-i", "prerelease", "1.0.0-9007199254740991"] },
    { args: ["-i", "prerelease", "--preid", "9", "1.0.0-9.4"] },
    { args: ["-i", "prerelease", "--preid", "9", "1.0.0"] },
    { args: ["-i", "preminor", "--preid", "0", "1.0.0"] },
    { args: ["-i", "prerelease", "--preid", "0", "1.0.0-0"] },
    { args: ["-i", "prerelease", "--preid", "5", "1.0.0-alpha.1"] },
  ]),
  family("inc-last-wins", { features: ["-i"], tries: 6 }, (r) => ({
    args: [
      "-i",
      r.pick(LEVELS),
      "--preid",
      "old",
      "-i",
      r.pick(LEVELS.slice(3, 7)),
      "--preid",
      r.pick(IDS),
      version(r, 0.3),
    ],
  })),
];
