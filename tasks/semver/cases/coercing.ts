import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { buildTag, parts, prerelease, version } from "./versions.ts";

const flag = (r: Random): string => r.pick(["-c", "--coerce"]);

/** Text with a number somewhere in it that can be made a version. */
function rough(r: Random): string {
  const { major, minor, patch } = parts(r);
  return r.pick([
    `v${major}`,
    `${major}.${minor}`,
    `v${major}.${minor}`,
    `version ${major}.${minor}.${patch}`,
    `release-${major}.${minor}`,
    `${major}.${minor}.${patch}.${r.int(0, 9)}`,
    `app_${major}_${minor}`,
    `${major}-${minor}-${patch}`,
    `${major}.x.${patch}`,
    `.${major}.${minor}`,
    `a${major}b${minor}c`,
    `0${major}.0${minor}`,
    `~${major}.${minor}`,
    `>${major}.${minor}.${patch} <9`,
    `${major}.${minor}.${patch}${prerelease(r)}`,
  ]);
}

export const coercing: readonly Family[] = [
  family("coerce", { features: ["-c"], tries: 12 }, (r) => ({ args: [flag(r), rough(r)] })),
  family("coerce-several", { features: ["-c", "order"], tries: 8 }, (r) => ({
    args: [flag(r), ...r.times(2, 5, () => rough(r))],
  })),
  family("coerce-none", { features: ["-c", "invalid"], tries: 6, repeat: 6 }, (r) => ({
    args: [flag(r), r.pick(["none", "v", "", "a.b.c", "x.x", "12345678901234567", "*", "--"])],
  })),
  family("coerce-mixed", { features: ["-c", "invalid"], tries: 6 }, (r) => ({
    args: [flag(r), ...r.shuffle([rough(r), version(r, 0.5), r.pick(["none", "no digits", "x.y"])])],
  })),
  family("coerce-drops", { features: ["-c", "prerelease"], tries: 6 }, (r) => ({
    args: [flag(r), `${version(r)}-${prerelease(r)}${r.chance(0.5) ? `+${buildTag(r)}` : ""}`],
  })),
  family("coerce-keeps", { features: ["-c", "-p", "prerelease"], tries: 9 }, (r) => ({
    args: [
      flag(r),
      "-p",
      `${r.pick(["", "v", "release ", "x-"])}${version(r)}${r.pick(["-", "-", "."])}${prerelease(r)}${r.chance(0.4) ? `+${buildTag(r)}` : ""}`,
    ],
  })),
  family("coerce-rtl", { features: ["-c", "--rtl"], tries: 12 }, (r) => ({
    args: [
      flag(r),
      "--rtl",
      r.pick([
        `${r.times(2, 6, () => r.int(0, 30)).join(".")}`,
        `${r.int(0, 9)}.${r.int(0, 9)}/${r.int(0, 9)}`,
        `a${r.int(1, 9)} b${r.int(1, 9)}.${r.int(1, 9)}`,
        `${version(r)} and ${version(r)}`,
        `${version(r)}/`,
        `v${r.int(1, 99)}`,
        `${r.int(1, 9)}.x.${r.int(1, 9)}.${r.int(0, 9)}`,
        rough(r),
      ]),
    ],
  })),
  family("coerce-rtl-keeps", { features: ["-c", "--rtl", "-p"], tries: 6 }, (r) => ({
    args: ["-p", "--rtl", flag(r), `${r.times(2, 5, () => r.int(0, 20)).join(".")}-${prerelease(r)}`],
  })),
  family("coerce-direction", { features: ["-c", "--rtl", "--ltr"], tries: 6 }, (r) => ({
    args: [
      ...r.shuffle(["--rtl", "--ltr", ...(r.chance(0.3) ? ["--rtl"] : [])]),
      flag(r),
      r.times(4, 6, () => r.int(0, 20)).join("."),
    ],
  })),
  family("coerce-range", { features: ["-c", "-r"], tries: 6, repeat: 2 }, (r) => ({
    args: [flag(r), "-r", `>=${r.int(0, 4)}.${r.int(0, 9)}`, ...r.times(2, 5, () => rough(r))],
  })),
  family("coerce-loose", { features: ["-c", "-l"], tries: 6 }, (r) => ({
    args: [flag(r), "-l", `0${r.int(1, 9)}.0${r.int(1, 9)}.${r.int(0, 9)}`, `${version(r)}beta`],
  })),
  listed("coerce-lengths", { features: ["-c", "limits"], repeat: 2 }, [
    { args: ["-c", "1234567890123456"] },
    { args: ["-c", "9007199254740991.1"] },
    { args: ["-c", "9007199254740993.1", "1"] },
    { args: ["-c", "12345678901234567.5"] },
    { args: ["-c", "1.12345678901234567"] },
    { args: ["-c", "--rtl", "1.12345678901234567"] },
    { args: ["-c", "--rtl", "1.2.1234567890123456"] },
  ]),
];
