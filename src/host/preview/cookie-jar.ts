import type { Header } from "./messages.ts";

/** The cookies of one preview, by name: paths and domains make no difference on a machine with one owner. */
export class CookieJar {
  readonly #cookies = new Map<string, { value: string; hidden: boolean }>();

  /** Takes what a response sets. */
  take(headers: readonly Header[]): void {
    for (const [name, value] of headers) if (name === "set-cookie") this.set(value, false);
  }

  /** One cookie as `Set-Cookie` or `document.cookie` has it. Scripts can neither see nor make HttpOnly ones. */
  set(text: string, byScript: boolean): void {
    const [pair = "", ...attributes] = text.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const [name, value] = at < 0 ? ["", pair] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const given = new Map(
      attributes.map((attribute) => {
        const [key = "", ...rest] = attribute.split("=");
        return [key.toLowerCase(), rest.join("=")] as const;
      }),
    );
    const hidden = given.has("httponly");
    if (byScript && (hidden || this.#cookies.get(name)?.hidden === true)) return;
    const age = given.get("max-age");
    const ends = age !== undefined ? Date.now() + Number(age) * 1000 : Date.parse(given.get("expires") ?? "");
    if (ends <= Date.now()) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, hidden });
  }

  /** For a request's `Cookie` header. */
  header(): string {
    return this.#text(() => true);
  }

  /** For `document.cookie`. */
  visible(): string {
    return this.#text(({ hidden }) => !hidden);
  }

  #text(wanted: (cookie: { hidden: boolean }) => boolean): string {
    return [...this.#cookies]
      .filter(([, cookie]) => wanted(cookie))
      .map(([name, { value }]) => (name === "" ? value : `${name}=${value}`))
      .join("; ");
  }
}
