import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seeded } from "./support/seeded.ts";
import { launch } from "./support/browser.ts";
import { LOOPBACK, torture } from "./support/torture.ts";

// All 200 rounds: `npm run bench:torture`.
// Four: one of each way to die, and one more crash.
const ROUNDS = 4;

let browser: Browser;

beforeAll(async () => {
  browser = await launch([LOOPBACK]);
});

afterAll(async () => {
  await browser.close();
});

test("runs whose tab is killed at a random instant end as the undisturbed one", async () => {
  const report = await torture(browser, ROUNDS, seeded(Number(process.env["SEED"] ?? 1)));
  expect(report.faults).toEqual([]);
  expect(report.askedTwice).toBe(0);
  expect(report.askedAgain).toBeLessThanOrEqual(ROUNDS);
  expect(report.cutOff).toBeGreaterThan(0);
});
