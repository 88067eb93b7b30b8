import { encodeText } from "../../bytes.ts";
import { ProgramExit, type ProgramContext } from "../program.ts";

/** What npm says when it cannot go on; ends the program. */
export async function refuse(context: ProgramContext, message: string, status = 1): Promise<never> {
  await say(context, "error", message);
  throw new ProgramExit(status);
}

/** Lines on stderr, each marked as npm marks them. */
export async function say(
  context: ProgramContext,
  level: "error" | "warn" | "notice",
  message: string,
): Promise<void> {
  await context.out.flush();
  const lines = message.split("\n").map((line) => `npm ${level}${line === "" ? "" : ` ${line}`}\n`);
  await context.stderr.write(encodeText(lines.join("")));
}

/** The end of every refusal that comes from there being no registry. */
export const NO_REGISTRY =
  "This machine has no network and no registry. Packages can be installed from a folder or a tarball\n" +
  "that is in its file system: npm install ./folder, npm install ./package.tgz.";
