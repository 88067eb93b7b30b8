import type { CaseInput } from "../../pipeline/family.ts";
import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { fontFile, fontFor, glyph, packagedFont, REQUIRED, type FontShape, type Glyph } from "./font.ts";
import { BROKEN } from "./broken.ts";

const LAYOUTS = ["default", "full", "fitted", "controlled smushing", "universal smushing"];
const LETTERS = "abcdeABC123.!?+";
const WORDS = ["ab", "cab", "A1", "deed", "Bad", "c.", "1+2", "bead", "C3!", "a", "E"];

function text(r: Random, min = 1, max = 5): string {
  return r.times(min, max, () => r.pick(Array.from(LETTERS))).join("");
}

function words(r: Random, min = 2, max = 5): string {
  return r.times(min, max, () => r.pick(WORDS)).join(" ");
}

/** A run with one font of its own. */
function draw(font: string, args: readonly string[], name = "own"): CaseInput {
  return { args: ["-f", name, ...args], files: { [`fonts/${name}.flf`]: font } };
}

const shape = (r: Random, more: Partial<FontShape> = {}): FontShape => ({
  height: r.int(1, 3),
  oldLayout: 0,
  ...more,
});

/** One rule of smushing on its own (or with another), in text made of the ink that it is about. */
function rule(name: string, bit: number, ink: readonly string[]): Family {
  return family(`rule-${name}`, { features: ["smushing rules", "header: layout"], tries: 15 }, (r) => {
    const said = text(r, 2, 4);
    const layout = bit + (r.chance(0.25) ? r.pick([1, 2, 4, 8, 16, 32].filter((other) => other !== bit)) : 0);
    return draw(fontFor(r, said, shape(r, { oldLayout: layout }), ink), [said]);
  });
}

function verticalRule(name: string, bit: number, ink: readonly string[]): Family {
  return family(
    `vertical-rule-${name}`,
    { features: ["vertical smushing rules", "header: full layout"], tries: 12 },
    (r) => {
      const said = `${text(r, 1, 3)}\n${text(r, 1, 3)}`;
      const fullLayout =
        16384 +
        bit +
        (r.chance(0.25) ? r.pick([256, 512, 1024, 2048, 4096].filter((other) => other !== bit)) : 0);
      return draw(fontFor(r, said, shape(r, { height: r.int(2, 3), oldLayout: -1, fullLayout }), ink), [
        said,
      ]);
    },
  );
}

const GLYPHS: readonly Family[] = [
  family("plain", { features: ["letters"], tries: 24 }, (r) => {
    const said = text(r);
    return draw(fontFor(r, said, shape(r, { oldLayout: -1 })), [said]);
  }),
  family("blanks", { features: ["letters", "hard blanks"], tries: 24 }, (r) => {
    const said = r.pick([words(r), ` ${text(r)}`, `${text(r)} `, `${text(r)}  ${text(r)}`]);
    return draw(
      fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0, 15]), hardBlank: r.pick(["$", "#", "&", "."]) })),
      [said],
    );
  }),
  family("missing-characters", { features: ["letters", "missing characters"], tries: 15 }, (r) => {
    const known = text(r, 1, 3);
    const tagged = r.chance(0.5) ? [["0", glyph(r, 2, "$")] as const] : [];
    return draw(fontFor(r, known, { height: 2, oldLayout: -1, fullLayout: 0, tagged }), [
      `${known}${r.pick(["é", "日", "Ж", "€"])}${known[0]}`,
    ]);
  }),
  family("tagged-characters", { features: ["code tags"], tries: 24 }, (r) => {
    const height = r.int(1, 3);
    const codes = r.sample(
      ["233", "0xE9", "0351", "8364 EURO SIGN", "0x20AC", "-5", "0x1F600 face", "97", "0X41 again"],
      3,
    );
    const tagged = codes.map((code) => [code, glyph(r, height, "$")] as const);
    const said = r.sample(["é", "€", "😀", "a", "A"], 3).join("");
    return draw(
      fontFor(r, "aA", { height, oldLayout: r.pick([-1, 0, 31]), fullLayout: r.pick([0, 64, 128]), tagged }),
      [said],
    );
  }),
  family("end-marks", { features: ["font files"], tries: 15 }, (r) => {
    const said = text(r);
    const font = fontFor(
      r,
      said,
      shape(r, {
        oldLayout: -1,
        endMark: r.pick(["@", "#", "%", "*", ".", "$"]),
        comments: r.times(0, 3, () => r.pick(["a font", "by nobody", "", "@@"])),
      }),
    );
    return draw(r.pick([font, font.replaceAll("\n", "\r\n"), font.replaceAll("@@\n", "@@  \n")]), [said]);
  }),
  family("german", { features: ["letters"], tries: 9 }, (r) => {
    const said = r.sample(["Ä", "Ö", "Ü", "ä", "ö", "ü", "ß"], 3).join("");
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0]) })), [said]);
  }),
];

const HORIZONTAL: readonly Family[] = [
  family("old-layout", { features: ["header: layout"], tries: 45 }, (r) => {
    const said = text(r, 2, 4);
    return draw(
      fontFor(
        r,
        said,
        shape(r, { oldLayout: r.pick([-1, 0, 1, 2, 4, 8, 15, 16, 24, 31, 32, 63, r.int(1, 63)]) }),
      ),
      [said],
    );
  }),
  family("full-layout", { features: ["header: full layout"], tries: 45 }, (r) => {
    const said = text(r, 2, 4);
    const fullLayout = r.pick([0, 64, 128, 128 + 63, r.int(0, 63), 128 + r.int(0, 63), 64 + r.int(1, 63)]);
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0, 15]), fullLayout })), [said]);
  }),
  rule("equal", 1, ["#", "|", "/", "_"]),
  rule("underscore", 2, ["_", "_", "|", "/", "\\", "[", "}", "(", ">"]),
  rule("hierarchy", 4, ["|", "/", "\\", "[", "]", "{", "}", "(", ")", "<", ">"]),
  rule("opposite", 8, ["[", "]", "{", "}", "(", ")"]),
  rule("big-x", 16, ["/", "\\", "<", ">"]),
  rule("hard-blank", 32, ["$", "$", "#", "|"]),
  family("horizontal-option", { features: ["-h"], tries: 60 }, (r) => {
    const said = text(r, 2, 4);
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0, 15]) })), [
      ...r.pick([["-h"], ["--horizontalLayout"]]),
      r.pick(LAYOUTS),
      said,
    ]);
  }),
  family("horizontal-unknown", { features: ["-h"], tries: 9 }, (r) => {
    const said = text(r, 2, 4);
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0]) })), [
      "-h",
      r.pick(["Full", "none", "smush", ""]),
      said,
    ]);
  }),
  family("right-to-left", { features: ["header: direction"], tries: 18 }, (r) => {
    const said = r.chance(0.5) ? text(r, 2, 4) : words(r, 2, 2);
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0, 15]), direction: 1 })), [said]);
  }),
];

const WIDTH: readonly Family[] = [
  family("width", { features: ["-w"], tries: 48 }, (r) => {
    const said = r.chance(0.5) ? words(r, 3, 6) : text(r, 5, 9);
    const option = r.pick([
      (n: number) => ["-w", `${n}`],
      (n: number) => [`--width=${n}`],
      (n: number) => [`-w${n}`],
    ]);
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0, 15]) })), [
      ...option(r.int(3, 20)),
      said,
    ]);
  }),
  family("width-odd", { features: ["-w"], tries: 15 }, (r) => {
    const said = text(r, 4, 8);
    return draw(fontFor(r, said, shape(r, { oldLayout: -1 })), [
      "-w",
      r.pick(["0", "x", "1", "8.9", "12px", "-5", ""]),
      said,
    ]);
  }),
  family("width-default", { features: ["-w"], tries: 9 }, (r) => {
    const said = words(r, 14, 18);
    return draw(fontFor(r, said, shape(r, { oldLayout: r.pick([-1, 0]) })), [said]);
  }),
];

const VERTICAL: readonly Family[] = [
  family("lines", { features: ["lines of text"], tries: 30 }, (r) => {
    const said = r.pick([
      `${text(r)}\n${text(r)}`,
      `${text(r)}\n\n${text(r)}`,
      `${text(r)}\r\n${text(r)}`,
      `\n${text(r)}`,
      `${text(r)}\n`,
    ]);
    return draw(fontFor(r, said.replaceAll(/[\r\n]/g, ""), shape(r, { oldLayout: r.pick([-1, 0]) })), [said]);
  }),
  family("vertical-option", { features: ["-v"], tries: 60 }, (r) => {
    const said = `${text(r, 1, 3)}\n${text(r, 1, 3)}${r.chance(0.3) ? `\n${text(r, 1, 3)}` : ""}`;
    return draw(fontFor(r, said.replaceAll("\n", ""), shape(r, { height: r.int(2, 4), oldLayout: -1 })), [
      ...r.pick([["-v"], ["--verticalLayout"]]),
      r.pick(LAYOUTS),
      said,
    ]);
  }),
  verticalRule("equal", 256, ["#", "|", "-", "_"]),
  verticalRule("underscore", 512, ["_", "_", "|", "/", "[", "<"]),
  verticalRule("hierarchy", 1024, ["|", "/", "\\", "[", "{", "(", "<"]),
  verticalRule("lines", 2048, ["-", "_"]),
  verticalRule("supersmush", 4096, ["|", "|", "#"]),
  family("vertical-fitting", { features: ["header: full layout"], tries: 18 }, (r) => {
    const said = `${text(r, 1, 3)}\n${text(r, 1, 3)}`;
    return draw(
      fontFor(
        r,
        said,
        shape(r, { height: 3, oldLayout: -1, fullLayout: r.pick([8192, 8192 + 64, 16384, 16384 + 128]) }),
      ),
      [said],
    );
  }),
  family("both-layouts", { features: ["-h", "-v", "-w"], tries: 45 }, (r) => {
    const said = words(r, 2, 4);
    return draw(fontFor(r, said, shape(r, { oldLayout: 15, height: r.int(2, 3) })), [
      "-h",
      r.pick(LAYOUTS),
      "-v",
      r.pick(LAYOUTS),
      "-w",
      `${r.int(6, 24)}`,
      said,
    ]);
  }),
];

const small: readonly Glyph[] = [
  ["/\\", "\\/"],
  ["|", "|"],
];
const tiny = fontFile(
  { height: 2, oldLayout: 0, comments: ["tiny"] },
  new Map([97, 98].map((code, at) => [code, small[at]!])),
);

const COMMAND_LINE: readonly Family[] = [
  family("real-fonts", { features: ["letters", "-h", "-v"], tries: 30 }, (r) => {
    const name = r.pick(["Mini", "Small", "Small Slant"] as const);
    return draw(
      packagedFont(name),
      [
        ...r.pick([[], [], ["-h", r.pick(LAYOUTS)], ["-w", "40"]]),
        r.pick(["Hello", "figlet!", "x + y = 2", "Rebuild it", "A-B_c", "(ok)"]),
      ],
      name,
    );
  }),
  family("default-font", { features: ["-f"], tries: 4 }, (r) => ({
    args: [r.pick(["Hi", "Yes", "No?", "1 2"])],
    files: { "fonts/Standard.flf": packagedFont("Standard") },
  })),
  family("font-missing", { features: ["-f", "messages"], tries: 9 }, (r) => ({
    args: [...r.pick([["-f", r.pick(["nope", "Tiny", "a b", "../tiny"])], [], ["--font=other"]]), text(r)],
    files: { "fonts/tiny.flf": tiny },
  })),
  family("info", { features: ["-i"], tries: 24 }, (r) => {
    const font = fontFor(r, "", {
      height: r.int(1, 5),
      oldLayout: r.pick([-1, 0, 15, r.int(1, 63)]),
      comments: r.times(0, 2, () => "c"),
      hardBlank: r.pick(["$", "#"]),
      ...(r.chance(0.6) ? { direction: r.int(0, 1), fullLayout: r.pick([0, 64, 191, r.int(0, 32767)]) } : {}),
    });
    return { args: [...r.pick([["-i"], ["--info"]]), "own"], files: { "fonts/own.flf": font } };
  }),
  family("list", { features: ["-l"], tries: 9 }, (r) => ({
    args: [r.pick(["-l", "--list"])],
    files: Object.fromEntries(
      r
        .sample(
          ["b.flf", "a.flf", "Z.flf", "é.flf", "notes.txt", "x.flf.bak", "10.flf", "9.flf"],
          r.int(2, 5),
        )
        .map((name) => [`fonts/${name}`, "x"]),
    ),
  })),
  listed("help", { features: ["--help", "messages"], repeat: 3 }, [
    { args: [] },
    { args: ["--help"] },
    { args: ["-w", "20"] },
    { args: ["-f", "tiny"], files: { "fonts/tiny.flf": tiny } },
    { args: [""] },
  ]),
  listed("version", { features: ["--version"], repeat: 2 }, [{ args: ["--version"] }, { args: ["-V"] }]),
  listed("unknown-option", { features: ["unknown option", "messages"], repeat: 2 }, [
    { args: ["--zzzzzz", "x"] },
    { args: ["-x"] },
    { args: ["--no-such-thing", "x", "y"] },
    { args: ["-q", "a"] },
  ]),
  listed("wrong-arguments", { features: ["messages"], repeat: 3 }, [
    { args: ["-f"] },
    { args: ["a", "b"] },
    { args: ["-w"] },
    { args: ["-i"] },
    { args: ["one", "two", "three"] },
    { args: ["--info", "nope"] },
    { args: ["-l"] },
    { args: ["--horizontalLayout"] },
  ]),
  listed("dashes", { features: ["arguments"] }, [
    { args: ["-f", "tiny", "--", "ab"], files: { "fonts/tiny.flf": tiny } },
    { args: ["ab", "-f", "tiny"], files: { "fonts/tiny.flf": tiny } },
    { args: ["-ftiny", "ba"], files: { "fonts/tiny.flf": tiny } },
    { args: ["--font=tiny", "bb"], files: { "fonts/tiny.flf": tiny } },
    { args: ["--font", "tiny", "aa", "--width", "3"], files: { "fonts/tiny.flf": tiny } },
    { args: ["-f", "x", "-f", "tiny", "aab"], files: { "fonts/tiny.flf": tiny } },
  ]),
  family("required-set", { features: ["letters"], tries: 6 }, (r) => {
    const codes = r.sample(
      REQUIRED.filter((code) => code > 32),
      6,
    );
    return draw(fontFor(r, String.fromCodePoint(...codes), shape(r, { oldLayout: -1 })), [
      "--",
      String.fromCodePoint(...codes),
    ]);
  }),
];

export const families: readonly Family[] = [
  ...GLYPHS,
  ...HORIZONTAL,
  ...WIDTH,
  ...VERTICAL,
  ...COMMAND_LINE,
  ...BROKEN,
];
