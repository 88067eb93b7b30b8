import { Folder, type FoundFile } from "./given-files.ts";

/** A task that was found, not read yet. */
export type FoundTask =
  | { readonly kind: "built"; readonly folder: Folder }
  | {
      readonly kind: "gold";
      /** Holds the file of cases. */
      readonly folder: Folder;
      /** The file of cases, below the folder. */
      readonly cases: string;
      /** Pages that belong to it, by their path below `docs`. */
      readonly docs: Folder;
    };

export interface FoundTasks {
  readonly tasks: readonly FoundTask[];
  /** What is no task, by what was given. */
  readonly strange: readonly { readonly name: string; readonly reason: string; readonly remedy: string }[];
}

/** What systems put into folders and zips by themselves. */
const LITTER = /(^|\/)(__MACOSX|\.git|node_modules)\/|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/;
const WHAT =
  "Drop a task's folder (task.json, prompt.md, docs, cases), a zip of one, or MirrorCode's cases (.jsonl).";

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
const top = (path: string): string => path.split("/")[0] ?? path;
const lastName = (folder: string): string => folder.replace(/\/$/, "").replace(/^.*\//, "");

/** Folders that look like a built task's, those that lie in another left out. */
function builtRoots(paths: readonly string[]): readonly string[] {
  const roots = new Set<string>();
  for (const path of paths) {
    if (/(^|\/)(task\.json|prompt\.md)$/.test(path)) roots.add(folderOf(path));
    const cases = /^(.*\/|)cases\/(visible|hidden)\.jsonl$/.exec(path);
    if (cases !== null) roots.add(cases[1] ?? "");
  }
  return [...roots]
    .filter((root) => ![...roots].some((other) => other !== root && root.startsWith(other)))
    .sort();
}

/** Finds the tasks among the files: folders of built ones, and files of MirrorCode's cases with their docs. */
export function findTasks(all: readonly FoundFile[]): FoundTasks {
  const files = all.filter(({ path }) => !LITTER.test(path));
  const roots = builtRoots(files.map(({ path }) => path));
  const tasks: FoundTask[] = roots.map((root) => ({
    kind: "built",
    folder: new Folder(lastName(root) || "task", files, root),
  }));
  const rest = files.filter(({ path }) => !roots.some((root) => path.startsWith(root)));
  const gold = rest.filter(({ path }) => path.endsWith(".jsonl"));
  const pages = rest.filter(({ path }) => /(^|\/)docs\//.test(path));
  for (const { path } of gold) {
    const name = path.slice(folderOf(path).length).replace(/\.jsonl$/, "");
    // Of several, each has the docs below a folder of its own name.
    const own = gold.length === 1 ? pages : pages.filter((page) => page.path.split("/").includes(name));
    tasks.push({
      kind: "gold",
      folder: new Folder(name, files, folderOf(path)),
      cases: path.slice(folderOf(path).length),
      docs: new Folder(
        name,
        own.map((page) => ({
          ...page,
          path: page.path.replace(/^(?:.*?\/)?docs\//, ""),
          bytes: () => page.bytes(),
        })),
        "",
      ),
    });
  }
  const used = new Set([
    ...roots.map(top),
    ...gold.map(({ path }) => top(path)),
    ...(gold.length > 0 ? pages.map(({ path }) => top(path)) : []),
  ]);
  const strange = [...new Set(files.map(({ path }) => top(path)))]
    .filter((name) => !used.has(name) && !roots.includes(""))
    .map((name) =>
      files.some(({ path }) => path.startsWith(`${name}/`))
        ? pages.some(({ path }) => top(path) === name)
          ? {
              name,
              reason: `${name} has docs, but no cases: there is neither a task.json nor a file of cases (.jsonl) in it.`,
              remedy:
                "Drop it together with its file of cases, for instance MirrorCode's data/gold_outputs/<target>.jsonl.",
            }
          : { name, reason: `${name} is no task: it has no task.json.`, remedy: WHAT }
        : { name, reason: `${name} is neither a zip nor a file of cases (.jsonl).`, remedy: WHAT },
    );
  if (all.length > 0 && tasks.length === 0 && strange.length === 0)
    return {
      tasks,
      strange: [{ name: "What was dropped", reason: "There is no task in what was dropped.", remedy: WHAT }],
    };
  return { tasks, strange };
}
