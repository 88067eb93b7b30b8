import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchFirefox } from "./firefox.ts";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where screenshots of the run go. */
const PICTURES = join(import.meta.dirname, "../../build/screenshots");

/**
 * A Chromium of this test's own, with `more` flags. The path comes from CHROMIUM, else Debian's. With BROWSER=firefox it is
 * a Firefox, which can do what the host's tests of programs and attacks need.
 */
export function launch(more: readonly string[] = []): Promise<Browser> {
  if (process.env["BROWSER"] === "firefox") return launchFirefox();
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [...FLAGS, ...more],
  });
}

export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room there is. Returns its undo. */
  fill(): () => void;
  remove(): void;
}

/** A disk that can be filled, for what must survive that. Null where file systems may not be mounted. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "mirrorbox-disk-"));
  const mounted =
    spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).status === 0;
  if (!mounted) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, "a");
      for (const size of [1 << 20, 1 << 12]) {
        try {
          for (;;) writeSync(file, new Uint8Array(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
      closeSync(file);
      return () => rmSync(ballast);
    },
    remove: () => {
      spawnSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Chromium with its profile in `folder`. */
export function launchIn(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [...FLAGS, "--disk-cache-size=1"],
    viewport: { width: 1280, height: 800 },
  });
}

/** Collects what a page should not say: uncaught errors and error lines of the console. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on("pageerror", (error) => found.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") found.push(`console: ${message.text()}`);
  });
  return found;
}

/** Lets Monaco's worker hear everything a moment late, as on a busy machine. To be called before the page is opened. */
export async function delayEditorWorker(page: Page, ms: number): Promise<void> {
  await page.addInitScript((late) => {
    const post = Worker.prototype.postMessage;
    const Made = Worker;
    const slow = new WeakSet<Worker>();
    globalThis.Worker = class extends Made {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (/editor\.worker/.test(String(url))) slow.add(this);
      }
    };
    Worker.prototype.postMessage = function (this: Worker, ...given: Parameters<typeof post>) {
      if (slow.has(this)) setTimeout(() => post.apply(this, given), late);
      else post.apply(this, given);
    } as typeof post;
  }, ms);
}

/** Requests that left the given origin. */
export function outsiders(page: Page, origin: string): string[] {
  const found: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin: target } = new URL(request.url());
    if (protocol.startsWith("http") && target !== new URL(origin).origin) found.push(request.url());
  });
  return found;
}

/** Saves a screenshot under build/screenshots/. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
