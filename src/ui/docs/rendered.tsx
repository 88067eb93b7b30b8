import { type MouseEvent, useMemo } from "react";
import { render } from "./markdown.ts";
import css from "./prose.module.css";

/** Scrolls to the heading that a link within the text names. */
function follow(event: MouseEvent<HTMLDivElement>): void {
  if (!(event.target instanceof Element)) return;
  const anchor = event.target.closest("[data-anchor]")?.getAttribute("data-anchor");
  if (anchor === null || anchor === undefined) return;
  event.preventDefault();
  for (const heading of event.currentTarget.querySelectorAll("[data-heading]")) {
    if (heading.getAttribute("data-heading") === anchor) heading.scrollIntoView();
  }
}

export function Rendered({ markdown }: { markdown: string }) {
  const { html } = useMemo(() => render(markdown), [markdown]);
  return (
    // The click is a link's own, caught where the sanitised text ends.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className={css["prose"]} onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
