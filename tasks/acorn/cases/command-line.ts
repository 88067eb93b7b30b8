import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import { fill, parsed } from "./parsed.ts";
import { expression, name, program, statement } from "./program.ts";

const TOKENS = [
  "‹A› + ‹N›",
  "if (‹A›) { ‹B›() }",
  "‹S›; 'x'",
  "`a${‹A›}b`",
  "‹A› / ‹B› / ‹N›",
  "x = /‹A›/gi",
  "class ‹A› { #x = 1 }",
  "‹A› => ({...‹B›})",
  "‹A›?.‹P› ?? ‹B›",
  "for (let ‹A› of ‹B›);",
  "‹A› >>= 1 << ‹B› >>> 2",
  "!‹A› && ~‹B› || -‹C›",
  "10n ** 2n",
  "‹A›++ + --‹B›",
  "typeof ‹A› in ‹B› instanceof ‹C›",
  "// c\n‹A› /* d */",
  "a = b\n/c/g",
  "return ‹A›; break; }",
  "‹A›.if.class",
  "async function* ‹A›() { yield await ‹B› }",
  "`${`${‹A›}`}`",
  "`\\u`",
  "‹A› ? ‹B› : ‹C›, ‹N›",
  "({get ‹A›() {}, [‹B›]: 1})",
  "import {‹A›} from ‹S›; export default null",
  "‹A› ??= ‹B› &&= ‹C› **= 2",
  "\\u0061 \\u{62}",
  "(‹A›) / 2; {} /x/; [] / ‹B›",
  "x = {} / 1; if (1) /y/",
  "",
  "a <= b === c != d",
  "<!-- x\n‹A›",
  "#!x\n‹A›",
  "new.target; super.x; this",
];

/** Options, files, tokens, positions, exit codes. */
export const commandLine: readonly Family[] = [
  parsed("tokens", ["--tokenize"], TOKENS, { flags: ["--tokenize"], each: 1.6 }),
  parsed(
    "tokens-located",
    ["--tokenize", "--locations"],
    [
      "‹A›\n+ ‹B›",
      "`a\n${‹A›}`",
      "‹A›;\r\n  ‹N›",
      "/* x\n */ ‹A›",
      "‹S›\u2028‹A›",
      "if\n(‹A›)\n‹B›",
      "'a\\\nb' + ‹A›",
    ],
    { flags: ["--tokenize", "--locations"] },
  ),
  parsed(
    "tokens-wrong",
    ["--tokenize", "errors"],
    [
      "'abc",
      "‹A› # ‹B›",
      "`a",
      "/* x",
      "3a",
      "/x",
      "‹A› @",
      "0x",
      "'\\u{}'",
      "/(/",
      "/a/gg",
      "1__0",
      '"a\nb"',
      "‹A›\n\\",
    ],
    { flags: ["--tokenize"], each: 1, repeat: 2 },
  ),
  parsed(
    "locations",
    ["--locations"],
    [
      "‹A›\n‹B›",
      "if (‹A›) {\n  ‹B›()\n}\n",
      "`a\n${‹A›}\nb`",
      "‹A› +\r\n‹B›",
      "function ‹A›(\n) {\n}",
      "/* x\ny */ ‹A›",
      "‹S›\n\n  ‹N›",
      "‹A›\u2028‹B›\u2029",
      "\n\n\t‹A›",
      "class ‹A› {\n #x\n}",
      "‹A›(\n  ‹B›,\n  ‹C›\n)",
      "",
    ],
    { flags: ["--locations"] },
  ),
  family("locations-programs", { features: ["--locations"], tries: 10 }, (r) => ({
    args: ["--ecma2026", "--locations", "--compact"],
    stdin: program(r, 2),
  })),
  family("indented", { features: ["output"], tries: 14 }, (r) => ({
    args: [r.pick(["--ecma2026", "--ecma5", "--ecma2020"])],
    stdin: `${r.pick([`${name(r)} = ${expression(r, 1)}`, statement(r, 0), `${name(r)}`, "[]", "f()"])}\n`,
  })),
  family("default-version", { features: ["versions"], tries: 12, repeat: 2 }, (r) => ({
    args: r.pick([
      ["--compact"],
      ["--compact", "--module"],
      ["--compact", "--locations"],
      ["--silent"],
      ["--compact", "--tokenize"],
    ]),
    stdin: fill(
      r,
      r.pick([
        "‹A› ?? ‹B›",
        "‹A› ??= ‹B›",
        "‹A› = 10n",
        "class ‹A› { x = 1 }",
        "‹A›?.‹P›",
        "‹A› ‹B›",
        "let ‹A› = ‹N›",
      ]),
    ),
  })),
  family("silent", { features: ["--silent"], tries: 12, repeat: 2 }, (r) => ({
    args: r.shuffle(["--ecma2024", "--silent", ...(r.chance(0.3) ? ["--tokenize"] : [])]),
    stdin: fill(
      r,
      r.pick([
        "‹A› ‹B›",
        "‹A›(",
        "let ‹A›; let ‹A›",
        "‹A› +\n\n)",
        "'abc",
        "class ‹A› { x y }",
        "return",
        "‹A›.\n\n",
        "3a",
      ]),
    ),
  })),
  family("file", { features: ["files"], tries: 10 }, (r) => {
    const file = r.pick(["a.js", "src/b.js", "c"]);
    return { args: r.shuffle(["--ecma2024", "--compact", file]), files: { [file]: statement(r, 0) } };
  }),
  family("file-wrong", { features: ["files", "errors"], tries: 10 }, (r) => {
    const file = r.pick(["a.js", "src/b.js", "c", "d e.js"]);
    return {
      args: ["--ecma2024", file],
      files: {
        [file]: `${r.pick(["", "\n", "ok;\n\n  "])}${fill(r, r.pick(["‹A› ‹B›", "‹A›(", "var", "'x", "let ‹A›; let ‹A›"]))}`,
      },
    };
  }),
  family("files", { features: ["files"], tries: 12, repeat: 2 }, (r) => {
    const texts = r.times(2, 3, () => `${fill(r, r.pick(["‹A›", "var ‹A›", "‹A›()", "", "  ‹N›\n"]))}`);
    const wrong = r.chance(0.3);
    return {
      args: [
        "--ecma2022",
        "--compact",
        ...(r.chance(0.3) ? ["--locations"] : []),
        ...texts.map((_, at) => `f${at + 1}.js`),
      ],
      files: Object.fromEntries(
        texts.map((one, at) => [`f${at + 1}.js`, wrong && at === 1 ? `${one} )` : one]),
      ),
    };
  }),
  family("files-tokens", { features: ["files", "--tokenize"], tries: 5 }, (r) => ({
    args: ["--ecma2022", "--tokenize", "--compact", "x.js", "y.js"],
    files: { "x.js": name(r), "y.js": `${name(r)}${r.pick(["", ";", " @"])}` },
  })),
  listed("file-missing", { features: ["files", "errors"], repeat: 2 }, [
    { args: ["--ecma2022", "none.js"] },
    { args: ["none.js"] },
    { args: ["--ecma2022", "src/none.js", "--compact"] },
    { args: ["--ecma2022", "a.js", "b.js"], files: { "a.js": "a" } },
    { args: ["--ecma2022", "--", "--none"] },
    { args: ["--ecma5", "x", "-"] },
    { args: ["--ecma2022", "--", "-"] },
    { args: ["--silent", "--ecma6", "gone.js"] },
  ]),
  listed("double-dash", { features: ["--"] }, [
    { args: ["--ecma2022", "--compact", "--", "a.js"], files: { "a.js": "a" } },
    { args: ["--ecma2022", "--compact", "--", "-x.js"], files: { "-x.js": "b;" } },
    { args: ["--ecma2022", "--compact", "--", "--silent"], files: { "--silent": "c()" } },
    { args: ["--compact", "--ecma2022", "a.js", "--", "b.js"], files: { "a.js": "1", "b.js": "2" } },
    { args: ["--ecma2022", "--", "-x.js"], files: { "-x.js": "b c" } },
    { args: ["--ecma2022", "--compact", "--"] },
  ]),
  listed("dash", { features: ["files"] }, [
    { args: ["--ecma2022", "--compact", "-"], stdin: "x" },
    { args: ["-", "--ecma5", "--compact"], stdin: "x; y" },
    { args: ["--ecma2022", "-"], stdin: "x y" },
    { args: ["--ecma2022", "--silent", "-"], stdin: "(" },
    { args: ["-", "--ecma2026", "--tokenize", "--compact"], stdin: "z" },
  ]),
  listed("help", { features: ["--help"], repeat: 5 }, [
    { args: ["--help"] },
    { args: ["--ecma2022", "--help"], stdin: "a b" },
    { args: ["--help", "--nope"] },
    { args: ["none.js", "--help"] },
    { args: ["--compact", "--help", "--silent"] },
  ]),
  listed(
    "unknown-option",
    { features: ["unknown option", "errors"], repeat: 12 },
    [
      "--nope",
      "-x",
      "--ecma",
      "--ecma2015x",
      "--ECMA6",
      "--location",
      "-h",
      "--ecma=6",
      "--version",
      "--strict",
    ].map((one): CaseInput => ({ args: ["--ecma2022", one] })),
  ),
  listed("unknown-option-first", { features: ["unknown option", "errors"], repeat: 4 }, [
    { args: ["-q", "--help"] },
    { args: ["a.js", "--nope"], files: { "a.js": "a" } },
    { args: ["--nope", "--", "x"] },
    { args: ["--compact", "-c"], stdin: "x" },
  ]),
  family("hash-bang", { features: ["--allow-hash-bang"], tries: 10, repeat: 3 }, (r) => ({
    args: [
      `--ecma${r.pick([5, 2015, 2020, 2022, 2023, 2026])}`,
      "--compact",
      ...(r.chance(0.6) ? ["--allow-hash-bang"] : []),
    ],
    stdin: `#!/bin/node\n${name(r)}`,
  })),
  family("top-level-await", { features: ["--allow-await-outside-function"], tries: 14, repeat: 2 }, (r) => ({
    args: [
      `--ecma${r.pick([2017, 2018, 2020, 2022, 2026])}`,
      "--compact",
      ...(r.chance(0.6) ? ["--allow-await-outside-function"] : []),
      ...(r.chance(0.4) ? ["--module"] : []),
    ],
    stdin: fill(
      r,
      r.pick([
        "await ‹A›",
        "for await (‹A› of ‹B›);",
        "function f() { await ‹A› }",
        "await",
        "() => { await ‹A› }",
        "await\n(‹A›)",
      ]),
    ),
  })),
  family("options-twice", { features: ["options"], tries: 6 }, (r) => ({
    args: [`--ecma${r.pick([5, 3])}`, "--compact", "--compact", `--ecma${r.pick([2015, 2022])}`],
    stdin: fill(r, r.pick(["let ‹A›", "‹A› => ‹N›", "`‹A›`"])),
  })),
];
