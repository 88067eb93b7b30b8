import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import type { Api } from "./pages/conformance.ts";
import { launchFirefox } from "./support/firefox.ts";
import { SERVED } from "./support/host-page.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

const isThere = spawnSync(process.env["FIREFOX"] ?? "firefox-esr", ["--version"]).status === 0;

/** The whole of what was recorded runs there by hand (src/host/README.md, "Firefox"): this only sees that the host starts. */
test.skipIf(!isThere)(
  "where Firefox is installed, the host runs programs in it, in used workers, too",
  async () => {
    const server = await serve(SERVED);
    const browser = await launchFirefox();
    try {
      const page = await browser.newPage();
      await openTestPage(page, server.url, "pages/conformance.ts");
      const program = `
        const { readFileSync, writeFileSync } = require("node:fs");
        writeFileSync("made.txt", "made");
        console.log(readFileSync("made.txt", "utf8"), [1, 2].map((n) => n + 1), globalThis.left);
        globalThis.left = 1;`;
      const results = await page.evaluate((codes) => api.sequence(codes), Array<string>(6).fill(program));
      expect(results.map(({ output }) => output)).toEqual(Array(6).fill("made [ 2, 3 ] undefined\n"));
      expect(results.some(({ reused }) => reused)).toBe(true);
    } finally {
      await browser.close();
      await server.close();
    }
  },
  120_000,
);
