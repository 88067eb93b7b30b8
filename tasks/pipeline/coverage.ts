import type { TestCase } from "../../src/core/case.ts";

const PREFIX = "feature:";

/** How often a feature is asked for. */
export interface Coverage {
  readonly feature: string;
  readonly visible: number;
  readonly hidden: number;
}

/** The features that cases name, in alphabetical order. */
export function coverage(cases: readonly TestCase[]): readonly Coverage[] {
  const counts = new Map<string, { visible: number; hidden: number }>();
  for (const { labels, hidden } of cases) {
    for (const label of labels.filter((one) => one.startsWith(PREFIX))) {
      const feature = label.slice(PREFIX.length);
      const count = counts.get(feature) ?? { visible: 0, hidden: 0 };
      count[hidden ? "hidden" : "visible"]++;
      counts.set(feature, count);
    }
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([feature, count]) => ({ feature, ...count }));
}

/** A Markdown page with the coverage of every feature, made with each build. */
export function coverageReport(title: string, cases: readonly TestCase[]): string {
  const rows = coverage(cases).map(
    ({ feature, visible, hidden }) => `| ${feature.replaceAll("|", "\\|")} | ${visible} | ${hidden} |`,
  );
  const hidden = cases.filter((one) => one.hidden).length;
  return [
    `# ${title}: what the cases cover`,
    "",
    `${cases.length - hidden} visible and ${hidden} hidden cases. A case may show several features.`,
    "",
    "| feature | visible | hidden |",
    "| --- | ---: | ---: |",
    ...rows,
    "",
  ].join("\n");
}
