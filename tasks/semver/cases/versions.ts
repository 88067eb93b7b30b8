import type { Random } from "../../pipeline/random.ts";

/** A version in its parts; `pre` without its hyphen, empty for a release. */
export interface Parts {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: string;
}

const TAGS = ["alpha", "beta", "rc", "next", "canary", "dev", "pre", "nightly"];

/** Prerelease tags in the shapes that published packages have. */
export function prerelease(random: Random): string {
  return random.pick([
    () => `${random.pick(TAGS)}.${random.int(0, 12)}`,
    () => random.pick(TAGS),
    () => `${random.pick(TAGS)}${random.int(1, 12)}`,
    () => String(random.int(0, 30)),
    () => `${random.pick(TAGS)}.${random.int(0, 3)}.${random.int(0, 9)}`,
    () => `${random.pick(TAGS)}-${random.int(1, 9)}`,
    () => `${random.pick(TAGS)}.${random.int(20190101, 20261231)}`,
    () => `0.${random.int(0, 9)}.${random.pick(["x", "a-b", "7z", "-"])}`,
  ])();
}

export function buildTag(random: Random): string {
  return random.pick([
    `build.${random.int(1, 99)}`,
    "sha.5114f85",
    "001",
    "exp.sha-1",
    `${random.int(20200101, 20261231)}`,
  ]);
}

/** Numbers as versions have them: small mostly, sometimes zero, rarely big. */
export function part(random: Random): number {
  return random.chance(0.3) ? 0 : random.chance(0.85) ? random.int(1, 12) : random.int(13, 2026);
}

export function parts(random: Random, preChance = 0): Parts {
  return {
    major: part(random),
    minor: part(random),
    patch: part(random),
    pre: random.chance(preChance) ? prerelease(random) : "",
  };
}

export function text({ major, minor, patch, pre }: Parts): string {
  return `${major}.${minor}.${patch}${pre === "" ? "" : `-${pre}`}`;
}

export function version(random: Random, preChance = 0): string {
  return text(parts(random, preChance));
}

/** Versions on both sides of the borders that a range around `base` can have. */
export function around(random: Random, base: Parts, preChance = 0.25): string[] {
  const { major, minor, patch } = base;
  const pre = (): string => (random.chance(preChance) ? prerelease(random) : "");
  const candidates: Parts[] = [
    { ...base, pre: "" },
    { ...base, pre: base.pre === "" ? pre() : base.pre },
    { major, minor, patch: patch + 1, pre: pre() },
    { major, minor, patch: patch + random.int(2, 9), pre: "" },
    { major, minor, patch: Math.max(0, patch - 1), pre: pre() },
    { major, minor: minor + 1, patch: 0, pre: pre() },
    { major, minor: minor + random.int(1, 4), patch: random.int(0, 5), pre: "" },
    { major, minor: Math.max(0, minor - 1), patch: random.int(0, 9), pre: pre() },
    { major: major + 1, minor: 0, patch: 0, pre: pre() },
    { major: major + 1, minor: random.int(0, 5), patch: random.int(0, 5), pre: pre() },
    { major: Math.max(0, major - 1), minor: random.int(0, 9), patch: random.int(0, 9), pre: pre() },
    { major, minor, patch, pre: prerelease(random) },
  ];
  return random.sample(candidates, random.int(5, 8)).map(text);
}

/** A version that is wrong in one of the usual ways. */
export function invalid(random: Random): string {
  const { major, minor, patch } = parts(random);
  return random.pick([
    `${major}.${minor}`,
    `${major}`,
    `${major}.${minor}.${patch}.${random.int(0, 9)}`,
    `0${major}.${minor}.${patch}`,
    `${major}.0${minor}.${patch}`,
    `${major}.${minor}.${patch}-`,
    `${major}.${minor}.${patch}-0${random.int(1, 9)}`,
    `${major}.${minor}.${patch}-a..b`,
    `${major}.${minor}.${patch}-al_pha`,
    `${major}.${minor}.${patch}+`,
    `${major}.${minor}.x`,
    `V${major}.${minor}.${patch}`,
    `vv${major}.${minor}.${patch}`,
    `${major}. ${minor}.${patch}`,
    `${major}.${minor}.${patch}${random.pick(["alpha", "rc1", "b"])}`,
    `release-${major}.${minor}.${patch}`,
    `9007199254740992.${minor}.${patch}`,
    "",
    "latest",
    "*",
  ]);
}
