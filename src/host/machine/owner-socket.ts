/**
 * The socket at which the machine's owner hears programs that want something of the world outside: `xdg-open` and `code`.
 * A program connects, writes one `OwnerRequest` as JSON, and closes. Nobody listens where the owner does not care.
 */
export const OWNER_SOCKET = "/run/owner.sock";

export type OwnerRequest =
  | { readonly ask: "open"; readonly text: string }
  | { readonly ask: "code"; readonly how: "open" | "diff"; readonly files: readonly CodeFile[] };

/** Lines and columns count from 1. */
export interface CodeFile {
  readonly filepath: string;
  readonly line?: number;
  readonly column?: number;
}
