import { diffLines } from "diff";
import type { ToolCall } from "../../core/event.ts";

/** A tool call as a person reads it. */
export interface ReadCall {
  /** What kind of thing it does, in a word or two. */
  readonly verb: string;
  /** What it does it to, on one line. */
  readonly object: string;
  readonly parts: readonly CallPart[];
}

export type CallPart =
  | { readonly kind: "text"; readonly name: string; readonly text: string }
  | { readonly kind: "diff"; readonly name: string; readonly lines: readonly DiffLine[] };

export interface DiffLine {
  readonly sign: "+" | "-" | " ";
  readonly text: string;
}

type Args = Readonly<Record<string, unknown>>;

function argsOf(call: ToolCall): Args | null {
  try {
    const value: unknown = JSON.parse(call.arguments);
    return typeof value === "object" && value !== null ? (value as Args) : null;
  } catch {
    // Still streaming in, or malformed: shown as it was written.
    return null;
  }
}

function text(args: Args, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

const firstLine = (whole: string): string => whole.trim().split("\n", 1)[0] ?? "";

/** Reads the call of a known tool by its own words, of any other by its arguments. */
export function readCall(call: ToolCall): ReadCall {
  const args = argsOf(call);
  if (args === null) {
    return {
      verb: call.name,
      object: "",
      parts: [{ kind: "text", name: "arguments", text: call.arguments }],
    };
  }
  switch (call.name) {
    case "bash": {
      const command = text(args, "command");
      return {
        verb: "ran",
        object: firstLine(command),
        parts: [{ kind: "text", name: "command", text: command }],
      };
    }
    case "text_editor":
      return edited(args);
    case "reference": {
      const list = args["args"];
      const object = Array.isArray(list) ? list.map(String).join(" ") : "";
      return { verb: "asked the original", object, parts: rest(args, []) };
    }
    case "evaluate_testcases":
      return { verb: "ran the visible cases", object: call.name, parts: rest(args, []) };
    case "submit":
      return { verb: "submitted", object: "", parts: rest(args, []) };
    default:
      return { verb: call.name, object: "", parts: rest(args, []) };
  }
}

function edited(args: Args): ReadCall {
  const command = text(args, "command");
  const path = text(args, "path");
  switch (command) {
    case "create":
      return {
        verb: "wrote",
        object: path,
        parts: [{ kind: "diff", name: path, lines: diffOf("", text(args, "file_text")) }],
      };
    case "str_replace": {
      const lines = diffOf(text(args, "old_str"), text(args, "new_str"));
      return { verb: "edited", object: path, parts: [{ kind: "diff", name: path, lines }] };
    }
    case "insert": {
      const added = text(args, "new_str") || text(args, "insert_text");
      const name = `${path}, after line ${text(args, "insert_line")}`;
      return {
        verb: "inserted into",
        object: path,
        parts: [{ kind: "diff", name, lines: diffOf("", added) }],
      };
    }
    case "view":
      return { verb: "read", object: path, parts: rest(args, ["command", "path"]) };
    default:
      return {
        verb: "text_editor",
        object: `${command} ${path}`.trim(),
        parts: rest(args, ["command", "path"]),
      };
  }
}

function rest(args: Args, without: readonly string[]): readonly CallPart[] {
  return Object.keys(args)
    .filter((name) => !without.includes(name))
    .map((name) => ({ kind: "text", name, text: text(args, name) }) as const);
}

/** How many lines an edit puts in and takes out; null when the call is no edit. */
export function sizeOfEdit(parts: readonly CallPart[]): { added: number; removed: number } | null {
  const diff = parts.find((part) => part.kind === "diff");
  if (diff === undefined) return null;
  const signs = diff.lines.map(({ sign }) => sign);
  return {
    added: signs.filter((sign) => sign === "+").length,
    removed: signs.filter((sign) => sign === "-").length,
  };
}

/** The lines of two texts as one list: taken out, put in, kept. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  return diffLines(before, after).flatMap((part) => {
    const sign = part.added ? "+" : part.removed ? "-" : " ";
    return part.value
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => ({ sign, text: line }) as const);
  });
}
