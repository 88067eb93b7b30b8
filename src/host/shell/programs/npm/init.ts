import type { ProgramContext } from "../program.ts";
import type { CommandLine } from "./command-line.ts";
import { isRecord, ownManifest, readManifest, writeJson } from "./manifest.ts";
import { refuse } from "./messages.ts";
import { isSilent } from "./command-line.ts";

/** npm init: without asking, since `-y` is what everybody answers. What package.json has already stays. */
export async function init(context: ProgramContext, line: CommandLine): Promise<number> {
  if (line.words.length > 0)
    return refuse(
      context,
      `npm init ${line.words[0]} would fetch a package that makes projects, and there is no network here`,
    );
  const before = (await readManifest(context, context.cwd))?.json ?? {};
  const folder = context.cwd.slice(context.cwd.lastIndexOf("/") + 1);
  const json = {
    name: folder.toLowerCase().replace(/[^a-z0-9._-]+/g, "-") || "project",
    version: line.options.get("init-version") ?? "1.0.0",
    description: "",
    main: "index.js",
    scripts: { test: 'echo "Error: no test specified" && exit 1' },
    keywords: [],
    author: "",
    license: "ISC",
    type: line.options.get("init-type") ?? "commonjs",
    ...before,
  };
  const path = `${context.cwd}/package.json`;
  writeJson(context, path, json);
  if (!isSilent(line))
    await context.out.text(`Wrote to ${path}:\n\n${JSON.stringify(json, null, 2)}\n\n\n\n`);
  return 0;
}

/** npm pkg get [key …], npm pkg set key=value …, npm pkg delete key … */
export async function pkg(context: ProgramContext, line: CommandLine): Promise<number> {
  const [verb, ...keys] = line.words;
  const manifest = await ownManifest(context);
  const json = structuredClone(manifest.json) as Record<string, unknown>;
  switch (verb) {
    case "get": {
      const values = keys.map((key) => [key, valueAt(json, key)] as const);
      const one = values.length === 1 ? (values[0]?.[1] ?? {}) : Object.fromEntries(values);
      await context.out.line(JSON.stringify(keys.length === 0 ? json : one, null, 2));
      return 0;
    }
    case "set":
      for (const word of keys) {
        const [key = "", ...value] = word.split("=");
        const text = value.join("=");
        setAt(json, key, line.options.has("json") ? (JSON.parse(text) as unknown) : text);
      }
      break;
    case "delete":
      for (const key of keys) setAt(json, key, undefined);
      break;
    default:
      return refuse(context, "Usage: npm pkg set key=value, npm pkg get [key], npm pkg delete key");
  }
  writeJson(context, `${manifest.folder}/package.json`, json);
  return 0;
}

function valueAt(json: Readonly<Record<string, unknown>>, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((at, part) => (isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined), json);
}

function setAt(json: Record<string, unknown>, key: string, value: unknown): void {
  const parts = key.split(".");
  const last = parts.pop() ?? "";
  let at = json;
  for (const part of parts) {
    const next: unknown = Object.hasOwn(at, part) ? at[part] : undefined;
    const inner = isRecord(next) ? next : {};
    Object.defineProperty(at, part, { value: inner, enumerable: true, writable: true, configurable: true });
    at = inner;
  }
  if (value === undefined) Reflect.deleteProperty(at, last);
  else Object.defineProperty(at, last, { value, enumerable: true, writable: true, configurable: true });
}
