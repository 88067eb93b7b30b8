import type { Tool, ToolResult } from "../tool.ts";
import type { Workspace } from "../workspace.ts";
import { type Arguments, BadArgument, defineTool } from "./arguments.ts";
import { nearMatch } from "./near-match.ts";

/** Lines shown on each side of an edit. */
const AROUND = 4;
const MOST_LINES = 1_000_000;

/** Views and edits the files of the workspace. */
export function textEditorTool(workspace: Workspace): Tool {
  return defineTool(
    {
      name: "text_editor",
      description:
        "View and edit text files. `view` shows a file with line numbers (or part of it with view_range), or lists a folder. `create` writes a whole file. `str_replace` replaces old_str, which must occur exactly once, by new_str. `insert` puts new_str after line insert_line (0: at the start).",
      parameters: {
        type: "object",
        properties: {
          command: { type: "string", enum: ["view", "create", "str_replace", "insert"] },
          path: { type: "string", description: "For instance main.js or docs/manual.md." },
          view_range: {
            type: "array",
            items: { type: "integer" },
            description: "First and last line, counted from 1; -1 for the end.",
          },
          file_text: { type: "string", description: "For create: the whole text." },
          old_str: {
            type: "string",
            description: "For str_replace: the text as it stands, without line numbers.",
          },
          new_str: { type: "string", description: "For str_replace and insert." },
          insert_line: { type: "integer", description: "For insert." },
        },
        required: ["command", "path"],
        additionalProperties: false,
      },
    },
    async (args) => {
      const command = args.text("command");
      const path = pathOf(args, workspace.root);
      switch (command) {
        case "view":
          return view(workspace, path, args);
        case "create":
          return create(workspace, path, args);
        case "str_replace":
          return replace(workspace, path, args);
        case "insert":
          return insert(workspace, path, args);
        default:
          throw new BadArgument("`command` must be view, create, str_replace or insert.");
      }
    },
  );
}

async function view(workspace: Workspace, path: string, args: Arguments): Promise<ToolResult> {
  const text = await workspace.read(path);
  if (text === null) return listing(workspace, path);
  const range = args.numbers("view_range");
  const lines = linesOf(text);
  if (text === "") return done(`${path} is empty.`);
  if (range === null) return done(numbered(lines, 1));
  const [from = 1, to = -1] = range;
  const last = to === -1 ? lines.length : Math.min(to, lines.length);
  if (from < 1 || from > lines.length || last < from) {
    throw new BadArgument(`\`view_range\` must lie within 1 and ${lines.length}, the lines of ${path}.`);
  }
  return done(numbered(lines.slice(from - 1, last), from));
}

async function listing(workspace: Workspace, path: string): Promise<ToolResult> {
  const folder = path === "" ? "" : `${path.replace(/\/$/, "")}/`;
  const below = (await workspace.list()).filter((file) => file.startsWith(folder)).sort();
  if (below.length === 0) {
    return path === "" ? done("The workspace has no files yet.") : missing(workspace, path);
  }
  return done(below.join("\n"));
}

async function create(workspace: Workspace, path: string, args: Arguments): Promise<ToolResult> {
  const text = args.text("file_text");
  if (path === "") throw new BadArgument("`path` must name a file.");
  const before = await workspace.read(path);
  await workspace.write(path, text, before);
  const size = `${linesOf(text).length} lines`;
  return done(before === null ? `Created ${path} (${size}).` : `Replaced ${path} (${size}).`);
}

async function replace(workspace: Workspace, path: string, args: Arguments): Promise<ToolResult> {
  const text = await workspace.read(path);
  if (text === null) return missing(workspace, path);
  const given = args.text("old_str");
  if (given === "") throw new BadArgument("`old_str` must not be empty. Use insert to add text, or create.");
  const old = asIn(text, given);
  const fresh = asIn(text, args.textOr("new_str", ""));
  const at = text.indexOf(old);
  if (at === -1) return failed(notFound(text, path, old));
  const places = occurrences(text, old);
  if (places.length > 1) {
    const lines = places.slice(0, 20).map((place) => lineAt(text, place));
    return failed(
      `old_str occurs ${places.length} times in ${path}, at lines ${lines.join(", ")}. Nothing was changed. Take in more of the lines around it, so that it occurs once.`,
    );
  }
  if (old === fresh) return failed("old_str and new_str are the same. Nothing was changed.");
  const after = text.slice(0, at) + fresh + text.slice(at + old.length);
  await workspace.write(path, after, text);
  return done(`Changed ${path}:\n${snippet(after, lineAt(after, at), linesOf(fresh).length)}`);
}

async function insert(workspace: Workspace, path: string, args: Arguments): Promise<ToolResult> {
  const text = await workspace.read(path);
  if (text === null) return missing(workspace, path);
  const lines = linesOf(text);
  const line = args.whole("insert_line", 0, MOST_LINES);
  if (line === null || line > lines.length) {
    throw new BadArgument(`\`insert_line\` must be a line from 0 to ${lines.length}.`);
  }
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const given = asIn(text, args.text("new_str"));
  const block = given.endsWith("\n") || given === "" ? given : given + newline;
  const offset = offsetAfter(text, line);
  // A last line without a newline gets one, or the new text would run on in it.
  const gap = offset > 0 && !text.slice(0, offset).endsWith("\n") ? newline : "";
  const after = text.slice(0, offset) + gap + block + text.slice(offset);
  await workspace.write(path, after, text);
  return done(`Changed ${path}:\n${snippet(after, line + 1, linesOf(block).length)}`);
}

async function missing(workspace: Workspace, path: string): Promise<ToolResult> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const alike = (await workspace.list()).filter((file) => file.endsWith(name)).slice(0, 5);
  const hint = alike.length > 0 ? ` There is: ${alike.join(", ")}.` : "";
  return failed(`There is no text file ${path}.${hint}`);
}

function notFound(text: string, path: string, old: string): string {
  const near = nearMatch(text, old);
  const head = `old_str does not occur in ${path}. Nothing was changed.`;
  if (!near) return `${head} View the file to see what is there.`;
  const only = near.likeness === 1 ? " (only white space or quotes differ)" : "";
  return `${head} The most similar lines are${only}:\n${numbered(near.lines, near.line)}\nRepeat the call with old_str exactly as it stands there.`;
}

/** The path relative to the workspace's root, "" for the root itself. */
function pathOf(args: Arguments, root: string): string {
  let path = args.text("path").trim();
  if (path === root || path.startsWith(`${root}/`)) path = path.slice(root.length);
  else if (path.startsWith("/")) throw new BadArgument(`\`path\` must lie in the workspace, ${root}.`);
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw new BadArgument("`path` must not lead out of the workspace.");
  return parts.join("/");
}

/** A text with the line ends of the file that it is meant for. */
function asIn(file: string, text: string): string {
  return file.includes("\r\n") ? text.replaceAll(/\r?\n/g, "\r\n") : text;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function offsetAfter(text: string, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i += 1) {
    const end = text.indexOf("\n", offset);
    if (end === -1) return text.length;
    offset = end + 1;
  }
  return offset;
}

function occurrences(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}

function snippet(text: string, line: number, count: number): string {
  const lines = linesOf(text);
  const from = Math.max(1, line - AROUND);
  return numbered(lines.slice(from - 1, line + count - 1 + AROUND), from);
}

/** As `cat -n` has it. */
function numbered(lines: readonly string[], from: number): string {
  return lines.map((line, i) => `${String(from + i).padStart(6)}\t${line}`).join("\n");
}

const done = (output: string): ToolResult => ({ output, failed: false });
const failed = (output: string): ToolResult => ({ output, failed: true });
