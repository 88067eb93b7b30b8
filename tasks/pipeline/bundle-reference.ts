import { build, type Plugin } from "esbuild";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";

/** What a task's `reference/bundle.ts` may export, for originals that need more than bundling. */
export interface BundleExtras {
  readonly plugins?: readonly Plugin[];
  /** Files that lie beside main.js, by name. */
  readonly assets?: () => Readonly<Record<string, Uint8Array>>;
}

/**
 * The original as one CommonJS file `main.js` with its assets, by name. It runs as `node main.js …args` with nothing
 * else around it.
 */
export async function bundleReference(folder: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const extrasFile = join(folder, "reference/bundle.ts");
  const extras = existsSync(extrasFile) ? ((await import(extrasFile)) as BundleExtras) : {};
  const result = await build({
    entryPoints: [join(folder, "reference/main.ts")],
    outfile: "main.js",
    // Paths in the bundle's comments must not depend on where the repository lies.
    absWorkingDir: folder,
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node22",
    keepNames: true,
    charset: "utf8",
    legalComments: "eof",
    logLevel: "warning",
    plugins: [...(extras.plugins ?? [])],
  });
  return {
    ...Object.fromEntries(result.outputFiles.map((file) => [basename(file.path), file.contents])),
    ...extras.assets?.(),
  };
}
