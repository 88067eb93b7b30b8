import { useId, useState } from "react";
import type { DocPage } from "../../core/task.ts";
import { inputClass } from "../base/field.tsx";
import { Prose } from "./prose.tsx";
import css from "./doc-reader.module.css";

/** The pages of a manual: one at a time, chosen by title. */
export function DocReader({ pages }: { pages: readonly DocPage[] }) {
  const id = useId();
  const [name, setName] = useState(pages[0]?.name ?? "");
  const page = pages.find((candidate) => candidate.name === name) ?? pages[0];
  if (page === undefined)
    return <p className={css["empty"]}>This program has no manual. Ask the original.</p>;
  return (
    <div className={css["reader"]}>
      {pages.length > 1 && (
        <div className={css["choice"]}>
          <label htmlFor={id} className="visually-hidden">
            Page of the manual
          </label>
          <select
            className={inputClass}
            id={id}
            value={page.name}
            onChange={(event) => setName(event.currentTarget.value)}
          >
            {pages.map((each) => (
              <option key={each.name} value={each.name}>
                {each.title}
              </option>
            ))}
          </select>
        </div>
      )}
      <div
        className={`${css["text"]} scroll`}
        tabIndex={0}
        role="region"
        aria-label={`Manual: ${page.title}`}
        key={page.name}
      >
        <Prose markdown={page.markdown} />
      </div>
    </div>
  );
}
