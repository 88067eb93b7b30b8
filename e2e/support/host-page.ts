import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { serve } from "../../scripts/serve.mjs";
import { launch } from "./browser.ts";
import { openTestPage } from "./pages.ts";

/** The built app; another folder that holds the host may be named for work on the host alone. */
export const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../../dist");

export interface HostPages {
  readonly browser: Browser;
  /** Where the folder is served. */
  readonly url: string;
  /** A page with the published client and the direct door (`pages/host-protocol.ts`). */
  open(): Promise<Page>;
}

/** A server and a browser for the tests of one file. Use what it gives inside of tests and hooks only. */
export function hostPages(): HostPages {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    server = await serve(SERVED);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    get browser() {
      return browser;
    },
    get url() {
      return server.url;
    },
    async open() {
      const page = await browser.newPage();
      await openTestPage(page, server.url, "pages/host-protocol.ts");
      return page;
    },
  };
}
