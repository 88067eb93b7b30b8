import type { ReactNode } from "react";
import css from "./callout.module.css";

interface CalloutProps {
  level: "info" | "warning" | "error";
  message: string;
  remedy?: string;
  /** Buttons that act on it. */
  children?: ReactNode;
}

/** What happened, why and what to do, in the place where it happened. */
export function Callout({ level, message, remedy, children }: CalloutProps) {
  const word = level === "error" ? "Error: " : level === "warning" ? "Warning: " : "";
  return (
    <div className={`${css["callout"]} ${css[level] ?? ""}`} role={level === "error" ? "alert" : "status"}>
      <div className={css["text"]}>
        <p>
          <span className="visually-hidden">{word}</span>
          {message}
        </p>
        {remedy !== undefined && remedy !== "" && <p className={css["remedy"]}>{remedy}</p>}
      </div>
      {children !== undefined && <div className={css["actions"]}>{children}</div>}
    </div>
  );
}
