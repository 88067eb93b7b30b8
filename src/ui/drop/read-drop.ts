import type { GivenFile } from "../../session/index.ts";

/** More than any task has: whoever drops a whole disk is told so instead of waiting. */
const MOST_FILES = 5_001;

/** Whether files come with a drag, and not text. */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") === true;
}

/** Everything dropped, folders with all that is in them. Call it within the drop's event: later nothing is left of it. */
export async function readDrop(transfer: DataTransfer): Promise<readonly GivenFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const single = entries.flatMap((entry) => (entry instanceof File ? { path: entry.name, blob: entry } : []));
  const walked = await walk(entries.flatMap((entry) => (entry instanceof File ? [] : (entry ?? []))));
  return [...single, ...walked];
}

/** What an `<input type="file">` gave, a folder or files. */
export function readInput(files: FileList): readonly GivenFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
}

async function walk(start: readonly FileSystemEntry[]): Promise<readonly GivenFile[]> {
  const found: GivenFile[] = [];
  const waiting = [...start];
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    if (entry.isFile) {
      const blob = await fileOf(entry as FileSystemFileEntry);
      found.push({ path: entry.fullPath.replace(/^\//, ""), blob });
    } else {
      waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    }
    if (found.length >= MOST_FILES) break;
  }
  return found;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives at most a hundred at a time, and none at its end.
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries((entries) => resolve(entries), reject),
    );
    if (some.length === 0 || all.length >= MOST_FILES) return all;
    all.push(...some);
  }
}
