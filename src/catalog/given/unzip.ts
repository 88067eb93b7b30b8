import { unzipSync } from "fflate";
import { type FoundFile, GivenError, MAX_FILES, MAX_TASK_BYTES, megabytes } from "./given-files.ts";

const REMEDY = "Pack the task's folder again, for instance with: npm run tasks:export -- <id>";

function climbs(name: string): boolean {
  return /[\\\0]/.test(name) || name.split("/").some((part) => part === "" || part === "." || part === "..");
}

/**
 * The files of a zip, unpacked in memory, below `at`.
 * @param name how the zip is spoken of
 * @throws GivenError when it is no zip, too large unpacked, or names files outside of itself
 */
export function unzip(bytes: Uint8Array, name: string, at: string): readonly FoundFile[] {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new GivenError(`${name} ${problem}`, REMEDY, cause === undefined ? undefined : { cause });
  };
  const seen = new Set<string>();
  const sizes = new Map<string, number>();
  let total = 0;
  let unpacked: Readonly<Record<string, Uint8Array>>;
  try {
    unpacked = unzipSync(bytes, {
      filter: (entry) => {
        const folder = entry.name.endsWith("/");
        const path = folder ? entry.name.slice(0, -1) : entry.name;
        if (climbs(path)) refuse(`holds ${JSON.stringify(entry.name)}, a path that leads out of the zip.`);
        if (folder) return false;
        if (seen.has(path)) refuse(`holds ${JSON.stringify(path)} twice.`);
        seen.add(path);
        if (seen.size > MAX_FILES) refuse(`holds more than ${MAX_FILES} files.`);
        if (entry.compression !== 0 && entry.compression !== 8)
          refuse(`packs ${JSON.stringify(path)} in a way that cannot be unpacked here.`);
        // What is declared is also all the room that unpacking is given.
        total += entry.originalSize;
        if (total > MAX_TASK_BYTES) {
          refuse(`unpacks to more than ${megabytes(MAX_TASK_BYTES)}: that is no task, or too large a one.`);
        }
        sizes.set(path, entry.originalSize);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof GivenError) throw error;
    return refuse("is not a zip, or it was cut short.", error);
  }
  return Object.entries(unpacked).map(([path, content]) => {
    if (content.length !== sizes.get(path)) refuse(`is damaged at ${JSON.stringify(path)}.`);
    return { path: `${at}${path}`, size: content.length, bytes: () => Promise.resolve(content) };
  });
}
