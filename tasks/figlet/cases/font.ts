import { packageText } from "../../pipeline/package-file.ts";
import type { Random } from "../../pipeline/random.ts";

/** Codes of the characters that every font holds, in their order: ASCII, then seven German letters. */
export const REQUIRED: readonly number[] = [
  ...Array.from({ length: 95 }, (_, at) => 32 + at),
  196,
  214,
  220,
  228,
  246,
  252,
  223,
];

export interface FontShape {
  readonly height: number;
  readonly oldLayout: number;
  readonly fullLayout?: number;
  readonly direction?: number;
  readonly hardBlank?: string;
  readonly comments?: readonly string[];
  readonly endMark?: string;
  readonly tagged?: readonly (readonly [code: string, rows: readonly string[]])[];
}

/** A glyph's rows, all of one width. */
export type Glyph = readonly string[];

/** What joins by the rules of smushing, and what does not. */
export const INK = ["|", "/", "\\", "[", "]", "{", "}", "(", ")", "<", ">", "_", "-", "#", "=", "'"];

/** A glyph of ink, blanks and hard blanks; more of one kind of ink makes that things meet that may join. */
export function glyph(r: Random, height: number, hardBlank: string, ink: readonly string[] = INK): Glyph {
  const width = r.int(1, 4);
  return Array.from({ length: height }, () =>
    Array.from({ length: width }, () =>
      r.chance(0.45) ? r.pick(ink) : r.chance(0.12) ? hardBlank : " ",
    ).join(""),
  );
}

/** The text of a font file with these glyphs; all other required characters are empty. */
export function fontFile(shape: FontShape, glyphs: ReadonlyMap<number, Glyph>): string {
  const {
    height,
    oldLayout,
    fullLayout,
    direction,
    hardBlank = "$",
    comments = [],
    endMark = "@",
    tagged = [],
  } = shape;
  const header = [`flf2a${hardBlank}`, height, height, 8, oldLayout, comments.length];
  if (direction !== undefined || fullLayout !== undefined) header.push(direction ?? 0);
  if (fullLayout !== undefined) header.push(fullLayout);
  if (fullLayout !== undefined && tagged.length > 0) header.push(tagged.length);
  const rows = (one: Glyph): string[] =>
    one.map((row, at) => row + (at === one.length - 1 ? endMark + endMark : endMark));
  const empty: Glyph = Array.from({ length: height }, () => "");
  return [
    header.join(" "),
    ...comments,
    ...REQUIRED.flatMap((code) => rows(glyphs.get(code) ?? empty)),
    ...tagged.flatMap(([code, one]) => [code, ...rows(one)]),
    "",
  ].join("\n");
}

/** A font that draws the characters of `text` (its blanks too). */
export function fontFor(r: Random, text: string, shape: FontShape, ink?: readonly string[]): string {
  const codes = new Set(Array.from(text, (char) => char.codePointAt(0) ?? 0));
  const glyphs = new Map(
    [...codes].map((code): [number, Glyph] => [
      code,
      code === 32
        ? Array.from({ length: shape.height }, () =>
            r.pick(["$", " ", "$$", "$ "]).replaceAll("$", shape.hardBlank ?? "$"),
          )
        : glyph(r, shape.height, shape.hardBlank ?? "$", ink),
    ]),
  );
  const width = (one: Glyph): number => Math.max(...one.map((row) => row.length));
  for (const [code, one] of glyphs)
    glyphs.set(
      code,
      one.map((row) => row.padEnd(width(one))),
    );
  return fontFile(shape, glyphs);
}

/** A font of the package, whose authors allow any use. */
export function packagedFont(name: "Mini" | "Small" | "Small Slant" | "Standard"): string {
  return packageText("figlet", `fonts/${name}.flf`);
}
