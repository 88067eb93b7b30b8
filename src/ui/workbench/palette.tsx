import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useApp } from "../app-context.ts";
import { useBench, useView } from "./context.ts";
import css from "./palette.module.css";
import { search, type Verb, verbsOf } from "./verbs.ts";

/** Every verb, by name. */
export function Palette() {
  const open = useView((state) => state.paletteOpen);
  return open ? <OpenPalette /> : null;
}

function OpenPalette() {
  const app = useApp();
  const bench = useBench();
  const { view } = bench;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [question, setQuestion] = useState("");
  const [at, setAt] = useState(0);
  // Verbs are as they were when the palette was opened: nothing moves under the hand.
  const [verbs] = useState(() => verbsOf(app, bench));
  const found = search(verbs, question);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const run = (verb: Verb | undefined): void => {
    if (verb === undefined || verb.closedBecause !== null) return;
    // Closing gives the focus back to where it was; the verb may then move it.
    dialog.current?.close();
    verb.run();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") run(found[at]);
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Home" && event.ctrlKey) setAt(0);
    else if (event.key === "End" && event.ctrlKey) setAt(found.length - 1);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className={css["palette"]}
      aria-label="All verbs"
      onClose={() => view.setPalette(false)}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <input
        className={css["input"]}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-label="What do you want to do?"
        placeholder="What do you want to do?"
        value={question}
        autoFocus
        onChange={(event) => {
          setQuestion(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label="Verbs" className={`${css["list"]} scroll`}>
        {found.map((verb, index) => (
          <div
            key={verb.id}
            ref={index === at ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            aria-disabled={verb.closedBecause !== null}
            className={css["verb"]}
            onMouseMove={() => setAt(index)}
            onClick={() => run(verb)}
          >
            <span>{verb.title}</span>
            {verb.closedBecause !== null ? (
              <small>{verb.closedBecause}</small>
            ) : (
              verb.keys !== undefined && <kbd>{verb.keys}</kbd>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={css["none"]}>No verb has these words.</p>}
    </dialog>
  );
}
