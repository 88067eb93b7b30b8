import * as z from "zod/mini";
import type { Reference } from "../reference/index.ts";
import { SandboxError, type Sandbox } from "../sandbox/index.ts";
import { fromBase64 } from "./base64.ts";
import { MAILBOX, type Answer } from "./reference-script.ts";

const QUESTION = z.object({
  args: z.array(z.string()),
  stdin: z.string(),
  files: z.record(z.string(), z.string()),
  env: z.record(z.string(), z.string()),
});

/** How many questions are answered at once; more wait. */
const AT_ONCE = 4;
/** As `timeout` and `docker run` have them: ran too long; could not be run. */
const CODE_TIMED_OUT = 124;
const CODE_NOT_RUN = 125;

/** Runs the original once, as `Reference.run` does. */
export type RunReference = Reference["run"];

/**
 * Serves the command `reference` inside a sandbox: takes the questions that it leaves in the mailbox, has the original
 * answer them behind glass, and leaves the answers.
 */
export class ReferenceDesk {
  readonly #sandbox: Sandbox;
  readonly #run: RunReference;
  readonly #control = new AbortController();
  readonly #waiting: { readonly text: string; readonly place: string }[] = [];
  /** A watcher may tell of one question several times. */
  readonly #taken = new Set<string>();
  #busy = 0;
  #unwatch: (() => void) | null = null;

  constructor(sandbox: Sandbox, run: RunReference) {
    this.#sandbox = sandbox;
    this.#run = run;
  }

  /** Makes the mailbox and begins to answer; again, when it was removed. */
  async open(): Promise<void> {
    const { files } = this.#sandbox;
    this.#unwatch?.();
    await files.makeDir(MAILBOX);
    this.#unwatch = await files.watch(MAILBOX, (path) => this.#told(path));
    for (const { name } of await files.list(MAILBOX)) this.#told(`${MAILBOX}/${name}`);
  }

  close(): void {
    this.#unwatch?.();
    this.#control.abort(new SandboxError("GONE", "The session was closed."));
  }

  #told(path: string): void {
    // The asker waits with limits of its own, and says so when its question stays or no answer comes.
    if (path.endsWith(".question")) void this.#take(path).catch(() => undefined);
  }

  /** Takes a question out of the mailbox, which tells the asker that somebody is there. */
  async #take(path: string): Promise<void> {
    const { files } = this.#sandbox;
    if (this.#taken.has(path)) return;
    this.#taken.add(path);
    const text = await files.readText(path);
    await files.remove(path);
    this.#waiting.push({ text, place: path.replace(/\.question$/, ".answer") });
    await this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy >= AT_ONCE) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#busy++;
    try {
      const { files } = this.#sandbox;
      const answer = await this.#ask(next.text);
      // Written under another name first: an answer is seen whole or not at all.
      await files.write(`${next.place}.part`, JSON.stringify(answer));
      await files.rename(`${next.place}.part`, next.place);
    } finally {
      this.#busy--;
      await this.#work();
    }
  }

  async #ask(text: string): Promise<Answer> {
    try {
      const { args, stdin, files, env } = QUESTION.parse(JSON.parse(text));
      const tree = Object.fromEntries(Object.entries(files).map(([name, data]) => [name, fromBase64(data)]));
      const question = { args, stdin: fromBase64(stdin), files: tree, env };
      const { stdout, stderr, code, timedOut, truncated } = await this.#run(question, this.#control.signal);
      const cut = timedOut
        ? note("the original did not end in time")
        : truncated
          ? note("the original printed too much")
          : "";
      return { stdout, stderr: stderr + cut, code: code ?? CODE_TIMED_OUT };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { stdout: "", stderr: note(message), code: CODE_NOT_RUN };
    }
  }
}

function note(message: string): string {
  return `reference: ${message}\n`;
}
