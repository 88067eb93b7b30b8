import { decodeBytes, encodeText } from "../bytes.ts";
import { errorText } from "../run/messages.ts";
import { inputBytes } from "./inputs.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { Editor, type Settings } from "./sed-editor.ts";
import { parseSed, SedError, type SedCommand } from "./sed-script.ts";

/** sed [-nEris] [-e script] [-f file] [script] [file…] */
export const sed: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "nErsuz",
    values: "efI",
    long: { quiet: "n", silent: "n", "regexp-extended": "E", "expression=": "e", "file=": "f", "in-place=": "I", separate: "s", "null-data": "z", unbuffered: "u", posix: "posix", debug: "debug" },
  }, context.args.flatMap(longInPlace)); // prettier-ignore
  const scripts: string[] = [];
  for (const [name, value] of options.all) {
    if (name === "e") scripts.push(value);
    if (name === "f")
      scripts.push(
        decodeBytes(await inputBytes(context, value))
          .replace(/^#!.*\n/, "")
          .replace(/\n$/, ""),
      );
  }
  const files = [...options.operands];
  if (scripts.length === 0) {
    const script = files.shift();
    if (script === undefined) return usage(context, "no script specified");
    scripts.push(script);
  }
  let script = scripts.join("\n");
  let quiet = options.has("n");
  if (script.startsWith("#n\n")) {
    quiet = true;
    script = script.slice(3);
  }
  let commands: SedCommand[];
  try {
    commands = parseSed(script, options.has("E", "r"));
  } catch (error) {
    if (error instanceof SedError) return context.fail(error.message);
    throw error;
  }
  const suffix = options.value("I");
  const settings: Settings = {
    commands,
    quiet,
    separate: options.has("s") || suffix !== undefined,
    end: options.has("z") ? "\0" : "\n",
  };
  const editor = new Editor(context, settings);
  if (suffix === undefined) return editor.run(files.length === 0 ? ["-"] : files);
  let status = 0;
  for (const file of files) status = Math.max(status, await editInPlace(context, settings, file, suffix));
  return status;
};

/** `-i.bak` as a long option, since its suffix has to be attached. */
function longInPlace(arg: string): string[] {
  if (arg === "--in-place") return ["--in-place="];
  const match = /^-([nErsuz]*)i(.*)$/s.exec(arg);
  if (match === null || arg.startsWith("--")) return [arg];
  return [...(match[1] === "" ? [] : [`-${match[1]}`]), `--in-place=${match[2]}`];
}

async function editInPlace(
  context: ProgramContext,
  settings: Settings,
  file: string,
  suffix: string,
): Promise<number> {
  const output: string[] = [];
  const editor = new Editor(context, settings, output);
  let before: Uint8Array;
  try {
    before = context.sys.readFile(context.path(file));
  } catch (error) {
    await context.warn(`can't read ${file}: ${errorText(error)}`);
    return 4;
  }
  const status = await editor.run([file]);
  if (suffix !== "") {
    const copy = suffix.includes("*") ? suffix.replaceAll("*", file) : file + suffix;
    context.sys.writeFile(context.path(copy), before, 0o1101, 0o666);
  }
  context.sys.writeFile(context.path(file), encodeText(output.join("")), 0o1101, 0o666);
  return status;
}
