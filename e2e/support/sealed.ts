import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";
import { launch } from "./browser.ts";
import { openTestPage } from "./pages.ts";

/** A page with the host, and a server that hostile programs try to reach. */
export interface SealedHost {
  readonly page: Page;
  /** The canary's address. */
  readonly address: string;
  /** What arrived at the canary. */
  readonly arrivals: string[];
  /** A program of e2e/hostile, with the canary's address in place of CANARY. */
  program(name: string): string;
  close(): Promise<void>;
}

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../../dist");

export async function openSealed(entry = "pages/sealed.ts"): Promise<SealedHost> {
  const arrivals: string[] = [];
  const canary = createServer((request, response) => {
    arrivals.push(request.url ?? "");
    response
      .writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" })
      .end("0");
  });
  canary.on("upgrade", (request, socket) => {
    arrivals.push(`upgrade ${request.url ?? ""}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", () => resolve()));
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  const server = await serve(SERVED);
  // Else the browser itself keeps pages from addresses of this computer, and the tests would prove nothing.
  const browser: Browser = await launch(["--disable-features=LocalNetworkAccessChecks"]);
  const page = await browser.newPage();
  await openTestPage(page, server.url, entry);
  return {
    page,
    address,
    arrivals,
    program: (name) =>
      readFileSync(join(import.meta.dirname, "../hostile", name), "utf8").replaceAll("CANARY", address),
    async close() {
      await browser.close();
      await server.close();
      canary.closeAllConnections();
      await new Promise((resolve) => canary.close(resolve));
    },
  };
}
