import type { Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { expressions, mistakes, type Expression } from "./expressions.ts";

const MOMENTS = [0, 951_782_400_000, 1_104_537_600_000, 1_230_768_000_000, 1_483_228_799_999];

function moment(r: Random): number {
  return r.chance(0.25) ? r.pick(MOMENTS) : r.int(-30_000, 60_000) * 86_400_000 + r.int(0, 86_399_999);
}

const formatted = (list: readonly string[]): Expression[] =>
  list.map((picture) => (r: Random) => `$fromMillis(${moment(r)}, '${picture}')`);

/** Formatting and reading dates. */
export const dates: readonly Family[] = [
  expressions(
    "date-iso",
    ["$fromMillis"],
    [
      (r) => `$fromMillis(${moment(r)})`,
      (r) =>
        `$fromMillis(${moment(r)}, nothing, '${r.pick(["+0100", "-0500", "+0530", "+0000", "-0000", "+1245", "-0930"])}')`,
      "$fromMillis(nothing)",
      (r) => `$toMillis($fromMillis(${moment(r)}))`,
    ],
    undefined,
    { each: 5 },
  ),
  expressions(
    "date-numbers",
    ["$fromMillis"],
    formatted([
      "[Y0001]-[M01]-[D01]",
      "[D]/[M]/[Y]",
      "[Y01]-[d001]",
      "[H01]:[m01]:[s01].[f001]",
      "[h]:[m] [P]",
      "[h#1]:[m01] [PN]",
      "[D1o] [M]",
      "[Y,2-2]/[M,2]/[D,2]",
      "[H]:[m]:[s]",
      "[YI] [Mi] [Da]",
      "[Dw] [Dwo] [DWwo]",
      "[d] [d1o]",
      "[f]",
      "[Y,4-4]",
      "[Y001]",
      "[ Y ]  [ M01 ]",
      "[M00]-[D000]",
      "[Y9,999,*]",
    ]),
    undefined,
    { each: 2 },
  ),
  expressions(
    "date-names",
    ["$fromMillis"],
    formatted([
      "[FNn], [D] [MNn] [Y]",
      "[FN,3-3] [MN,3-3]",
      "[F] [Fn]",
      "[F1]",
      "[MNn,*-4]",
      "[Fn,2-2]",
      "[P] [PN] [Pn]",
      "[FNn,3-3] [D01] [MNn,3-3] [Y0001]",
      "[C] [E]",
      "[Mn]",
    ]),
    undefined,
    { each: 2 },
  ),
  expressions(
    "date-weeks",
    ["$fromMillis"],
    formatted(["[X]-W[W01]-[F1]", "[W] [w]", "[X] [x] [xNn]", "[w] of [xNn]", "[Y] [X]", "[W1o] week"]),
    undefined,
    { each: 4 },
  ),
  expressions(
    "date-offsets",
    ["$fromMillis"],
    [
      "[H01]:[m01] [Z]",
      "[Z0]",
      "[z]",
      "[Z0000]",
      "[Z01:01t]",
      "[Z00t]",
      "[Z001]",
      "[D] [H] [z0]",
      "[Z#0:00]",
      "[H01][m01][Z0101t]",
    ].map(
      (picture) => (r: Random) =>
        `$fromMillis(${moment(r)}, '${picture}', '${r.pick(["+0100", "-0500", "+0530", "+0000", "-0930", "+1245", "0000"])}')`,
    ),
    undefined,
    { each: 2 },
  ),
  expressions(
    "date-literals",
    ["$fromMillis"],
    formatted(["[[[Y]]]", "year: [Y]", "[[Y]]", "]] [Y]", "[Y]年[M]月[D]日", "plain", "[D]-[[x"]),
    undefined,
    { each: 1.6 },
  ),
  mistakes(
    "date-wrong",
    ["$fromMillis", "$toMillis"],
    [
      "$fromMillis(0, '[Y')",
      "$fromMillis(0, '[q]')",
      "$fromMillis(0, '[YN]')",
      "$fromMillis(0, '[DNn]')",
      "$fromMillis(0, '[Z00000]')",
      "$fromMillis(0, '[]')",
      "$toMillis('x')",
      "$toMillis('2018-99-01')",
      "$toMillis('2018-1-1')",
      "$toMillis('01/02/2018')",
      "$toMillis('2018 3', '[Y] [D]')",
      "$toMillis('2018-3', '[X]-[W]')",
      "$toMillis('a', '[YN]')",
      "$toMillis('2018-01-01 10:00')",
      "$fromMillis(0, '[Y*]')",
      "$toMillis('5', '[q]')",
    ],
  ),
  expressions(
    "to-millis",
    ["$toMillis"],
    [
      (r) => `$toMillis('${r.int(1950, 2050)}')`,
      (r) => `$toMillis('${r.int(1950, 2050)}-0${r.int(1, 9)}')`,
      (r) => `$toMillis('${r.int(1950, 2050)}-1${r.int(0, 2)}-2${r.int(0, 8)}')`,
      (r) => `$toMillis('2020-01-01T1${r.int(0, 9)}:${r.int(10, 59)}:00.${r.int(100, 999)}Z')`,
      (r) => `$toMillis('2020-02-29T0${r.int(0, 9)}:00:00+0${r.int(1, 9)}:30')`,
      (r) => `$toMillis('2020-02-29T0${r.int(0, 9)}:00:00.5-0${r.int(1, 9)}00')`,
      "$toMillis('1970-01-01')",
      "$toMillis(nothing)",
    ],
    undefined,
    { each: 2 },
  ),
  expressions(
    "to-millis-picture",
    ["$toMillis"],
    [
      (r) => `$toMillis('${r.int(1, 28)}/${r.int(1, 12)}/${r.int(1950, 2050)}', '[D]/[M]/[Y]')`,
      (r) => `$toMillis('${r.int(1950, 2050)}0${r.int(1, 9)}1${r.int(0, 9)}', '[Y0001][M01][D01]')`,
      (r) =>
        `$toMillis('${r.pick(["January", "May", "October"])} ${r.int(4, 9)}th ${r.int(1950, 2050)}', '[MNn] [D1o] [Y]')`,
      (r) =>
        `$toMillis('2020-03-01 ${r.int(1, 12)}:0${r.int(0, 9)} ${r.pick(["am", "PM", "pm"])}', '[Y]-[M]-[D] [h]:[m] [P]')`,
      (r) => `$toMillis('${r.int(1990, 2020)}-${r.int(1, 365)}', '[Y]-[d]')`,
      (r) =>
        `$toMillis('${r.int(1990, 2020)}-06-0${r.int(1, 9)}T1${r.int(0, 9)}:30:00.${r.int(100, 999)}+0${r.int(1, 5)}:00', '[Y]-[M]-[D]T[H]:[m]:[s].[f][Z]')`,
      (r) => `$toMillis('${r.int(1990, 2020)}', '[Y]')`,
      (r) => `$toMillis('nope ${r.int(1, 9)}', '[Y]')`,
      (r) => `$toMillis('MCMXC${r.pick(["", "I", "IV"])}', '[YI]')`,
      (r) => `$toMillis('${r.pick(["Jan", "Jun", "Sep"])} ${r.int(1990, 2020)}', '[MNn,3-3] [Y]')`,
      (r) => `$toMillis('2019-05-05 0${r.int(1, 9)}:00 GMT+0${r.int(1, 9)}:00', '[Y]-[M]-[D] [H]:[m] [z]')`,
      (r) => `$toMillis('${r.pick(["two thousand and nineteen", "nineteen hundred"])}', '[Yw]')`,
      (r) => `$toMillis('2018.${r.int(1, 9)}', '[Y].[M]')`,
    ],
    undefined,
    { each: 1.8 },
  ),
];
