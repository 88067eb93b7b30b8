import { SyscallError } from "../../../machine/syscalls.ts";
import { decodeBytes, encodeText } from "../../bytes.ts";
import { normalize } from "../../run/shell.ts";
import type { ProgramContext } from "../program.ts";
import { refuse } from "./messages.ts";

export type Texts = Readonly<Record<string, string>>;

/** A package.json, with what npm looks at in it; anything of a wrong type counts as missing. */
export interface Manifest {
  readonly folder: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly version: string;
  readonly scripts: Texts;
  /** Command -> file relative to the package. */
  readonly bin: Texts;
  readonly dependencies: Texts;
  readonly devDependencies: Texts;
  readonly optionalDependencies: Texts;
  readonly peerDependencies: Texts;
}

/** The package in `folder`; null when there is none. Ends the program when its package.json cannot be read. */
export async function readManifest(context: ProgramContext, folder: string): Promise<Manifest | null> {
  const file = `${folder === "/" ? "" : folder}/package.json`;
  let text: string;
  try {
    text = decodeBytes(context.sys.readFile(file));
  } catch (error) {
    if (error instanceof SyscallError && /^(ENOENT|ENOTDIR)$/.test(error.code)) return null;
    throw error;
  }
  return parseManifest(context, folder, file, text);
}

/** Reads the text of a package.json. Ends the program when it is not JSON. `file` is what the message names. */
export async function parseManifest(
  context: ProgramContext,
  folder: string,
  file: string,
  text: string,
): Promise<Manifest> {
  try {
    return manifestOf(folder, JSON.parse(text.replace(/^\ufeff/, "")));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(
      context,
      `code EJSONPARSE\npath ${file}\nJSON.parse ${error.message}\nJSON.parse Failed to parse JSON data.\nJSON.parse Note: package.json must be actual JSON, not just JavaScript.`,
    );
  }
}

function manifestOf(folder: string, value: unknown): Manifest {
  const json = isRecord(value) ? value : {};
  const text = (key: string): string => (typeof json[key] === "string" ? json[key] : "");
  const name = text("name");
  return {
    folder,
    json,
    name,
    version: text("version"),
    scripts: texts(json["scripts"]),
    bin: commands(name, json["bin"]),
    dependencies: texts(json["dependencies"]),
    devDependencies: texts(json["devDependencies"]),
    optionalDependencies: texts(json["optionalDependencies"]),
    peerDependencies: texts(json["peerDependencies"]),
  };
}

/** `bin` as one text is a command of the package's own name, without its scope. */
function commands(name: string, bin: unknown): Texts {
  const named = typeof bin === "string" ? { [baseOf(name)]: bin } : texts(bin);
  const clean = Object.entries(named).map(([command, file]) => [
    baseOf(command),
    normalize(`/${file}`).slice(1),
  ]);
  return Object.fromEntries(clean.filter(([command]) => !/^\.{0,2}$/.test(command ?? "")));
}

const baseOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

function texts(value: unknown): Texts {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The nearest package on the way up from the working directory. */
export async function nearestManifest(context: ProgramContext): Promise<Manifest | null> {
  for (let folder = context.cwd; ; folder = normalize(`${folder}/..`)) {
    const manifest = await readManifest(context, folder);
    if (manifest !== null || folder === "/") return manifest;
  }
}

/** As `nearestManifest`; without one the program ends as npm does. */
export async function ownManifest(context: ProgramContext): Promise<Manifest> {
  return (await nearestManifest(context)) ?? noManifest(context, context.cwd);
}

export function noManifest(context: ProgramContext, folder: string): Promise<never> {
  const path = `${folder}/package.json`;
  return refuse(
    context,
    `code ENOENT\nsyscall open\npath ${path}\nerrno -2\nenoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'\nenoent This is related to npm not being able to find a file.\nenoent`,
    254,
  );
}

/** Writes a package.json or a lock file, as npm lays them out. */
export function writeJson(context: ProgramContext, path: string, value: unknown): void {
  context.sys.writeFile(path, encodeText(`${JSON.stringify(value, null, 2)}\n`), 0o1101, 0o644);
}
