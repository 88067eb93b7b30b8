import { lazy, Suspense } from "react";
import css from "./prose.module.css";

const LazyProse = lazy(async () => {
  const { Rendered } = await import("./rendered.tsx");
  return { default: Rendered };
});

/** Markdown of others (a manual, a model), shown safely. Plain text until the renderer is there. */
export function Prose({ markdown }: { markdown: string }) {
  return (
    <Suspense fallback={<div className={`${css["prose"]} ${css["plain"]}`}>{markdown}</div>}>
      <LazyProse markdown={markdown} />
    </Suspense>
  );
}
