import type { Recorded, RecordedOption } from "./binding.ts";

/** What a configuration file (`--experimental-config-file`) says. */
export interface ConfigFile {
  /** The command line, in which the option has its value. */
  readonly args: readonly string[];
  /** As NODE_OPTIONS would say it; each is one word. */
  readonly nodeOptions: readonly string[];
  /** Options of namespaces, which come before those of the command line. */
  readonly more: readonly string[];
  /** What is printed of a file that Node refuses, and why it does not start. */
  readonly refusal: { readonly text: string; readonly reason: string } | null;
}

const OPTION = "--experimental-config-file";
const DEFAULT_OPTION = "--experimental-default-config-file";
const DEFAULT_NAME = "node.config.json";

/** Which options are whose, by how they begin (`kTestRunnerNamespace` and its like in node_options.cc). */
const NAMESPACES: Readonly<Record<string, RegExp>> = {
  permission: /^--allow-(?!natives)/,
  test: /^--(experimental-)?test-/,
  watch: /^--watch/,
};

type Json = string | number | boolean | null | Json[] | Entries;
/** An object's entries, with those that come more than once. */
class Entries {
  readonly list: [key: string, value: Json][] = [];
}

class Refusal extends Error {}

/** What a file holds, or the name of the errno that says why it could not be read. */
export type FileText = { readonly text: string } | { readonly failed: string };

/** @returns null when the command line names no file */
export function readConfigFile(
  recorded: Recorded,
  given: readonly string[],
  readFile: (path: string) => FileText,
): ConfigFile | null {
  let path: string | undefined;
  let isInvalid = false;
  const args = given.map((arg) => {
    if (arg === OPTION || arg === DEFAULT_OPTION) {
      path = DEFAULT_NAME;
      return `${OPTION}=${DEFAULT_NAME}`;
    }
    if (arg.startsWith(`${OPTION}=`)) path = arg.slice(OPTION.length + 1) || path;
    isInvalid ||= arg.startsWith(`${DEFAULT_OPTION}=`);
    return arg;
  });
  const nodeOptions: string[] = [];
  const more: string[] = [];
  const refused = (text: string, reason: string) => ({
    args,
    nodeOptions,
    more,
    refusal: { text, reason },
  });
  if (isInvalid) return refused("", `${DEFAULT_OPTION} does not take an argument`);
  if (path === undefined) return null;
  const file = readFile(path);
  if ("failed" in file) {
    const known = recorded.errors.find(([, [name]]) => name === file.failed);
    const why = known?.[1][1] ?? file.failed;
    return refused(`Cannot read configuration from ${path}: ${why}\n`, `${path}: not found`);
  }
  try {
    readOptions(recorded, parsed(file.text, path), path, nodeOptions, more);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(`${error.message}\n`, `${path}: invalid content`);
  }
  // A value with a blank would smuggle further options in.
  if (nodeOptions.some((word) => word.includes(" ")))
    return refused("", "The number of NODE_OPTIONS doesn't match the number of flags in the config file");
  return { args, nodeOptions, more, refusal: null };
}

function readOptions(
  recorded: Recorded,
  root: Json,
  path: string,
  nodeOptions: string[],
  more: string[],
): void {
  if (!(root instanceof Entries)) throw new Refusal(`Root value unexpected not an object for ${path}\n`);
  const options = new Map(recorded.options);
  const allowed = recorded.envSettings["kAllowedInEnvvar"];
  const seen = new Set<string>();
  for (const [namespace, content] of root.list) {
    if (namespace === "$schema") continue;
    if (namespace === "testRunner")
      throw new Refusal('the "testRunner" namespace has been removed. Use "test" instead.');
    const isCommon = namespace === "nodeOptions";
    const pattern = Object.hasOwn(NAMESPACES, namespace) ? NAMESPACES[namespace] : undefined;
    if (!isCommon && !pattern) throw new Refusal(`Unknown namespace ${namespace}`);
    if (!(content instanceof Entries))
      throw new Refusal(`"${namespace}" value unexpected for ${path} (should be an object)`);
    for (const [key, value] of content.list) {
      const name = `--${key}`;
      const option = options.get(name);
      if (!option || !(isCommon ? option.envVarSettings === allowed : pattern?.test(name)))
        throw new Refusal(`Unknown or not allowed option ${key} for namespace ${namespace}`);
      if (seen.has(name)) throw new Refusal(`Option ${name} is already defined`);
      seen.add(name);
      (isCommon ? nodeOptions : more).push(...words(recorded, name, option, value));
    }
  }
}

/** An option as the command line would say it. */
function words(recorded: Recorded, name: string, { type }: RecordedOption, value: Json): string[] {
  const { kBoolean, kStringList, kString, kInteger, kNoOp, kV8Option } = recorded.optionTypes;
  if (type === kNoOp) throw new Refusal(`No-op flag ${name} is currently not supported`);
  if (type === kV8Option) throw new Refusal(`V8 flag ${name} is currently not supported`);
  const isText = (text: unknown): text is string => typeof text === "string";
  if (type === kBoolean && typeof value === "boolean") return [value ? name : `--no-${name.slice(2)}`];
  if (type === kStringList && Array.isArray(value) && value.every(isText))
    return value.map((each) => `${name}=${each}`);
  if ((type === kStringList || type === kString) && isText(value)) return [`${name}=${value}`];
  const isNumber = type !== kBoolean && type !== kStringList && type !== kString;
  if (isNumber && Number.isInteger(value) && (type === kInteger || (value as number) >= 0))
    return [`${name}=${value as number}`];
  throw new Refusal(`Invalid value for ${name}`);
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function parsed(text: string, path: string): Json {
  try {
    JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(`Can't parse ${path}`);
  }
  // It is JSON: what is left is to find entries that come twice, of which `JSON.parse` keeps one.
  const tokens = (text.match(TOKENS) ?? []).filter((token) => token !== "," && token !== ":");
  let at = 0;
  const value = (): Json => {
    const token = tokens[at++] ?? "null";
    if (token === "[") {
      const list: Json[] = [];
      while (tokens[at] !== "]") list.push(value());
      at++;
      return list;
    }
    if (token !== "{") return JSON.parse(token) as Json;
    const entries = new Entries();
    while (tokens[at] !== "}") entries.list.push([JSON.parse(tokens[at++] ?? '""') as string, value()]);
    at++;
    return entries;
  };
  return value();
}
