import type { Tool } from "../tool.ts";
import { defineTool } from "./arguments.ts";
import { type ProgramOutput, programOutput } from "./program-output.ts";

export interface ReferenceQuestion {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the original behind glass; resolves to what it did. */
export type AskReference = (question: ReferenceQuestion, signal: AbortSignal) => Promise<ProgramOutput>;

/** @param limitMs how long the original may run, as the handed-in function has it. */
export function referenceTool(ask: AskReference, limitMs: number): Tool {
  const tool = defineTool(
    {
      name: "reference",
      description:
        "Run the original program and see what it does: its stdout, stderr and exit code for these arguments, input and files. It runs in a fresh folder that holds only `files`.",
      parameters: {
        type: "object",
        properties: {
          args: { type: "array", items: { type: "string" }, description: "Command-line arguments." },
          stdin: { type: "string", description: "Standard input; default empty." },
          files: {
            type: "object",
            additionalProperties: { type: "string" },
            description: "Files in its folder: path and text.",
          },
        },
        additionalProperties: false,
      },
    },
    async (args, signal) => {
      const question = {
        args: args.texts("args") ?? [],
        stdin: args.textOr("stdin", ""),
        files: args.textMap("files"),
      };
      // A program that ends with an error did what was asked of it.
      return { output: programOutput(await ask(question, signal), limitMs), failed: false };
    },
  );
  return { ...tool, repeatable: true };
}
