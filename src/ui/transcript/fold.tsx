import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import css from "./items.module.css";

export interface FoldState {
  open: boolean;
  onToggle: () => void;
}

interface FoldProps extends FoldState {
  label: ReactNode;
  children: ReactNode;
}

/** Something that is long, folded to one line until it is asked for. */
export function Fold({ label, open, onToggle, children }: FoldProps) {
  return (
    <div className={css["fold"]}>
      <button type="button" data-fold="" aria-expanded={open} onClick={onToggle}>
        <ChevronRight size={14} aria-hidden="true" />
        {label}
      </button>
      {open && <div className={css["unfolded"]}>{children}</div>}
    </div>
  );
}
