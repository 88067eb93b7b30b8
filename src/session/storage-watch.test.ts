import { expect, test } from "vitest";
import { StorageWatch } from "./storage-watch.ts";

const MB = 1024 * 1024;

/** A browser's storage that tells how full it is. */
function storage(usage: number, quota: number): StorageManager & { persisted: number } {
  const asked = {
    persisted: 0,
    estimate: () => Promise.resolve({ usage, quota }),
    persist: () => {
      asked.persisted += 1;
      return Promise.resolve(true);
    },
  };
  return asked as unknown as StorageManager & { persisted: number };
}

test.each([
  [100, 10_000, false],
  [9_500, 10_000, true],
  [9_850, 10_000, true],
  [10_100, 10_000, true],
  // A small quota is nothing to warn of while most of it is free.
  [10, 300, false],
])("%i MB used of %i: a warning is %s", async (used, quota, warned) => {
  const told: (string | null)[] = [];
  await new StorageWatch(storage(used * MB, quota * MB), (warning) =>
    told.push(warning?.message ?? null),
  ).look();
  expect(told.map((message) => message !== null)).toEqual([warned]);
  if (warned) expect(told[0]).toMatch(/nearly full: [\d,]+ MB are left, [\d,]+ MB are used/);
});

test("the browser is asked once to keep what is stored; one without the interface is left in peace", async () => {
  const manager = storage(1, 1_000 * MB);
  const watch = new StorageWatch(manager, () => undefined);
  for (let i = 0; i < 3; i += 1) {
    watch.start();
    watch.stop();
  }
  expect(manager.persisted).toBe(1);
  const none = new StorageWatch(undefined, () => expect.unreachable());
  none.start();
  await none.look();
  none.stop();
});
