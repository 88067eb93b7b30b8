import { family, type Family } from "../../pipeline/family.ts";
import { fontFor } from "./font.ts";

const GOOD = { height: 2, oldLayout: 0 } as const;

/** Font files with mistakes. */
export const BROKEN: readonly Family[] = [
  family("broken-header", { features: ["font files", "messages"], tries: 18, repeat: 12 }, (r) => {
    const header = r.pick([
      "",
      "flf2a$",
      "flf2a 2 2 8 0 0",
      "flf2a$ x 2 8 0 0",
      "flf2a$ 0 2 8 0 0",
      "flf2a$ 2 -1 8 0 0",
      "flf2a$ 2 2 8 0",
      "flf2a$ 2 2 8 y 0",
      "not a font",
      "tlf2a$ 2 2 8 0 0",
      "flf2a$ 2 2 8 0 -1",
    ]);
    const font = fontFor(r, "ab", GOOD);
    return {
      args: ["-f", "own", r.pick(["ab", "ba"])],
      files: { "fonts/own.flf": font.replace(/^.*/, () => header) },
    };
  }),
  family("broken-length", { features: ["font files", "messages"], tries: 12 }, (r) => {
    const lines = fontFor(r, "ab", GOOD).split("\n");
    return {
      args: ["-f", "own", "ab"],
      files: { "fonts/own.flf": lines.slice(0, r.int(2, lines.length - 3)).join("\n") },
    };
  }),
  family("broken-tags", { features: ["code tags", "messages"], tries: 15, repeat: 3 }, (r) => {
    const code = r.pick([
      "x97",
      "-1",
      "99999999999",
      "-99999999999",
      "0x",
      "9z",
      "0b11",
      "U+00E9",
      "0o7",
      "09",
    ]);
    return {
      args: ["-f", "own", r.pick(["ab", "a", "é"])],
      files: { "fonts/own.flf": `${fontFor(r, "ab", { ...GOOD, fullLayout: 0 })}${code}\n##@\n##@@\n` },
    };
  }),
  family("broken-info", { features: ["-i", "messages"], tries: 6 }, (r) => ({
    args: ["-i", "own"],
    files: {
      "fonts/own.flf": r.pick([
        "",
        "flf2a$ 2 2 8 0 0\n",
        "flf2a$ 2 2 8\n",
        `flf2a$ ${r.int(2, 9)} 2 8 0 ${r.int(0, 3)}\n@\n@@\n`,
      ]),
    },
  })),
];
