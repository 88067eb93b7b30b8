/** One line of the tree of files. */
export interface TreeRow {
  /** As the session lists it: a folder ends with "/". */
  readonly path: string;
  readonly name: string;
  /** 0 at the top. */
  readonly depth: number;
  readonly folder: boolean;
  readonly open: boolean;
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

interface Node {
  readonly name: string;
  readonly path: string;
  readonly folder: boolean;
  readonly children: Map<string, Node>;
}

/** Folders come first, then by name as a person counts: `a2` before `a10`. */
const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function build(paths: readonly string[]): Node {
  const root: Node = { name: "", path: "", folder: true, children: new Map() };
  for (const path of paths) {
    const parts = path.split("/").filter((part) => part !== "");
    let at = root;
    parts.forEach((name, index) => {
      const folder = index < parts.length - 1 || path.endsWith("/");
      const known = at.children.get(name);
      const next: Node = known ?? {
        name,
        folder,
        path: at.path + name + (folder ? "/" : ""),
        children: new Map(),
      };
      if (known === undefined) at.children.set(name, next);
      at = next;
    });
  }
  return root;
}

/**
 * The visible lines of the tree for a list of paths. Folders are open unless they are in `closed`. A file's folders need
 * not be listed themselves.
 */
export function treeRows(paths: readonly string[], closed: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (node: Node, depth: number): void => {
    const children = [...node.children.values()].toSorted(
      (a, b) => Number(b.folder) - Number(a.folder) || order.compare(a.name, b.name),
    );
    children.forEach((child, index) => {
      const open = child.folder && !closed.has(child.path);
      const { path, name, folder } = child;
      rows.push({ path, name, folder, depth, open, position: index + 1, siblings: children.length });
      if (open) visit(child, depth + 1);
    });
  };
  visit(build(paths), 0);
  return rows;
}

/** The folder that a path lies in, with its "/"; empty at the top. */
export function parentOf(path: string): string {
  return path.replace(/\/$/, "").replace(/[^/]*$/, "");
}

/** What is wrong with a name for a file or folder, in words; null when it can be used. */
export function faultOfName(path: string, paths: readonly string[]): string | null {
  const clean = path.replace(/\/$/, "");
  if (clean === "") return "Give it a name.";
  if (clean.startsWith("/")) return "Begin without a slash: names are within the workspace.";
  if (clean.split("/").some((part) => part === "." || part === ".." || part === "")) {
    return "A part of the path is empty, “.” or “..”.";
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x1f]/.test(clean)) return "Control characters cannot be part of a name.";
  if (paths.includes(clean) || paths.some((each) => each.startsWith(`${clean}/`)))
    return `${clean} exists already.`;
  return null;
}
