import { lazy, Suspense } from "react";
import type { DocPage } from "../../core/task.ts";
import { Waiting } from "../base/waiting.tsx";
import css from "./doc-reader.module.css";

const Manual = lazy(async () => {
  const { Manual: Reader } = await import("./manual.tsx");
  return { default: Reader };
});

/** The pages of a manual, one at a time. */
export function DocReader({ pages }: { pages: readonly DocPage[] }) {
  const [first] = pages;
  if (first === undefined) {
    return <p className={css["empty"]}>This program has no manual. Ask the original.</p>;
  }
  return (
    <Suspense fallback={<Waiting what="Reading the manual" />}>
      <Manual pages={pages} first={first} />
    </Suspense>
  );
}
