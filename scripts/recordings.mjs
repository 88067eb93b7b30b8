import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRecording } from "../src/recordings/parse-recording.ts";
import { ROOT } from "./setup.mjs";

const SOURCE = join(ROOT, "recordings");

/**
 * Copies the recordings to `<folder>/recordings/` with their list, smallest first. A recording that the app could not read
 * ends the build.
 */
export function writeRecordings(folder) {
  const target = join(folder, "recordings");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = readdirSync(SOURCE)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ name, path: join(SOURCE, name), size: statSync(join(SOURCE, name)).size }))
    .sort((a, b) => a.size - b.size);
  const recordings = files.map(({ name, path }) => {
    const { replies: _, ...info } = parseRecording(readFileSync(path, "utf8"), `recordings/${name}`);
    if (`${info.id}.json` !== name) throw new Error(`recordings/${name} has the id ${info.id}: rename it`);
    copyFileSync(path, join(target, name));
    return info;
  });
  writeFileSync(join(target, "index.json"), `${JSON.stringify({ recordings })}\n`);
}
