import type { TestCase } from "../core/case.ts";
import type { DocPage } from "../core/task.ts";

/**
 * What lies in the sandbox beside the solution: the manual's pages under `docs/`, and each visible case as
 * `cases/<name>.json` with what the original answered. Hidden cases never come here.
 */
export function layBeside(docs: readonly DocPage[], cases: readonly TestCase[]): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const page of docs) tree[`docs/${page.name}`] = page.markdown;
  for (const one of cases.filter((each) => !each.hidden)) {
    const { name, args, env, stdin, files, labels, expected } = one;
    const text = JSON.stringify({ name, args, env, stdin, files, labels, expected }, null, 2);
    tree[`cases/${name.replaceAll("/", "_")}.json`] = `${text}\n`;
  }
  return tree;
}
