import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Heartbeat } from "./heartbeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a call that takes long is fine as long as the host answers", async () => {
  let pings = 0;
  const heart = new Heartbeat(() => {
    pings++;
    return Promise.resolve();
  });
  let finish: (value: string) => void = () => undefined;
  const call = heart.watch(new Promise<string>((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(pings).toBeGreaterThan(30);
  finish("done");
  expect(await call).toBe("done");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount()).toBe(0);
});

test("when the host is silent, what waits fails with a message, and what comes later too", async () => {
  const heart = new Heartbeat(() => new Promise(() => undefined));
  const call = heart.watch(new Promise(() => undefined));
  const outcome = expect(call).rejects.toThrow("The sandbox host stopped answering");
  await vi.advanceTimersByTimeAsync(40_000);
  await outcome;
  await expect(heart.watch(Promise.resolve(1))).rejects.toThrow("stopped answering");
});

test("a failed call stays the failure that it was", async () => {
  const heart = new Heartbeat(() => Promise.resolve());
  await expect(heart.watch(Promise.reject(new Error("ENOENT")))).rejects.toThrow("ENOENT");
});
