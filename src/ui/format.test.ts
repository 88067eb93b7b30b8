import { expect, test } from "vitest";
import { ago, bytes, clock, count, dollars, percent, plural, stretch, tokens } from "./format.ts";

test("numbers read as a person writes them", () => {
  expect(count(12345)).toBe("12,345");
  expect([plural(1, "case"), plural(2, "case"), plural(0, "case")]).toEqual(["1 case", "2 cases", "0 cases"]);
  expect([dollars(0), dollars(0.004), dollars(0.42), dollars(12.345)]).toEqual([
    "0.00",
    "0.0040",
    "0.42",
    "12.35",
  ]);
  expect([tokens(950), tokens(12_400), tokens(640_000), tokens(1_240_000)]).toEqual([
    "950",
    "12.4 k",
    "640 k",
    "1.2 M",
  ]);
  expect([clock(0), clock(751_000), clock(36_000_000)]).toEqual(["00:00:00", "00:12:31", "10:00:00"]);
  expect([stretch(840), stretch(3210), stretch(240_000)]).toEqual(["840 ms", "3.2 s", "4 min"]);
  expect([bytes(12), bytes(2048), bytes(5 * 1024 ** 2)]).toEqual(["12 B", "2.0 kB", "5.0 MB"]);
});

test("a share is 100 % only when nothing is missing", () => {
  expect(percent(9999, 10_000)).toBe("99.9 %");
  expect(percent(10_000, 10_000)).toBe("100 %");
  expect(percent(0, 0)).toBe("–");
});

test("times past are told in the largest unit that fits", () => {
  const now = Date.UTC(2026, 0, 2, 12);
  expect(ago(now - 10_000, now)).toBe("just now");
  expect(ago(now - 5 * 60_000, now)).toBe("5 min ago");
  expect(ago(now - 3 * 3_600_000, now)).toBe("3 h ago");
});
