import { type MouseEvent, useMemo } from "react";
import { render } from "./markdown.ts";
import css from "./prose.module.css";

/** A link within a manual: to a page of it (empty: this one) and a heading there (empty: its start). */
export interface DocLink {
  readonly page: string;
  readonly anchor: string;
}

interface RenderedProps {
  markdown: string;
  onLink?: (link: DocLink) => void;
}

/** Markdown as safe HTML. Links within it scroll to their heading, or are handed to `onLink`. */
export function Rendered({ markdown, onLink }: RenderedProps) {
  const { html } = useMemo(() => render(markdown), [markdown]);
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a[data-anchor]");
    if (link === null) return;
    event.preventDefault();
    const page = link.getAttribute("data-page") ?? "";
    const anchor = link.getAttribute("data-anchor") ?? "";
    if (page === "") scrollToHeading(event.currentTarget, anchor);
    else onLink?.({ page, anchor });
  };
  return <div className={css["prose"]} onClick={onClick} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Scrolls the text that contains the heading to it. */
export function scrollToHeading(within: Element, anchor: string): void {
  for (const heading of within.querySelectorAll("[data-heading]")) {
    if (heading.getAttribute("data-heading") === anchor) heading.scrollIntoView({ block: "start" });
  }
}
