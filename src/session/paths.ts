import { AppError } from "./app.ts";

/** What the app lays into a sandbox for itself and for the one who rebuilds. */
export const LAID_FOLDERS: readonly string[] = [".mirrorbox", "docs", "cases"];

/** Beside the solution, never part of it: neither in its file list nor in what is graded. */
export const OUTSIDE_FOLDERS: readonly string[] = [...LAID_FOLDERS, "node_modules"];

/** The store and exported runs hold files only: a folder that is kept though it is empty is this file in it. */
const FOLDER_MARK = "/.mirrorbox-folder";

export function markOf(folder: string): string {
  return folder + FOLDER_MARK;
}

/** The folder that a stored path marks, null when the path is a file. */
export function markedFolder(path: string): string | null {
  return path.endsWith(FOLDER_MARK) ? path.slice(0, -FOLDER_MARK.length) : null;
}

/** Whether a path of the sandbox is no part of the solution. */
export function isOutside(path: string): boolean {
  return OUTSIDE_FOLDERS.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** The path with "./", "//" and a last "/" taken out. @throws AppError when it cannot name a file of the solution. */
export function solutionPath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const clean = parts.join("/");
  if (clean === "") throw new AppError("The name is empty.", "Type a file name, for instance main.js.");
  if (path.startsWith("/") || parts.includes("..")) {
    throw new AppError(
      `${path} is outside the workspace.`,
      "Use a path below it, for instance lib/parse.js.",
    );
  }
  if (/[\0\r\n]/.test(path) || markedFolder(`/${path}`) !== null) {
    throw new AppError(`${path} cannot name a file here.`, "Choose a plainer name.");
  }
  const root = parts[0] ?? "";
  if (OUTSIDE_FOLDERS.includes(root)) {
    throw new AppError(
      `${root}/ is not part of the solution.`,
      "Choose another name: only files outside docs/, cases/, .mirrorbox/ and node_modules/ are kept and graded.",
    );
  }
  return clean;
}
