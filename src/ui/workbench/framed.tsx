import type { ReactNode } from "react";
import { Guard } from "../guard.tsx";
import css from "./framed.module.css";
import type { Place } from "./view.ts";

interface FramedProps {
  place: Place;
  children: ReactNode;
}

/** A panel's content: found by its name when the keyboard goes there, and failing alone when it fails. */
export function Framed({ place, children }: FramedProps) {
  return (
    <div data-place={place} tabIndex={-1} className={css["framed"]}>
      <Guard>{children}</Guard>
    </div>
  );
}
