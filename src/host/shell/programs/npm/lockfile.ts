import { SyscallError } from "../../../machine/syscalls.ts";
import { decodeBytes } from "../../bytes.ts";
import type { ProgramContext } from "../program.ts";
import { isRecord, writeJson, type Manifest } from "./manifest.ts";
import type { Placed } from "./tree.ts";
import { relativePath } from "./spec.ts";

/** What a lock file keeps of a package.json. */
const KEPT = [
  "cpu",
  "dependencies",
  "engines",
  "license",
  "optionalDependencies",
  "os",
  "peerDependencies",
  "peerDependenciesMeta",
  "version",
] as const;
/** These come first in an entry; then what is no object, then the rest, each by name. */
const FIRST = ["name", "version", "resolved", "integrity"];

type Entry = Readonly<Record<string, unknown>>;

/** Writes package-lock.json (unless `frozen`) and node_modules/.package-lock.json, in version 3 of the format. */
export function writeLocks(
  context: ProgramContext,
  root: Manifest,
  placed: readonly Placed[],
  options: { readonly lock: boolean },
): void {
  const packages: Record<string, Entry> = {};
  for (const one of placed) {
    const { at, manifest, target, dev, optional } = one;
    const marks = { ...(dev ? { dev } : {}), ...(optional ? { optional } : {}) };
    if (target === null) {
      const from = {
        ...(one.resolved === null ? {} : { resolved: one.resolved }),
        ...(one.integrity === null ? {} : { integrity: one.integrity }),
      };
      packages[at] = sorted({ ...described(manifest, false), ...from, ...marks });
    } else {
      const place = relativePath(root.folder, target);
      packages[place] = sorted({
        ...described(manifest, true),
        ...nameUnlessSeen(manifest, place),
        ...marks,
      });
      packages[at] = sorted({ resolved: place, link: true, ...marks });
    }
  }
  const known = kept(context, root, packages);
  const all = Object.fromEntries(
    Object.entries({ ...known, ...packages }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const head = {
    name: root.name || root.folder.slice(root.folder.lastIndexOf("/") + 1),
    ...(root.version === "" ? {} : { version: root.version }),
    lockfileVersion: 3,
    requires: true,
  };
  const own = sorted({ name: head.name, ...described(root, true), ...workspacesOf(root) });
  if (options.lock)
    writeJson(context, `${root.folder}/package-lock.json`, { ...head, packages: { "": own, ...all } });
  if (placed.length > 0)
    writeJson(context, `${root.folder}/node_modules/.package-lock.json`, { ...head, packages: all });
}

function nameUnlessSeen(manifest: Manifest, place: string): Entry {
  return place.endsWith(manifest.name) ? {} : { name: manifest.name };
}

function workspacesOf(root: Manifest): Entry {
  return Array.isArray(root.json["workspaces"]) ? { workspaces: root.json["workspaces"] } : {};
}

/** `whole`: also what only the package itself needs. */
function described(manifest: Manifest, whole: boolean): Entry {
  const { json, bin, scripts, devDependencies } = manifest;
  const plain = KEPT.filter((key) => json[key] !== undefined && !isEmpty(json[key])).map((key) => [
    key,
    json[key],
  ]);
  return {
    ...Object.fromEntries(plain),
    ...(Object.keys(bin).length > 0 ? { bin } : {}),
    ...(whole && Object.keys(devDependencies).length > 0 ? { devDependencies } : {}),
    ...(["preinstall", "install", "postinstall"].some((name) => scripts[name] !== undefined)
      ? { hasInstallScript: true }
      : {}),
  };
}

const isEmpty = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0;

function sorted(entry: Entry): Entry {
  const rank = ([key, value]: [string, unknown]): string => {
    const first = FIRST.indexOf(key);
    if (first >= 0) return `0${first}`;
    if (key === "dependencies") return "2";
    return `${typeof value === "object" ? 3 : 1}${key}`;
  };
  return Object.fromEntries(Object.entries(entry).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)));
}

/** What the lock file knows of packages from a registry that lie in node_modules. */
function kept(
  context: ProgramContext,
  root: Manifest,
  packages: Readonly<Record<string, Entry>>,
): Record<string, Entry> {
  const before = readLock(context, root.folder);
  const found: Record<string, Entry> = {};
  for (const [place, entry] of Object.entries(before)) {
    const now = packages[place];
    if (now && now["version"] === entry["version"] && now["resolved"] === undefined && entry["link"] !== true)
      found[place] = entry;
  }
  for (const place of Object.keys(found)) Reflect.deleteProperty(packages, place);
  return found;
}

/** The packages of package-lock.json; none when it is missing or is none. */
export function readLock(context: ProgramContext, folder: string): Readonly<Record<string, Entry>> {
  let text: string;
  try {
    text = decodeBytes(context.sys.readFile(`${folder}/package-lock.json`));
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
  const packages = isRecord(value) && isRecord(value["packages"]) ? value["packages"] : {};
  return Object.fromEntries(
    Object.entries(packages).filter((entry): entry is [string, Entry] => isRecord(entry[1])),
  );
}
