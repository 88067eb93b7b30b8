import { expect, test } from "vitest";
import { packQuestion, readReply } from "./message.ts";
import { packedName, shownLabel } from "./names.ts";
import { RESULTS } from "./results.ts";
import { TYPE } from "./types.ts";

const bytes = (...values: (number | string)[]): number[] =>
  values.flatMap((value) =>
    typeof value === "number" ? [value] : value.split("").map((char) => char.charCodeAt(0)),
  );

/** An answer to `a.test` with these records; each begins with a pointer to that name. */
function reply(type: number, ...records: number[][]): Uint8Array {
  const head = [0, 7, 0x81, 0x80, 0, 1, 0, records.length, 0, 0, 0, 0];
  const question = [...bytes(1, "a", 4, "test", 0), type >> 8, type & 255, 0, 1];
  return Uint8Array.from([...head, ...question, ...records.flat()]);
}

const record = (type: number, ...data: (number | string)[]): number[] => {
  const content = bytes(...data);
  return [
    0xc0,
    12,
    type >> 8,
    type & 255,
    0,
    1,
    0,
    0,
    0,
    60,
    content.length >> 8,
    content.length & 255,
    ...content,
  ];
};

test("names are packed and shown with their escapes, and have a longest length", () => {
  expect(packedName("a.test.")).toEqual(Uint8Array.from(bytes(1, "a", 4, "test", 0)));
  expect(packedName("a\\.b\\001")).toEqual(Uint8Array.from(bytes(4, "a.b\x01", 0)));
  expect([packedName(""), packedName(".")]).toEqual([Uint8Array.of(0), Uint8Array.of(0)]);
  for (const wrong of ["a..b", ".a", "x".repeat(64), "x.".repeat(128), "\\999", "\\"])
    expect(packedName(wrong)).toBe(null);
  expect(packedName("x.".repeat(127))?.length).toBe(255);
  expect(shownLabel(Uint8Array.from(bytes("a.b\\", 200)))).toBe("a\\.b\\\\\\200");
});

test("questions and answers", () => {
  const question = packQuestion(7, "a.test", TYPE.A);
  expect(question?.subarray(12)).toEqual(reply(TYPE.A).subarray(12));
  const answer = readReply(
    reply(TYPE.A, record(TYPE.A, 1, 2, 3, 4), record(TYPE.MX, 0, 5, 1, "m", 0xc0, 14)),
  );
  expect(answer).toMatchObject({ id: 7, rcode: 0, name: "a.test", type: TYPE.A });
  expect(answer && RESULTS.A(answer)).toEqual({ values: ["1.2.3.4"], ttls: [60] });
  expect(answer && RESULTS.MX(answer)).toEqual({
    values: [{ exchange: "m.test", priority: 5, type: "MX" }],
  });
  expect(answer && RESULTS.NS(answer)).toBe("ENODATA");
});

test("what is malformed is told from what is not, in bounded time", () => {
  const wrong = [
    new Uint8Array(0),
    reply(TYPE.A).subarray(0, 15),
    reply(TYPE.A, record(TYPE.A, 1, 2, 3)),
    reply(TYPE.TXT, record(TYPE.TXT, 9, "short")),
    reply(TYPE.A, record(TYPE.A, 1, 2, 3, 4)).subarray(0, -1),
    // Pointers to themselves, and forwards.
    reply(TYPE.NS, record(TYPE.NS, 0xc0, 36)),
    reply(TYPE.NS, record(TYPE.NS, 0xc0, 200)),
    reply(TYPE.NS, record(TYPE.NS, 0x80, 0)),
  ];
  for (const packet of wrong) expect(readReply(packet)).toBe(null);
  let state = 1;
  const random = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8;
  const good = reply(
    TYPE.ANY,
    record(TYPE.TXT, 3, "abc"),
    record(TYPE.SOA, 0xc0, 12, 0, ...Array<number>(20).fill(1)),
  );
  for (let i = 0; i < 5000; i++) {
    const packet = good.slice(0, 1 + (random() % good.length));
    for (let flips = 0; flips < 4; flips++) packet[random() % packet.length] = random() & 255;
    const answer = readReply(packet);
    if (answer) for (const result of Object.values(RESULTS)) result(answer);
  }
});
