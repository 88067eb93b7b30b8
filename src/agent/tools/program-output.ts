/** What a program did, in the words that the model sees. */
export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a limit ended it. */
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly truncated: boolean;
}

/** Both streams apart, then how it ended. No times: the same result always reads the same. */
export function programOutput(result: ProgramOutput, timeoutMs: number): string {
  const parts: string[] = [];
  if (result.stdout !== "") parts.push(`<stdout>\n${withNewline(result.stdout)}</stdout>`);
  if (result.stderr !== "") parts.push(`<stderr>\n${withNewline(result.stderr)}</stderr>`);
  if (parts.length === 0) parts.push("(no output)");
  parts.push(ending(result, timeoutMs));
  return parts.join("\n");
}

function ending(result: ProgramOutput, timeoutMs: number): string {
  if (result.timedOut) return `Ended by the time limit of ${timeoutMs / 1_000} s.`;
  if (result.truncated) return "Ended because it printed too much.";
  return `exit code ${result.code}`;
}

function withNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n(no newline at the end)\n`;
}
