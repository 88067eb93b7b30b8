import { family, listed, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { anyText, binary, log, noise, prose, runs } from "./content.ts";
import { block, file, frame, handmade, join, skippable, type FrameOptions } from "./frames.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function unpack(bytes: Uint8Array, args: readonly string[] = []): CaseInput {
  return { args: [...args, "f.zst"], files: { "f.zst": file(bytes) } };
}

/** Contents of one kind at many sizes and levels. */
function contents(
  name: string,
  feature: string,
  make: (r: Random, length: number) => string,
  tries = 45,
): Family {
  return family(`content-${name}`, { features: ["compressed blocks", feature], tries }, (r) =>
    unpack(
      frame(make(r, r.pick([r.int(1, 80), r.int(80, 1000), r.int(1000, 9000)])), {
        level: r.pick([-5, 1, 3, 6, 9, 13, 19]),
      }),
    ),
  );
}

function option(
  name: string,
  feature: string,
  tries: number,
  options: (r: Random) => FrameOptions,
  min = 50,
  max = 5000,
): Family {
  return family(name, { features: [feature], tries }, (r) => unpack(frame(anyText(r, min, max), options(r))));
}

const FRAMES: readonly Family[] = [
  contents("prose", "Huffman literals", prose, 60),
  contents("log", "sequences", log, 60),
  contents("noise", "Huffman literals", noise),
  contents("runs", "sequences", runs),
  option("levels", "compressed blocks", 60, (r) => ({ level: r.int(-7, 19) })),
  option("strategies", "sequences", 36, (r) => ({
    level: r.int(3, 12),
    strategy: r.int(1, 9),
    minMatch: r.int(3, 7),
  })),
  option("checksum", "checksums", 24, (r) => ({ level: r.int(1, 9), checksum: true })),
  option("no-content-size", "frame headers", 36, (r) => ({
    level: r.int(1, 9),
    contentSize: false,
    checksum: r.chance(0.3),
  })),
  option(
    "windows",
    "frame headers",
    36,
    (r) => ({ level: r.int(1, 9), contentSize: r.chance(0.5), windowLog: r.int(10, 20) }),
    50,
    12_000,
  ),
  option(
    "many-blocks",
    "blocks",
    60,
    (r) => ({ level: r.int(1, 15), contentSize: r.chance(0.5), windowLog: r.int(10, 11) }),
    3000,
    16_000,
  ),
  family("tables-kept", { features: ["repeated tables", "blocks"], tries: 36 }, (r) =>
    unpack(
      frame(r.pick([prose, log, noise])(r, r.int(5000, 20_000)), { level: r.int(1, 19), windowLog: 10 }),
    ),
  ),
  family("long-matches", { features: ["sequences"], tries: 24 }, (r) => {
    const part = prose(r, r.int(100, 900));
    return unpack(
      frame(part + noise(r, r.int(10, 2000)) + part.repeat(r.int(1, 9)), { level: r.int(1, 19) }),
    );
  }),
  family("repeated-offsets", { features: ["sequences"], tries: 24 }, (r) => {
    const unit = noise(r, r.int(4, 30));
    return unpack(
      frame(r.times(20, 90, () => unit + r.pick(["", "!", noise(r, r.int(1, 3))])).join(""), {
        level: r.int(1, 19),
      }),
    );
  }),
  family("tiny", { features: ["raw blocks", "frame headers"], tries: 18 }, (r) =>
    unpack(frame(noise(r, r.int(0, 24)), { checksum: r.chance(0.3) })),
  ),
  family("one-byte", { features: ["RLE blocks"], tries: 15 }, (r) =>
    unpack(frame(r.pick(["a", "Z", "\n", "0", " "]).repeat(r.int(4, 6000)), { contentSize: r.chance(0.7) })),
  ),
  family("few-symbols", { features: ["Huffman literals"], tries: 24 }, (r) =>
    unpack(
      frame(noise(r, r.int(200, 4000), r.pick(["ab", "abc", "01234", "acgt", "xyz_-"])), {
        level: r.pick([1, 3, 19]),
      }),
    ),
  ),
  family("unicode", { features: ["compressed blocks"], tries: 15 }, (r) =>
    unpack(
      frame(r.times(40, 300, () => r.pick(["é", "日本", "Ω", "😀", "ß", " ", "a", "\n"])).join(""), {
        level: r.int(1, 12),
      }),
    ),
  ),
];

/** Raw, repeated and empty blocks, written by hand. */
const HANDMADE: readonly Family[] = [
  family("raw-blocks", { features: ["raw blocks", "blocks"], tries: 18 }, (r) => {
    const parts = r.times(1, 4, () => text(prose(r, r.int(0, 300))));
    return unpack(
      handmade(
        [0, r.int(0, 40)],
        parts.map((part, at) => block(0, at === parts.length - 1, part.length, part)),
      ),
    );
  }),
  family("rle-blocks", { features: ["RLE blocks", "blocks"], tries: 18 }, (r) => {
    const count = r.int(1, 4);
    return unpack(
      handmade(
        [0, 40],
        Array.from({ length: count }, (_, at) =>
          block(1, at === count - 1, r.int(0, 900), text(r.pick(["q", "\n", "~", "7"]))),
        ),
      ),
    );
  }),
  family("mixed-blocks", { features: ["raw blocks", "RLE blocks", "blocks"], tries: 18 }, (r) => {
    const count = r.int(2, 6);
    return unpack(
      handmade(
        [0, 48],
        Array.from({ length: count }, (_, at) => {
          const part = text(prose(r, r.int(0, 60)));
          const last = at === count - 1;
          return r.chance(0.5)
            ? block(0, last, part.length, part)
            : block(1, last, r.int(1, 60), text(r.pick(["-", "=", "."])));
        }),
      ),
    );
  }),
  family("content-size-fields", { features: ["frame headers"], tries: 24 }, (r) => {
    const size = r.pick([r.int(0, 255), r.int(256, 3000)]);
    const part = text(noise(r, size));
    const small = [0x20, size & 255];
    const two = [0x60, (size - 256) & 255, ((size - 256) >> 8) & 255];
    const four = [0xa0, size & 255, size >> 8, 0, 0];
    const eight = [0xe0, size & 255, size >> 8, 0, 0, 0, 0, 0, 0];
    return unpack(
      handmade(r.pick(size < 256 ? [small, four, eight] : [two, four, eight]), [
        block(0, true, part.length, part),
      ]),
    );
  }),
  family("dictionary-ids", { features: ["frame headers"], tries: 12 }, (r) => {
    const part = text(noise(r, r.int(1, 200)));
    const bytes = r.pick([1, 2, 3]);
    const id = Array.from({ length: bytes === 3 ? 4 : bytes }, () => r.int(0, 255));
    return unpack(handmade([0x20 + bytes, ...id, part.length], [block(0, true, part.length, part)]));
  }),
];

const FILES: readonly Family[] = [
  family("many-frames", { features: ["several frames"], tries: 30 }, (r) =>
    unpack(
      join(
        ...r.times(2, 5, () =>
          frame(anyText(r, 0, 600), {
            level: r.int(1, 9),
            checksum: r.chance(0.3),
            contentSize: r.chance(0.6),
          }),
        ),
      ),
    ),
  ),
  family("skippable-frames", { features: ["skippable frames"], tries: 24 }, (r) =>
    unpack(
      join(
        ...r.shuffle([
          skippable(r.int(0, 15), r.int(0, 60)),
          ...r.times(1, 3, () =>
            r.chance(0.3) ? skippable(r.int(0, 15), r.int(0, 9)) : frame(anyText(r, 1, 400)),
          ),
        ]),
      ),
    ),
  ),
  family("hex", { features: ["-x"], tries: 30 }, (r) =>
    unpack(frame(binary(r, r.int(0, 700)), { level: r.int(1, 12) }), [r.pick(["-x", "--hex"])]),
  ),
  family("hex-large", { features: ["-x", "compressed blocks"], tries: 15 }, (r) => {
    const base = binary(r, r.int(30, 300));
    return unpack(frame(join(base, binary(r, r.int(10, 900)), base, base), { level: r.int(1, 19) }), ["-x"]);
  }),
  family("size", { features: ["-s"], tries: 18 }, (r) =>
    unpack(frame(anyText(r, 0, 9000), { contentSize: r.chance(0.5) }), [r.pick(["-s", "--size"])]),
  ),
  family("size-large", { features: ["-s", "RLE blocks"], tries: 12 }, (r) =>
    unpack(
      frame(prose(r, 500).repeat(r.int(300, 3000)), { level: r.int(1, 3), contentSize: r.chance(0.5) }),
      ["-s"],
    ),
  ),
  family("test", { features: ["-t"], tries: 9, repeat: 3 }, (r) => {
    const name = r.pick(["a.zst", "b", "deep/c.zst", "d e.zst"]);
    return { args: [r.pick(["-t", "--test"]), name], files: { [name]: file(frame(anyText(r, 1, 300))) } };
  }),
  family("several-files", { features: ["several files"], tries: 24 }, (r) => {
    const names = r.sample(["a.zst", "b.zst", "c.zst", "d.zst"], r.int(2, 3));
    const good = (): Uint8Array => frame(anyText(r, 1, 200));
    const files = Object.fromEntries(
      names.map((name) => [name, file(r.chance(0.75) ? good() : text("no zstd"))]),
    );
    return {
      args: [...r.pick([[], ["-s"], ["-t"], ["-x"]]), ...names, ...(r.chance(0.3) ? ["missing.zst"] : [])],
      files,
    };
  }),
];

const DAMAGED: readonly Family[] = [
  family("cut-short", { features: ["damaged files"], tries: 30, repeat: 20 }, (r) => {
    const bytes = frame(prose(r, r.int(200, 2000)), { checksum: false, level: r.int(1, 9) });
    return unpack(bytes.subarray(0, bytes.length - r.int(1, 60)), r.pick([[], ["-t"], ["-s"]]));
  }),
  family("cut-after-frame", { features: ["damaged files", "several frames"], tries: 12, repeat: 8 }, (r) => {
    const second = frame(prose(r, r.int(300, 900)));
    return unpack(
      join(frame(prose(r, 50)), second.subarray(0, second.length - r.int(1, 40))),
      r.pick([[], ["-t"]]),
    );
  }),
  family("not-zstd", { features: ["damaged files"], tries: 15, repeat: 10 }, (r) =>
    unpack(
      r.pick([
        text(prose(r, r.int(4, 80))),
        Uint8Array.of(0x1f, 0x8b, 8, 0, 0),
        Uint8Array.of(0x28, 0xb5, 0x2f, 0xfc, 0, 0),
        text("PK\u0003\u0004zip"),
        binary(r, r.int(4, 40)),
      ]),
      r.pick([[], ["-t"], ["-x"]]),
    ),
  ),
  family("garbage-after", { features: ["damaged files", "several frames"], tries: 12, repeat: 8 }, (r) =>
    unpack(join(frame(prose(r, r.int(5, 50))), text(prose(r, r.int(4, 20)))), r.pick([[], ["-s"]])),
  ),
  family("reserved", { features: ["damaged files", "frame headers"], tries: 9, repeat: 6 }, (r) =>
    unpack(
      r.pick([
        handmade([0x08 | r.pick([0, 0x20, 0x40]), 8, 0], [block(0, true, 1, text("x"))]),
        handmade([0x20, r.int(1, 9)], [block(3, true, r.int(0, 5), text("abcde"))]),
        handmade([0, 0xff], [block(0, true, 1, text("x"))]),
      ]),
      r.pick([[], ["-t"]]),
    ),
  ),
];

const USAGE: readonly Family[] = [
  listed("arguments", { features: ["arguments"], repeat: 4 }, [
    { args: [] },
    { args: ["-t"] },
    { args: ["--"] },
    { args: ["-c", "f"], files: { f: file(frame("written out\n")) } },
    { args: ["--stdout", "f"], files: { f: file(frame("written out, too\n")) } },
    { args: ["f", "-s"], files: { f: file(frame("options may follow\n")) } },
    { args: ["-s", "-x", "f"], files: { f: file(frame("the last one counts\n")) } },
    { args: ["-x", "-c", "f"], files: { f: file(frame("so it does\n")) } },
    { args: ["--", "-t"], files: { "-t": file(frame("a file with an odd name\n")) } },
    { args: ["-s", "--", "-s"], files: { "-s": file(frame("another\n")) } },
    { args: ["-"], files: { "-": file(frame("a file called dash\n")) } },
    { args: ["f", "f"], files: { f: file(frame("twice\n")) } },
  ]),
  listed("unknown-option", { features: ["unknown option"], repeat: 2 }, [
    { args: ["-q", "f"] },
    { args: ["--fast", "f"] },
    { args: ["-xt", "f"] },
    { args: ["f", "-1"] },
    { args: ["--hex=1", "f"] },
    { args: ["-X"] },
  ]),
  listed("missing-files", { features: ["files"], repeat: 2 }, [
    { args: ["none.zst"] },
    { args: ["-t", "deep/none.zst"] },
    { args: ["."] },
    { args: ["a", "b"], files: { b: file(frame("b\n")) } },
    { args: ["-s", "a", "b", "c"], files: { b: file(frame("b\n")) } },
    { args: ["-x", ""] },
  ]),
  listed("empty-files", { features: ["files"], repeat: 2 }, [
    { args: ["-s", "e"], files: { e: "" } },
    { args: ["-t", "e"], files: { e: "" } },
    { args: ["-s", "e"], files: { e: file(skippable(0, 0)) } },
    { args: ["-s", "e"], files: { e: file(frame("")) } },
  ]),
];

export const families: readonly Family[] = [...FRAMES, ...HANDMADE, ...FILES, ...DAMAGED, ...USAGE];
