import { useEffect, useMemo, useRef, useState } from "react";
import type { DocPage } from "../../core/task.ts";
import { inputClass } from "../base/field.tsx";
import css from "./doc-reader.module.css";
import { render } from "./markdown.ts";
import { type DocLink, Rendered, scrollToHeading } from "./rendered.tsx";

interface ManualProps {
  pages: readonly DocPage[];
  first: DocPage;
}

/** A page of a manual with ways to its other pages and its sections. */
export function Manual({ pages, first }: ManualProps) {
  const [at, setAt] = useState<DocLink>({ page: first.name, anchor: "" });
  const text = useRef<HTMLDivElement>(null);
  const page = pages.find((each) => each.name === at.page) ?? first;
  const sections = useMemo(
    () => render(page.markdown).headings.filter(({ level }) => level > 1 && level < 4),
    [page],
  );

  useEffect(() => {
    if (text.current === null) return;
    if (at.anchor === "") text.current.scrollTop = 0;
    else scrollToHeading(text.current, at.anchor);
  }, [at]);

  return (
    <div className={css["reader"]}>
      {(pages.length > 1 || sections.length > 2) && (
        <div className={css["choice"]}>
          {pages.length > 1 && (
            <select
              className={inputClass}
              aria-label="Page of the manual"
              value={page.name}
              onChange={(event) => setAt({ page: event.currentTarget.value, anchor: "" })}
            >
              {pages.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.title}
                </option>
              ))}
            </select>
          )}
          {sections.length > 2 && (
            <select
              className={inputClass}
              aria-label="Go to a section"
              value=""
              onChange={(event) => setAt({ page: page.name, anchor: event.currentTarget.value })}
            >
              <option value="" disabled hidden>
                Go to a section
              </option>
              {sections.map(({ id, level, text: title }) => (
                <option key={id} value={id}>
                  {level > 2 ? `\u2003${title}` : title}
                </option>
              ))}
            </select>
          )}
        </div>
      )}
      <div
        ref={text}
        className={`${css["text"]} scroll`}
        tabIndex={0}
        role="region"
        aria-label={`Manual: ${page.title}`}
      >
        <Rendered markdown={page.markdown} onLink={setAt} />
      </div>
    </div>
  );
}
