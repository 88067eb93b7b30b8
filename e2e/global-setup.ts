import { existsSync } from "node:fs";
import { join } from "node:path";

/** The browser tests run on the built app, as a user gets it; those of the host alone may be given another folder. */
export function setup(): void {
  if (process.env["HOST_FOLDER"] !== undefined) return;
  const page = join(import.meta.dirname, "../dist/index.html");
  if (!existsSync(page))
    throw new Error("dist/ is missing: run `npm run build` first, or `npm test`, which does.");
}
