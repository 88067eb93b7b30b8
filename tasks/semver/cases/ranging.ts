import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { around, buildTag, parts, prerelease, text, version, type Parts } from "./versions.ts";

/** A base without a huge number, so that its neighbours are not far. */
function base(r: Random, preChance = 0): Parts {
  const one = parts(r, preChance);
  return r.chance(0.2) ? { ...one, major: 0 } : one;
}

function flag(r: Random): string {
  return r.pick(["-r", "--range"]);
}

/** A family of one range shape, tried on versions around its borders. */
function shape(
  name: string,
  features: readonly string[],
  make: (r: Random, at: Parts) => string,
  options: {
    readonly tries?: number;
    readonly repeat?: number;
    readonly pre?: number;
    readonly extra?: readonly string[];
    /** Major 0, where carets and tildes part ways. */
    readonly zero?: boolean;
  } = {},
): Family {
  const settings = { features: ["-r", ...features], tries: options.tries ?? 7, repeat: options.repeat ?? 2 };
  return family(name, settings, (r) => {
    const some = base(r, options.pre ?? 0);
    const at = options.zero === true ? { ...some, major: 0, minor: r.int(0, 2) } : some;
    return { args: [...(options.extra ?? []), flag(r), make(r, at), ...around(r, at)] };
  });
}

const operator = (r: Random): string => r.pick(["<", "<=", ">", ">=", "=", ""]);
const x = (r: Random): string => r.pick(["x", "X", "*"]);

export const ranging: readonly Family[] = [
  shape("range-exact", ["comparators"], (r, at) =>
    r.pick([text(at), `=${text(at)}`, `v${text(at)}`, `= ${text(at)}`]),
  ),
  shape("range-less", ["comparators"], (r, at) => `${r.pick(["<", "<="])}${r.pick(["", " "])}${text(at)}`),
  shape("range-greater", ["comparators"], (r, at) => `${r.pick([">", ">="])}${r.pick(["", " "])}${text(at)}`),
  shape("range-between", ["comparators", "and"], (r, at) => {
    const end = { ...at, major: at.major + r.int(0, 1), minor: at.minor + r.int(1, 3), patch: 0 };
    return `${r.pick([">", ">="])}${text(at)} ${r.pick(["<", "<="])}${text(end)}`;
  }),
  shape(
    "range-prerelease",
    ["comparators", "prerelease"],
    (r, at) => `${operator(r)}${text({ ...at, pre: prerelease(r) })}`,
    { tries: 9, pre: 0.5 },
  ),
  shape("caret", ["^"], (r, at) => `^${r.pick(["", "", " "])}${text(at)}`, { tries: 8 }),
  shape("caret-zero", ["^"], (_r, at) => `^${text(at)}`, { tries: 9, zero: true }),
  shape(
    "caret-partial",
    ["^", "x-ranges"],
    (r, at) =>
      r.pick([
        `^${at.major}`,
        `^${at.major}.${at.minor}`,
        `^${at.major}.${x(r)}`,
        `^${at.major}.${at.minor}.${x(r)}`,
      ]),
    { tries: 8 },
  ),
  shape("caret-prerelease", ["^", "prerelease"], (r, at) => `^${text({ ...at, pre: prerelease(r) })}`, {
    tries: 8,
    pre: 1,
  }),
  shape("tilde", ["~"], (r, at) => `${r.pick(["~", "~", "~>", "~ "])}${text(at)}`, { tries: 8 }),
  shape(
    "tilde-partial",
    ["~", "x-ranges"],
    (r, at) =>
      r.pick([
        `~${at.major}`,
        `~${at.major}.${at.minor}`,
        `~>${at.major}`,
        `~${at.major}.${at.minor}.${x(r)}`,
      ]),
    { tries: 8 },
  ),
  shape("tilde-prerelease", ["~", "prerelease"], (r, at) => `~${text({ ...at, pre: prerelease(r) })}`, {
    tries: 6,
    pre: 1,
  }),
  shape(
    "hyphen",
    ["hyphen ranges"],
    (r, at) => `${text(at)} - ${text({ ...at, minor: at.minor + r.int(0, 3), patch: r.int(0, 9) })}`,
  ),
  shape(
    "hyphen-partial",
    ["hyphen ranges"],
    (r, at) =>
      r.pick([
        `${at.major} - ${at.major + r.int(0, 1)}`,
        `${at.major}.${at.minor} - ${at.major}.${at.minor + r.int(0, 3)}`,
        `${text(at)} - ${at.major}`,
        `${text(at)} - ${at.major}.${at.minor + r.int(0, 2)}`,
        `${at.major}.${x(r)} - ${text({ ...at, major: at.major + 1 })}`,
        `${x(r)} - ${text(at)}`,
        `${text(at)} - ${x(r)}`,
      ]),
    { tries: 10 },
  ),
  shape(
    "hyphen-prerelease",
    ["hyphen ranges", "prerelease"],
    (r, at) =>
      r.pick([
        `${text({ ...at, pre: prerelease(r) })} - ${text({ ...at, minor: at.minor + 1 })}`,
        `${text(at)} - ${text({ ...at, minor: at.minor + 1, pre: prerelease(r) })}`,
      ]),
    { tries: 6, pre: 0.6 },
  ),
  shape(
    "x-range",
    ["x-ranges"],
    (r, at) =>
      r.pick([
        `${at.major}`,
        `${at.major}.${at.minor}`,
        `${at.major}.${x(r)}`,
        `${at.major}.${at.minor}.${x(r)}`,
        `${at.major}.${x(r)}.${x(r)}`,
        `v${at.major}.${x(r)}`,
        `=${at.major}.${at.minor}.${x(r)}`,
      ]),
    { tries: 10 },
  ),
  shape(
    "x-range-operator",
    ["x-ranges", "comparators"],
    (r, at) =>
      `${r.pick(["<", "<=", ">", ">="])}${r.pick([
        `${at.major}`,
        `${at.major}.${at.minor}`,
        `${at.major}.${x(r)}`,
        `${at.major}.${at.minor}.${x(r)}`,
      ])}`,
    { tries: 10 },
  ),
  shape(
    "x-range-odd",
    ["x-ranges", "invalid"],
    (r, at) =>
      r.pick([
        `${x(r)}.${at.minor}`,
        `${at.major}.${x(r)}.${at.patch}`,
        `${x(r)}.${x(r)}.${at.patch}`,
        `>${x(r)}`,
        `<${x(r)}`,
        `>=${x(r)}`,
        `${x(r)}.${x(r)}`,
        `^${x(r)}`,
        `~${x(r)}.${x(r)}`,
      ]),
    { tries: 9, repeat: 6 },
  ),
  shape("star", ["x-ranges"], (r) => r.pick(["*", "", "  ", "x", ">=0.0.0", ">=*", "||", "* || 1.0.0"]), {
    tries: 6,
  }),
  shape(
    "or",
    ["||"],
    (r, at) => {
      const other = { ...at, major: at.major + 1 };
      const one = (p: Parts): string =>
        r.pick([text(p), `^${text(p)}`, `~${p.major}.${p.minor}`, `>=${text(p)}`, `${p.major}.x`]);
      return `${one(at)}${r.pick(["||", " || ", "  ||  "])}${one(other)}`;
    },
    { tries: 10 },
  ),
  shape(
    "or-many",
    ["||", "and"],
    (r, at) =>
      [
        `<${text({ ...at, patch: 0 })}`,
        `>=${text(at)} <${at.major}.${at.minor + 1}.0`,
        `${at.major + 1}.x`,
        `~${at.major}.${at.minor + 2}`,
      ]
        .slice(0, r.int(2, 4))
        .join(" || "),
    { tries: 6 },
  ),
  shape(
    "and",
    ["and"],
    (r, at) =>
      r
        .shuffle([
          `>=${at.major}.${at.minor}`,
          `<${at.major + 1}`,
          `^${at.major}.${Math.max(0, at.minor - 1)}`,
          `~${at.major}.${at.minor}`,
        ])
        .slice(0, r.int(2, 3))
        .join(r.pick([" ", "  "])),
    { tries: 6 },
  ),
  shape(
    "and-prerelease",
    ["and", "prerelease"],
    (r, at) =>
      `>=${text({ ...at, pre: prerelease(r) })} <${at.major}.${at.minor + 1}.0${r.pick(["", "-0", "-rc.1"])}`,
    { tries: 6, pre: 0.7 },
  ),
  shape(
    "impossible",
    ["and"],
    (r, at) => r.pick([`>${text(at)} <${text(at)}`, `<0.0.0`, `>=2.0.0 <1.0.0`, `<0.0.0-0`]),
    { tries: 6, repeat: 6 },
  ),
  shape(
    "spaces",
    ["whitespace"],
    (r, at) =>
      r.pick([
        `  ^${text(at)}  `,
        `>=  ${text(at)}   <  ${at.major + 1}.0.0`,
        `~   ${at.major}.${at.minor}`,
        `^\t${text(at)}`,
        `>= ${text(at)}\n< ${at.major + 1}.0.0`,
      ]),
    { tries: 6 },
  ),
  shape(
    "no-space",
    ["whitespace", "invalid"],
    (r, at) =>
      r.pick([
        `>=${text(at)}<${at.major + 1}.0.0`,
        `${text(at)}-${text(at)}`,
        `${text(at)},${text(at)}`,
        `${text(at)} -${at.major + 1}`,
      ]),
    { tries: 6, repeat: 4 },
  ),
  shape(
    "range-build",
    ["build metadata"],
    (r, at) => `${r.pick(["^", "~", ">=", "", "<"])}${text(at)}+${buildTag(r)}`,
  ),
  shape(
    "range-invalid",
    ["invalid"],
    (r, at) =>
      r.pick([
        "latest",
        "blerg",
        `^^${text(at)}`,
        `~~${text(at)}`,
        `=>${text(at)}`,
        `!${text(at)}`,
        `^${text(at)}beta`,
        `>>${text(at)}`,
        `^${at.major}.${at.minor}.0${at.patch + 1}`,
        `git+https://x.org/a.git`,
        `1.2.3.4`,
        `^1.2.3 foo`,
        `>=${text(at)} || nope`,
      ]),
    { tries: 10, repeat: 12 },
  ),
  shape(
    "pre-included-caret",
    ["-p", "^"],
    (r, at) => `^${r.pick([text(at), `${at.major}.${at.minor}`, `${at.major}`])}`,
    { tries: 6, pre: 0.3, extra: ["-p"] },
  ),
  shape(
    "pre-included-tilde",
    ["-p", "~"],
    (r, at) => `~${r.pick([text(at), `${at.major}.${at.minor}`, `${at.major}`])}`,
    { tries: 6, pre: 0.3, extra: ["--include-prerelease"] },
  ),
  shape(
    "pre-included-comparators",
    ["-p", "comparators"],
    (r, at) =>
      r.pick([
        `>${text(at)}`,
        `>=${text(at)}`,
        `<${text(at)}`,
        `<=${text(at)}`,
        `<${at.major + 1}`,
        `>=${at.major}.${at.minor}`,
        `<=${at.major}.${at.minor}`,
      ]),
    { tries: 8, pre: 0.3, extra: ["-p"] },
  ),
  shape(
    "pre-included-x-range",
    ["-p", "x-ranges"],
    (r, at) => r.pick([`${at.major}.x`, `${at.major}.${at.minor}.x`, `${at.major}`, "*", ">=0.0.0", ""]),
    { tries: 6, pre: 0.3, extra: ["-p"] },
  ),
  shape(
    "pre-included-hyphen",
    ["-p", "hyphen ranges"],
    (r, at) =>
      r.pick([
        `${text(at)} - ${text({ ...at, minor: at.minor + 1 })}`,
        `${at.major}.${at.minor} - ${at.major + 1}`,
        `${at.major} - ${text({ ...at, pre: "rc.1" })}`,
      ]),
    { tries: 6, pre: 0.3, extra: ["-p"] },
  ),
  shape(
    "loose-range",
    ["-l"],
    (r, at) =>
      r.pick([
        `>=${text(at)}beta`,
        `^0${at.major}.${at.minor}`,
        `~${text(at)}rc1`,
        `^${text(at)} foo`,
        `foo || ${text(at)}`,
        `>=v ${text(at)}`,
        `blerg`,
        `${at.major}.0${at.minor}.x`,
        `=v=${text(at)}`,
      ]),
    { tries: 10, repeat: 6, extra: ["-l"] },
  ),
  family("ranges-both", { features: ["-r"], tries: 8, repeat: 3 }, (r) => {
    const at = base(r);
    const ranges = r.shuffle([
      `>=${at.major}.${at.minor}`,
      `^${at.major}.x`,
      `<${at.major + 1}.0.0`,
      `!= 1`,
      `~${at.major}.${at.minor}`,
    ]);
    return {
      args: [...around(r, at, 0.1), ...ranges.slice(0, r.int(2, 3)).flatMap((one) => [flag(r), one])],
    };
  }),
  family("range-none", { features: ["-r"], tries: 6, repeat: 12 }, (r) => {
    const at = base(r);
    return { args: [flag(r), `>=${at.major + 2}.0.0`, text(at), version(r).replace(/^\d+/, "0")] };
  }),
  family("range-reverse", { features: ["-r", "-rv"], tries: 6 }, (r) => {
    const at = base(r);
    return { args: ["-rv", flag(r), `>=${at.major}.0.0`, ...around(r, at, 0.1)] };
  }),
  listed("range-length", { features: ["-r", "limits"], repeat: 3 }, [
    { args: ["-r", `>=1.0.0 <${"9".repeat(17)}.0.0`, "1.5.0", "2.0.0"] },
    { args: ["-r", "<=9007199254740991.0.0", "1.5.0", "9007199254740991.0.0"] },
    { args: ["-r", ">=9007199254740992.0.0 || 1.x", "1.5.0"] },
    { args: ["-r", "^9007199254740991", "1.5.0", "9007199254740991.2.0"] },
    { args: ["-r", `1.2.3 ${"||".repeat(60)} 1.5.0`, "1.5.0", "0.1.0"] },
  ]),
];
