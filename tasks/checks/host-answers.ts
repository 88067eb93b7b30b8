import { serve } from "../../scripts/serve.mjs";
import { launch } from "../../e2e/support/browser.ts";
import { openTestPage } from "../../e2e/support/pages.ts";
import type { TestCase } from "../../src/core/case.ts";
import type { ServedTask } from "../../src/core/parse-task.ts";
import type { Answer } from "../pipeline/answer.ts";
import type { HostPage } from "./host-page.ts";

declare const page: HostPage;

/** Originals as they run in the sandbox host. */
export interface HostRunner {
  /** @returns the original's answers to the cases' inputs, and the time for all of them in milliseconds. */
  run(task: ServedTask, cases: readonly TestCase[]): Promise<{ answers: readonly Answer[]; ms: number }>;
  close(): Promise<void>;
}

/** Opens a browser on what is served from `folder` (the host, and the tasks). */
export async function openHostRunner(folder: string): Promise<HostRunner> {
  const server = await serve(folder);
  const browser = await launch();
  const view = await browser.newPage();
  await openTestPage(view, server.url, "../tasks/checks/host-page.ts");
  return {
    run({ task, reference }, cases) {
      const questions = cases.map(({ args, stdin, env, files }) => ({
        args,
        stdin,
        env,
        files: Object.fromEntries(
          Object.entries(files).map(([path, { format, content }]) => [
            path,
            format === "str" ? Buffer.from(content).toString("base64") : content,
          ]),
        ),
      }));
      return view.evaluate(([of, names, asked]) => page.answers(of, names, asked), [
        task,
        [...(reference?.files ?? [])],
        questions,
      ] as const);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
