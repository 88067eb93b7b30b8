import { useEffect, useRef, useState } from "react";
import { TextHost } from "./text-host.ts";
import css from "./text-view.module.css";

interface TextViewProps {
  path: string;
  text: string;
  /** Shown as a difference to this; null: the text alone. */
  before: string | null;
}

/** A text to look at, in Monaco's colours; or how it differs from the text before. */
export function TextView({ path, text, before }: TextViewProps) {
  const plain = useRef<HTMLDivElement>(null);
  const diff = useRef<HTMLDivElement>(null);
  const [host] = useState(() => new TextHost());
  useEffect(() => {
    if (plain.current === null || diff.current === null) return;
    return host.mount(plain.current, diff.current);
  }, [host]);
  useEffect(() => host.show(path, text, before), [host, path, text, before]);
  return (
    <div className={css["view"]}>
      <div ref={plain} hidden={before !== null} />
      <div ref={diff} hidden={before === null} />
    </div>
  );
}
