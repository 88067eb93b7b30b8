import { describe, expect, test } from "vitest";
import { OwnedDocument } from "./document.ts";
import { applyEdits, editsBetween, merge } from "./merge.ts";
import type { TextEdit } from "./session.ts";

/** A small seeded generator (mulberry32), so that a failing round can be run again. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const WORDS = [
  "const",
  "x",
  "=",
  "1;",
  "\n",
  "return",
  "a+b",
  "\n\n",
  "  ",
  "if (y) {",
  "}",
  "é",
  "😀",
  "\r\n",
];

function randomText(random: (below: number) => number, words: number): string {
  return Array.from({ length: words }, () => WORDS[random(WORDS.length)]).join(" ");
}

/** A few random edits, each inserting a character of its own that stands nowhere else. */
function tokenEdits(
  text: string,
  random: (below: number) => number,
  token: () => string,
): [TextEdit[], string[]] {
  const edits: TextEdit[] = [];
  const tokens: string[] = [];
  let at = 0;
  for (let left = 1 + random(4); left > 0 && at < text.length; left--) {
    const from = at + random(text.length - at);
    const to = Math.min(text.length, from + random(6));
    const inserted = token();
    tokens.push(inserted);
    edits.push({ from, to, text: inserted });
    at = to + 1;
  }
  return [edits, tokens];
}

describe("editsBetween", () => {
  test("leads from one text to the other, whatever the texts", () => {
    const random = seeded(1);
    for (let round = 0; round < 500; round++) {
      const before = randomText(random, random(30));
      const after =
        random(2) === 0 ? randomText(random, random(30)) : before.replace("x", "yy").replace("\n", "");
      expect(applyEdits(before, editsBetween(before, after))).toBe(after);
    }
  });

  test("leaves alone what did not change", () => {
    const before = "one\ntwo\nthree\nfour\n";
    expect(editsBetween(before, "one\n2\nthree\n4\n")).toEqual([
      { from: 4, to: 7, text: "2" },
      { from: 14, to: 18, text: "4" },
    ]);
    expect(editsBetween("a😀b", "a😁b")).toEqual([{ from: 1, to: 3, text: "😁" }]);
  });

  test("takes a big rewritten text in little time", () => {
    const random = seeded(2);
    const [before, after] = [randomText(random, 60_000), randomText(random, 60_000)];
    const started = performance.now();
    expect(applyEdits(before, editsBetween(before, after))).toBe(after);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("merge", () => {
  test("keeps every text that either side inserted, in 2,000 random conflicts", () => {
    for (let seed = 1; seed <= 2_000; seed++) {
      const random = seeded(seed);
      let next = 0x4e00;
      const token = (): string => String.fromCharCode(next++).repeat(1 + random(3));
      const base = randomText(random, 2 + random(20));
      const [ours, ourTokens] = tokenEdits(base, random, token);
      const [theirs, theirTokens] = tokenEdits(base, random, token);
      const merged = merge(base, applyEdits(base, ours), applyEdits(base, theirs));
      for (const inserted of [...ourTokens, ...theirTokens]) {
        expect(merged.includes(inserted), `seed ${seed}: ${inserted} in ${JSON.stringify(merged)}`).toBe(
          true,
        );
      }
    }
  });

  test("is what one side made when the other did nothing", () => {
    const random = seeded(3);
    for (let round = 0; round < 300; round++) {
      const [base, changed] = [randomText(random, random(20)), randomText(random, random(20))];
      expect(merge(base, base, changed)).toBe(changed);
      expect(merge(base, changed, base)).toBe(changed);
      expect(merge(base, changed, changed)).toBe(changed);
    }
  });

  test("edits on different lines both stand", () => {
    expect(merge("a\nb\nc\n", "a1\nb\nc\n", "a\nb\nc3\n")).toBe("a1\nb\nc3\n");
  });

  test("a deletion of a stretch keeps what the other side typed into it", () => {
    expect(merge("keep drop drop keep", "keep drop TYPED drop keep", "keep keep")).toContain("TYPED");
  });

  test("text that both wrote at the same place stands once", () => {
    expect(merge("", "abc", "abcd")).toBe("abcd");
    expect(merge("x\n", "x\nnew\n", "x\nnew\n")).toBe("x\nnew\n");
  });
});

describe("OwnedDocument", () => {
  test("tells its listeners the edits, their source and the new version", () => {
    const document = new OwnedDocument("main.js", "let a = 1;\n");
    const heard: unknown[] = [];
    const off = document.onChange((edits, source) => heard.push([edits, source, document.version]));
    document.replace("let b = 1;\n", "agent");
    document.replace("let b = 1;\n", "agent");
    document.apply([], "editor");
    off();
    document.replace("", "program");
    expect(heard).toEqual([[[{ from: 4, to: 5, text: "b" }], "agent", 1]]);
    expect(document.version).toBe(2);
  });

  test("edits that overlap or leave the text are refused, and nothing changes", () => {
    const document = new OwnedDocument("main.js", "abc");
    const overlapping = [
      { from: 0, to: 2, text: "x" },
      { from: 1, to: 3, text: "y" },
    ];
    expect(() => document.apply(overlapping, "editor")).toThrow(RangeError);
    expect(() => document.apply([{ from: 2, to: 9, text: "" }], "editor")).toThrow(RangeError);
    expect(document.text).toBe("abc");
  });

  test("a person and an agent who type at once lose no text of either", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      let next = 0x4e00;
      const token = (): string => String.fromCharCode(next++);
      const document = new OwnedDocument("main.js", randomText(random, 20));
      const typed: string[] = [];
      // The editor applies every edit it is told of; it must never drift from the document.
      let mirror = document.text;
      document.onChange((edits) => (mirror = applyEdits(mirror, edits)));
      for (let round = 0; round < 10; round++) {
        const seen = document.text;
        for (let key = random(5); key > 0; key--) {
          const at = random(document.text.length + 1);
          typed.push(token());
          document.apply([{ from: at, to: at, text: typed.at(-1)! }], "editor");
        }
        const at = random(seen.length + 1);
        typed.push(token());
        document.merge(seen, seen.slice(0, at) + typed.at(-1)! + seen.slice(at), "agent");
      }
      for (const one of typed) expect(document.text, `seed ${seed}`).toContain(one);
      expect(mirror).toBe(document.text);
    }
  });
});

test("what stood there before the agent's last edit is known until somebody else changes the text", () => {
  const document = new OwnedDocument("a.js", "one\n");
  expect(document.beforeAgent).toBeNull();
  document.replace("one\ntwo\n", "agent");
  expect(document.beforeAgent).toBe("one\n");
  document.merge("one\ntwo\n", "one\ntwo\nthree\n", "agent");
  expect(document.beforeAgent).toBe("one\ntwo\n");
  document.apply([{ from: 0, to: 0, text: "// " }], "editor");
  expect(document.beforeAgent).toBeNull();
  expect(new OwnedDocument("b.js", "new\n", "").beforeAgent).toBe("");
});
