/** What the original did with one input. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when it did not end by itself. */
  readonly code: number | null;
}

export function sameAnswer(a: Answer, b: Answer): boolean {
  return a.code === b.code && a.stdout === b.stdout && a.stderr === b.stderr;
}
