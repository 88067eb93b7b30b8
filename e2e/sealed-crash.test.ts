import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SealedApi } from "./pages/sealed.ts";
import { openSealed, type SealedHost } from "./support/sealed.ts";

declare const sealed: SealedApi;

let host: SealedHost;
beforeAll(async () => {
  host = await openSealed();
});
afterAll(() => host.close());

/** Processor time of the browser's processes that show pages, in the kernel's ticks. */
async function renderers(): Promise<Map<number, number>> {
  const browser = await host.page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await browser?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  const used = new Map<number, number>();
  for (const { type, id } of processInfo) {
    if (type !== "renderer") continue;
    const [, user = 0, system = 0] =
      /\) \S(?: -?\d+){10} (\d+) (\d+)/.exec(readFileSync(`/proc/${id}/stat`, "utf8"))?.map(Number) ?? [];
    used.set(id, user + system);
  }
  return used;
}

/**
 * V8 ends the whole process of a worker whose heap is full, and there is no way for a page to see that coming. Filling
 * four gigabytes takes too long here, so the process is killed as V8 would. What follows the page does by itself and
 * tells the canary: the tool that drives the browser takes the crash of any frame for one of the page.
 */
test("a program that brings its process down takes neither the page nor its machine with it", async () => {
  const { page, address, arrivals } = host;
  void page
    .evaluate(async (canary) => {
      const machine = await sealed.limited("mine", { files: { "kept.txt": "still here" } });
      const tell = (text: string): Promise<unknown> =>
        fetch(`${canary}/${encodeURIComponent(text)}`).catch(() => 0);
      const run = (name: string, source: string, isolated: boolean): ReturnType<typeof machine.run> =>
        machine.run(name, {
          argv: ["node", "-e", source],
          isolated,
          timeoutMs: 60_000,
          maxOutput: 1e6,
        });
      await run("warm", "0", true);
      await machine.writeFile("later.txt", "too");
      void tell("spinning");
      const beat = setInterval(() => void tell("beat"), 1000);
      const { code, stderr } = await run("bomb", "for (;;);", false);
      await tell(`ended ${code} ${new TextDecoder().decode(stderr)}`);
      const after = await run(
        "after",
        "console.log(require('fs').readdirSync('/home/project').join())",
        true,
      );
      clearInterval(beat);
      await tell(`after ${new TextDecoder().decode(after.stdout)}`);
      await tell("end");
    }, address)
    .catch(() => undefined);
  const until = async (text: string): Promise<void> => {
    await expect.poll(() => arrivals.includes(`/${text}`), { timeout: 60_000 }).toBe(true);
  };
  await until("spinning");
  const before = await renderers();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const [busiest] = [...(await renderers())].toSorted(
    ([a, x], [b, y]) => y - (before.get(b) ?? 0) - (x - (before.get(a) ?? 0)),
  );
  process.kill(busiest?.[0] ?? 0, "SIGKILL");
  await until("end");
  const told = arrivals.map((path) => decodeURIComponent(path.slice(1)));
  expect(told.filter((text) => text === "beat").length).toBeGreaterThan(5);
  expect(told.find((text) => text.startsWith("ended"))).toMatch(
    /^ended 134 The sandbox ended this program: it used more memory/,
  );
  expect(told.find((text) => text.startsWith("after"))).toBe("after kept.txt,later.txt\n");
});
