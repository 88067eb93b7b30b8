/** What a list knows of its parsers. */
export interface Listed {
  /** When its message or connection began, in milliseconds; null between messages. */
  readonly startedAt: number | null;
  readonly headersDone: boolean;
}

/** The parsers of one server, for its timeouts. `look`: what is known of one. */
export function connectionsList<Parser extends object>(look: (parser: Parser) => Listed, now: () => number) {
  return class ConnectionsList {
    readonly #parsers = new Set<Parser>();

    static enter(list: ConnectionsList, parser: Parser): void {
      list.#parsers.add(parser);
    }
    static leave(list: ConnectionsList, parser: Parser): void {
      list.#parsers.delete(parser);
    }
    all(): Parser[] {
      return [...this.#parsers];
    }
    idle(): Parser[] {
      return this.all().filter((parser) => look(parser).startedAt === null);
    }
    active(): Parser[] {
      return this.all().filter((parser) => look(parser).startedAt !== null);
    }
    /** Those whose headers or whose whole message take too long, which are dropped from the list. */
    expired(headersTimeoutMs: number, requestTimeoutMs: number): Parser[] {
      const late = this.active().filter((parser) => {
        const { startedAt, headersDone } = look(parser);
        const age = now() - (startedAt ?? now());
        const headersLate = headersTimeoutMs > 0 && !headersDone && age > headersTimeoutMs;
        return headersLate || (requestTimeoutMs > 0 && age > requestTimeoutMs);
      });
      for (const parser of late) this.#parsers.delete(parser);
      return late;
    }
  };
}
