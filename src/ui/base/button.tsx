import type { ComponentProps, ReactNode } from "react";
import css from "./button.module.css";

type Look = "plain" | "primary" | "quiet";

function classOf(look: Look, more: string | undefined): string {
  const own = look === "primary" ? css["primary"] : look === "quiet" ? css["quiet"] : "";
  return `${css["button"]} ${own} ${more ?? ""}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  large?: boolean;
  /**
   * Why the button does nothing now. It stays focusable, so that the reason can be read: it is the tooltip and the
   * description.
   */
  closedBecause?: string | null;
}

export function Button({ look = "plain", large, closedBecause, className, onClick, ...rest }: ButtonProps) {
  const closed = closedBecause !== undefined && closedBecause !== null;
  return (
    <button
      type="button"
      {...rest}
      className={classOf(look, `${large === true ? css["large"] : ""} ${className ?? ""}`)}
      {...(closed ? { "aria-disabled": true, title: closedBecause, "aria-description": closedBecause } : {})}
      onClick={closed ? undefined : onClick}
    />
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** Accessible name and tooltip. */
  label: string;
  children: ReactNode;
}

export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classOf("quiet", `${css["icon"]} ${className ?? ""}`)}
    />
  );
}

interface LinkButtonProps extends ComponentProps<"a"> {
  look?: Look;
  large?: boolean;
}

export function LinkButton({ look = "plain", large, className, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} className={classOf(look, `${large === true ? css["large"] : ""} ${className ?? ""}`)} />
  );
}
