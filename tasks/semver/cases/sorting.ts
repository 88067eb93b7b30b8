import { family, listed, type Family } from "../../pipeline/family.ts";
import { buildTag, invalid, parts, prerelease, text, version } from "./versions.ts";

const f = (name: string, ...features: string[]): { features: string[] } => ({
  features: [name, ...features],
});

/** Valid or not, and in which order. */
export const sorting: readonly Family[] = [
  family("valid", { ...f("versions"), tries: 6 }, (r) => ({ args: [version(r, 0.5)] })),
  family("valid-build", { ...f("versions", "build metadata"), tries: 6 }, (r) => ({
    args: r.times(1, 3, () => `${version(r, 0.4)}+${buildTag(r)}`),
  })),
  family("valid-dressed", { ...f("versions", "prefixes"), tries: 6 }, (r) => ({
    args: r.times(1, 4, () => {
      const plain = version(r, 0.3);
      return r.pick([`v${plain}`, ` ${plain}`, `${plain}\n`, `  v${plain} `, `\t${plain}`, plain]);
    }),
  })),
  family("valid-equals-sign", { ...f("versions", "="), tries: 6 }, (r) => ({
    args: r.times(1, 3, () =>
      r.pick([`=${version(r)}`, `=v${version(r)}`, `= ${version(r)}`, `v=${version(r)}`]),
    ),
  })),
  family("invalid", { ...f("versions", "invalid"), tries: 12, repeat: 18 }, (r) => ({
    args: r.times(1, 2, () => invalid(r)),
  })),
  family("invalid-among-valid", { ...f("versions", "invalid"), tries: 10 }, (r) => ({
    args: r.shuffle([...r.times(2, 4, () => version(r, 0.3)), ...r.times(1, 3, () => invalid(r))]),
  })),
  listed("number-limits", { ...f("versions", "limits"), repeat: 4 }, [
    { args: ["9007199254740991.0.0", "1.9007199254740991.2"] },
    { args: ["9007199254740992.0.0", "1.2.3"] },
    { args: ["1.2.9007199254740991", "1.2.9007199254740993"] },
    { args: ["1.0.0-9007199254740991", "1.0.0-9007199254740990", "1.0.0-9007199254740993"] },
    { args: ["1.0.0-99999999999999999999", "1.0.0-9", "1.0.0-a"] },
    { args: ["1.0.0-123456789012345678901", "1.0.0-98765432109876543210"] },
    { args: [`1.2.3-${"a".repeat(250)}`, "1.0.0"] },
    { args: [`1.2.3-${"b".repeat(251)}`, "1.0.1"] },
    { args: [`1.2.3+${"c".repeat(250)}`, "1.0.2"] },
    { args: [`1.2.3+${"d".repeat(260)}`, "1.0.3"] },
  ]),
  family("sort", { ...f("order"), tries: 8 }, (r) => ({ args: r.times(3, 8, () => version(r)) })),
  family("sort-close", { ...f("order"), tries: 6 }, (r) => {
    const one = parts(r);
    return {
      args: r.times(4, 8, () => text({ ...one, [r.pick(["major", "minor", "patch"])]: r.int(0, 21) })),
    };
  }),
  family("sort-prerelease", { ...f("order", "prerelease"), tries: 11 }, (r) => {
    const base = parts(r);
    return { args: r.times(4, 9, () => text({ ...base, pre: r.chance(0.15) ? "" : prerelease(r) })) };
  }),
  family("sort-identifiers", { ...f("order", "prerelease"), tries: 8 }, (r) => ({
    args: r
      .shuffle([
        "alpha",
        "alpha.1",
        "alpha.beta",
        "beta",
        "beta.2",
        "beta.11",
        "rc.1",
        "1",
        "11",
        "2",
        "1.1",
        "-",
        "A",
        "a-1",
        "a1",
      ])
      .slice(0, r.int(4, 9))
      .map((pre) => `1.0.0-${pre}`),
  })),
  family("sort-build", { ...f("order", "build metadata"), tries: 6 }, (r) => {
    const base = version(r);
    return {
      args: [...r.times(2, 4, () => `${base}+${buildTag(r)}`), version(r), `${base}-rc.1+${buildTag(r)}`],
    };
  }),
  family("sort-repeated", { ...f("order"), tries: 6 }, (r) => {
    const [a, b] = [version(r, 0.4), version(r, 0.4)];
    return { args: r.shuffle([a, b, a, `v${a}`, ` ${b}`]).slice(0, r.int(3, 5)) };
  }),
  family("reverse", { ...f("order", "-rv"), tries: 8 }, (r) => {
    const versions = r.times(3, 7, () => version(r, 0.4));
    const flag = r.pick(["-rv", "-rev", "--rev", "--reverse"]);
    return { args: r.chance(0.5) ? [flag, ...versions] : [...versions, flag] };
  }),
  family("loose", { ...f("-l"), tries: 11 }, (r) => ({
    args: [
      r.pick(["-l", "--loose"]),
      ...r.times(1, 4, () => {
        const { major, minor, patch } = parts(r);
        return r.pick([
          `${major}.${minor}.${patch}${r.pick(["beta", "alpha1", "rc.2", "b-3"])}`,
          `0${major}.0${minor}.${patch}`,
          `v ${major}.${minor}.${patch}`,
          `vv${major}.${minor}.${patch}`,
          `${major}.${minor}.${patch}-0${r.int(0, 9)}`,
          `${major}.${minor}.${patch}-0${r.int(0, 9)}.a`,
          `${major}.${minor}.${patch}`,
          `${major}.${minor}`,
        ]);
      }),
    ],
  })),
  family("loose-or-not", { ...f("-l", "invalid"), tries: 6, repeat: 3 }, (r) => {
    const odd = `${version(r)}${r.pick(["beta", "a1", "-01", "rc-2"])}`;
    return { args: [...(r.chance(0.5) ? ["-l"] : []), odd, version(r)] };
  }),
];
