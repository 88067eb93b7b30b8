import type { TestCase } from "../../core/case.ts";
import type { CaseResult, CaseStatus } from "../../core/verdict.ts";

type RowStatus = CaseStatus | "not-run";

export interface CaseRowView {
  readonly name: string;
  readonly status: RowStatus;
  /** Why it failed, or how it is called. */
  readonly note: string;
}

export type StatusFilter = "all" | "failing" | "pass" | "not-run";

export function rowsOf(
  cases: readonly TestCase[],
  results: ReadonlyMap<string, CaseResult>,
): readonly CaseRowView[] {
  return cases.map((each) => {
    const result = results.get(each.name);
    const status = result?.status ?? "not-run";
    const note = result?.mismatch?.message ?? result?.reason ?? each.args.join(" ");
    return { name: each.name, status, note };
  });
}

/** Rows whose name or note has all words, with the status asked for. */
export function filterRows(
  rows: readonly CaseRowView[],
  text: string,
  status: StatusFilter,
): readonly CaseRowView[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows.filter((row) => {
    const fits =
      status === "all" ||
      (status === "failing" ? row.status === "fail" || row.status === "error" : row.status === status);
    if (!fits) return false;
    const whole = `${row.name} ${row.note}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
