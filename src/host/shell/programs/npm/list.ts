import type { ProgramContext } from "../program.ts";
import { isOn, type CommandLine } from "./command-line.ts";
import { nearestManifest, readManifest, type Manifest, type Texts } from "./manifest.ts";
import { say } from "./messages.ts";
import { relativePath } from "./spec.ts";
import { linkTarget, namesIn } from "./tree.ts";

interface Branch {
  readonly label: string;
  readonly name: string;
  readonly json: object;
  readonly children: readonly Branch[];
}

/** npm ls [name …] [--all] [--depth=n] [--json] */
export async function list(context: ProgramContext, line: CommandLine): Promise<number> {
  const root = await nearestManifest(context);
  const folder = root?.folder ?? context.cwd;
  const depth = isOn(line, "all")
    ? Infinity
    : Number(line.options.get("depth") ?? (line.words.length > 0 ? Infinity : 0));
  const problems: string[] = [];
  const all = root ? await branches(context, root, folder, depth, problems, new Set()) : [];
  const shown = line.words.length === 0 ? all : all.flatMap((branch) => matching(branch, line.words));
  if (isOn(line, "json")) {
    const tree = {
      ...(root?.version ? { version: root.version } : {}),
      name: root?.name ?? "",
      ...jsonOf(shown),
    };
    await context.out.line(JSON.stringify(tree, null, 2));
  } else {
    const title = root && root.name !== "" ? `${root.name}@${root.version} ` : "";
    await context.out.line(`${title}${folder}`);
    if (shown.length === 0) await context.out.line("└── (empty)");
    await print(context, shown, "");
    await context.out.line("");
  }
  if (problems.length > 0) {
    await say(context, "error", `code ELSPROBLEMS\n${problems.join("\n")}`);
    return 1;
  }
  return line.words.length > 0 && shown.length === 0 ? 1 : 0;
}

const jsonOf = (all: readonly Branch[]): object =>
  all.length === 0
    ? {}
    : {
        dependencies: Object.fromEntries(
          all.map(({ name, json, children }) => [name, { ...json, ...jsonOf(children) }]),
        ),
      };

function matching(branch: Branch, names: readonly string[]): Branch[] {
  const children = branch.children.flatMap((child) => matching(child, names));
  return names.includes(branch.name) || children.length > 0 ? [{ ...branch, children }] : [];
}

async function print(context: ProgramContext, all: readonly Branch[], indent: string): Promise<void> {
  for (const [i, { label, children }] of all.entries()) {
    const last = i === all.length - 1;
    await context.out.line(`${indent}${last ? "└─" : "├─"}${children.length > 0 ? "┬" : "─"} ${label}`);
    await print(context, children, `${indent}${last ? "  " : "│ "}`);
  }
}

/** The dependencies of a package as Node would find them, and for the project what nothing asks for. */
async function branches(
  context: ProgramContext,
  manifest: Manifest,
  root: string,
  depth: number,
  problems: string[],
  seen: ReadonlySet<string>,
): Promise<Branch[]> {
  const isRoot = manifest.folder === root;
  const wanted: Texts = {
    ...manifest.dependencies,
    ...(isRoot ? manifest.devDependencies : {}),
    ...manifest.optionalDependencies,
  };
  const names = new Set(Object.keys(wanted));
  const extra = isRoot ? await topLevel(context, root) : [];
  const unasked = new Set(depth >= 0 && isRoot ? extra.filter((name) => !names.has(name)) : []);
  const found: Branch[] = [];
  for (const name of [...names, ...(await extraneous(context, root, unasked))].toSorted()) {
    const path = lookUp(context, manifest.folder, name);
    const package_ = path === null ? null : await readManifest(context, path);
    if (path === null || package_ === null) {
      if (manifest.optionalDependencies[name] !== undefined) continue;
      problems.push(`missing: ${name}@${wanted[name]}, required by ${manifest.name}@${manifest.version}`);
      found.push({
        name,
        label: `UNMET DEPENDENCY ${name}@${wanted[name]}`,
        json: { required: wanted[name], missing: true },
        children: [],
      });
      continue;
    }
    const link = linkTarget(context, path);
    const target = link === null ? path : context.sys.realpath(path);
    const isExtra = !names.has(name);
    if (isExtra) problems.push(`extraneous: ${name}@${package_.version} ${path}`);
    const arrow = link === null ? "" : ` -> ./${relativePath(root, target)}`;
    const label = `${name}@${package_.version}${isExtra ? " extraneous" : ""}${arrow}`;
    const deeper = depth > 0 && !seen.has(target);
    const children = deeper
      ? await branches(
          context,
          { ...package_, folder: target },
          root,
          depth - 1,
          problems,
          new Set([...seen, target]),
        )
      : [];
    found.push({ name, label, json: { version: package_.version, overridden: false }, children });
  }
  return found;
}

function lookUp(context: ProgramContext, folder: string, name: string): string | null {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const path = `${at}/node_modules/${name}`;
    if (namesIn(context, path).length > 0 || linkTarget(context, path) !== null) return path;
    if (at === "") return null;
  }
}

/** Names of the packages in the project's node_modules. */
async function topLevel(context: ProgramContext, root: string): Promise<string[]> {
  const modules = `${root}/node_modules`;
  const names = namesIn(context, modules).filter((name) => !name.startsWith("."));
  return names.flatMap((name) =>
    name.startsWith("@") ? namesIn(context, `${modules}/${name}`).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** Of these, the packages that no other package in node_modules asks for. */
async function extraneous(
  context: ProgramContext,
  root: string,
  names: ReadonlySet<string>,
): Promise<string[]> {
  const asked = new Set<string>();
  for (const name of await topLevel(context, root)) {
    const manifest = await readManifest(context, `${root}/node_modules/${name}`);
    for (const other of Object.keys({
      ...manifest?.dependencies,
      ...manifest?.optionalDependencies,
      ...manifest?.peerDependencies,
    }))
      asked.add(other);
  }
  return [...names].filter((name) => !asked.has(name));
}
