import type { Sandbox } from "../../sandbox/index.ts";
import type { Tool } from "../tool.ts";
import { defineTool } from "./arguments.ts";
import { programOutput } from "./program-output.ts";

const DEFAULT_MS = 60_000;
const MOST_SECONDS = 600;

/** What of the sandbox the tool needs. */
export interface BashParts {
  readonly sandbox: Pick<Sandbox, "exec">;
  /** Settles when programs in the sandbox see every edit so far. */
  readonly beforeRun?: () => Promise<void>;
  /** Settles when what the programs changed is taken over. */
  readonly afterRun?: () => Promise<void>;
}

/** Runs a command line in the sandbox's shell. */
export function bashTool(parts: BashParts): Tool {
  return defineTool(
    {
      name: "bash",
      description:
        "Run a command line in the workspace's shell (a fresh `sh -c` each time, in the workspace's root). Returns stdout, stderr and the exit code. Long output is cut in the middle. `reference …` runs the original program.",
      parameters: {
        type: "object",
        properties: {
          command: { type: "string", description: "The command line." },
          timeout: {
            type: "number",
            description: `Seconds until it is ended; default ${DEFAULT_MS / 1_000}, at most ${MOST_SECONDS}.`,
          },
        },
        required: ["command"],
        additionalProperties: false,
      },
    },
    async (args, signal) => {
      const command = args.text("command");
      const timeoutMs = args.seconds("timeout", MOST_SECONDS) ?? DEFAULT_MS;
      await parts.beforeRun?.();
      const result = await parts.sandbox.exec({ argv: ["sh", "-c", command], timeoutMs, signal });
      await parts.afterRun?.();
      const decoder = new TextDecoder();
      const stdout = decoder.decode(result.stdout);
      const stderr = decoder.decode(result.stderr);
      return {
        output: programOutput({ ...result, stdout, stderr }, timeoutMs),
        failed: result.code !== 0,
      };
    },
  );
}
