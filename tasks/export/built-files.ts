import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { filesBelow } from "../pipeline/task-folder.ts";

/** For the one who wrote the task, not for those who solve it. */
const OWN = ["report.md"];

/** A zip holds times without a zone; a fixed one makes two exports of the same task the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1);

/** The files of a built task, as the page takes them in: path below the task's folder -> content. */
export function builtFiles(folder: string): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    filesBelow(folder, OWN).map((path) => [path, new Uint8Array(readFileSync(join(folder, path)))]),
  );
}

/** One zip of the files, below a folder of the task's name. */
export function zipFiles(id: string, files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const below = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${id}/${path}`, bytes]));
  return zipSync(below, { level: 9, mtime: ZIP_TIME });
}
