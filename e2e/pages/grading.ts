// Grades files as the app does, in the sandbox host, for the tests to drive.
import { openCatalog } from "../../src/catalog/index.ts";
import { grade, gradeCases } from "../../src/grading/index.ts";
import { openMachines } from "../../src/sandbox/index.ts";

const catalog = openCatalog({ baseUrl: new URL("./", location.href).href, indexedDB });
const machines = openMachines({ headlessUrl: new URL("headless.html", location.href).href });

const page = {
  /**
   * Grades files against `count` of a task's cases (spread over all of them; hidden ones too unless told otherwise).
   * @returns the verdict's state and tally, and the cases that did not pass
   */
  async grade(id: string, files: Readonly<Record<string, string>>, count: number, part: "all" | "visible") {
    const task = (await catalog.list()).tasks.find((one) => one.id === id);
    if (task === undefined) throw new Error(`no task ${id}`);
    const visible = await catalog.visibleCases(task);
    const all = part === "all" ? [...visible, ...(await catalog.hiddenCases(task))] : visible;
    const step = Math.max(1, all.length / count);
    const cases = Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step)]!);
    const { state, groups, results } = await grade(machines, task, files, cases);
    const failed = results.filter(({ status }) => status !== "pass");
    return {
      state,
      tally: groups.all,
      failed: failed.map(({ name, mismatch, reason }) => `${name}: ${mismatch?.message ?? reason ?? ""}`),
    };
  },

  /** What a program prints that may not use what is forbidden: one case, run as for grading. */
  async printed(
    files: Readonly<Record<string, string>>,
    args: readonly string[],
    forbidden: { readonly modules: readonly string[]; readonly globals: readonly string[] },
  ) {
    const [any] = (await catalog.list()).tasks;
    if (any === undefined) throw new Error("no task");
    const one = {
      name: "one",
      args,
      env: {},
      stdin: "",
      files: {},
      hidden: false,
      duals: [],
      labels: [],
      expected: { stdout: "never this", stderr: "", code: 0 },
    };
    const task = { ...any, forbidden, limits: { caseMs: 20_000 } };
    const [result] = await gradeCases(machines, task, files, [one]);
    return result?.observed ?? { stdout: "", stderr: result?.reason ?? "", code: null };
  },
};

export type GradingPage = typeof page;

Object.assign(globalThis, { page, ready: true });
