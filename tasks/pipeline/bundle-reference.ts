import { build, formatMessages, type BuildFailure, type Plugin } from "esbuild";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { FormatError } from "../../src/core/format-error.ts";

/** What a task's `reference/bundle.ts` may export, for originals that need more than bundling. */
export interface BundleExtras {
  readonly plugins?: readonly Plugin[];
  /** Files that lie beside main.js, by name. */
  readonly assets?: () => Readonly<Record<string, Uint8Array>>;
}

/**
 * The original as one CommonJS file `main.js` with its assets, by name. It runs as `node main.js …args` with nothing
 * else around it.
 *
 * @throws FormatError naming file and line when the source cannot be bundled.
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
    logLevel: "silent",
    plugins: [...(extras.plugins ?? [])],
  }).catch((error: unknown) => {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    if (first === undefined) throw error;
    const file = `tasks/${basename(folder)}/${first.location?.file ?? "reference/main.ts"}`;
    const line = first.location === null ? {} : { line: first.location.line };
    throw new FormatError({ file, ...line, field: "" }, first.text, { cause: error });
  });
  for (const text of await formatMessages(result.warnings, { kind: "warning" })) console.warn(text);
  return {
    ...Object.fromEntries(result.outputFiles.map((file) => [basename(file.path), file.contents])),
    ...extras.assets?.(),
  };
}
