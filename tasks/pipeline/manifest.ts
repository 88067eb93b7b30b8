import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { FormatError } from "../../src/core/format-error.ts";
import { inside, integerAt, jsonAt, listAt, objectAt, stringAt } from "../../src/core/read-json.ts";

/** What the build of a task must produce; committed beside its generators. */
export interface Manifest {
  readonly counts: { readonly visible: number; readonly hidden: number };
  /** SHA-256 (hex) of the two case files. */
  readonly digests: { readonly visible: string; readonly hidden: string };
  /** Drafts that another clock, seed or time zone would answer differently; they are no cases. */
  readonly unstable: readonly string[];
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Null when there is none yet. @throws FormatError */
export function readManifest(path: string): Manifest | null {
  if (!existsSync(path)) return null;
  const place = { file: path, field: "" };
  const read = objectAt(jsonAt(readFileSync(path, "utf8"), place), place, ["counts", "digests", "unstable"]);
  const counts = objectAt(read["counts"], inside(place, "counts"), ["visible", "hidden"]);
  const digests = objectAt(read["digests"], inside(place, "digests"), ["visible", "hidden"]);
  const digest = (name: string): string => {
    const value = stringAt(digests[name], inside(place, `digests.${name}`));
    if (!/^[0-9a-f]{64}$/.test(value))
      throw new FormatError(inside(place, `digests.${name}`), "is no SHA-256");
    return value;
  };
  return {
    counts: {
      visible: integerAt(counts["visible"], inside(place, "counts.visible"), 0, 1e6),
      hidden: integerAt(counts["hidden"], inside(place, "counts.hidden"), 0, 1e6),
    },
    digests: { visible: digest("visible"), hidden: digest("hidden") },
    unstable: listAt(read["unstable"], inside(place, "unstable"), (value, at) => stringAt(value, at)),
  };
}

export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
