import { useState } from "react";
import { Button } from "../base/button.tsx";
import { inputClass } from "../base/field.tsx";
import { useBench } from "../workbench/context.ts";
import css from "./say.module.css";

/** A word to the agent; it reads it before its next step. */
export function Say() {
  const { session } = useBench();
  const [text, setText] = useState("");
  const send = (): void => {
    const words = text.trim();
    if (words === "") return;
    session.say(words);
    setText("");
  };
  return (
    <form
      className={css["say"]}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        className={inputClass}
        aria-label="Say something to the agent"
        placeholder="Say something; it is read before the next step"
        rows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <Button type="submit" closedBecause={text.trim() === "" ? "Write something first." : null}>
        Say
      </Button>
    </form>
  );
}
