import { createHash } from "node:crypto";
import type { Program } from "./program.ts";

/** Bytes from which on only a digest is kept. */
const LONG = 20_000;

/** What a program did. Its output is kept as text; as base64 when it is none, as a digest when it is long. */
export interface Expectation {
  readonly stdout:
    string | { readonly base64: string } | { readonly length: number; readonly sha256: string };
  readonly stderr: string;
  /** Null when it had to be stopped. */
  readonly code: number | null;
}

/** Where a program ran, in what it prints. */
export const CWD = "<cwd>";

/** What differs from run to run: where it ran, process ids, and how long something took. */
function steady(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, CWD)
    .replaceAll(/\(node:\d+\)/g, "(node:<pid>)")
    .replaceAll(/\(\d+(\.\d+)?ms\)/g, "(<time>)")
    .replaceAll(/duration_ms \d+(\.\d+)?/g, "duration_ms <time>");
}

/** The part of a result that counts, in the form in which it is kept. */
export function expectation(
  program: Program,
  cwd: string,
  stdout: Uint8Array,
  stderr: Uint8Array,
  code: number | null,
): Expectation {
  const text = (bytes: Uint8Array) => steady(new TextDecoder().decode(bytes), cwd);
  if (program.killAfterMs !== undefined) return { stdout: "", stderr: "", code: null };
  const isText = Buffer.from(new TextDecoder().decode(stdout)).equals(Buffer.from(stdout));
  const digest = () => ({ length: stdout.length, sha256: createHash("sha256").update(stdout).digest("hex") });
  return {
    stdout:
      stdout.length > LONG
        ? digest()
        : isText
          ? text(stdout)
          : { base64: Buffer.from(stdout).toString("base64") },
    stderr: text(stderr),
    code,
  };
}
