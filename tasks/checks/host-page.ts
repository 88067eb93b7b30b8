// Runs a task's original in the sandbox host, for host-answers.ts to drive.
import { openReference, type ReferenceQuestion } from "../../src/reference/index.ts";
import { openMachines } from "../../src/sandbox/index.ts";
import type { Task } from "../../src/core/task.ts";

/** A question as it can enter a page: the contents of files as base64. */
export interface PageQuestion extends Omit<ReferenceQuestion, "files" | "stdin"> {
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface PageAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

const bytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

const page = {
  /** Answers to the questions, in their order, and how long all of them took together. */
  async answers(task: Task, files: readonly string[], questions: readonly PageQuestion[]) {
    const machines = openMachines({ headlessUrl: new URL("headless.html", location.href).href });
    const fetched = files.map(async (name) => {
      const response = await fetch(`tasks/${task.id}/reference/${name}`);
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return [name, await response.bytes()] as const;
    });
    const loaded = Object.fromEntries(await Promise.all(fetched));
    const reference = openReference(
      machines,
      { reference: () => Promise.resolve({ files: loaded, entry: "main.js" }) },
      task,
    );
    const answers: PageAnswer[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < questions.length; index = next++) {
        const { files: given, ...question } = questions[index]!;
        const tree = Object.fromEntries(Object.entries(given).map(([path, text]) => [path, bytes(text)]));
        const { stdout, stderr, code } = await reference.run(
          { ...question, files: tree },
          new AbortController().signal,
        );
        answers[index] = { stdout, stderr, code };
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: machines.parallel }, work));
    const ms = performance.now() - started;
    await reference.dispose();
    return { answers, ms };
  },
};

export type HostPage = typeof page;

Object.assign(globalThis, { page, ready: true });
