import type { LibuvStreamWrap } from "./stream-base.ts";

/** One entry of `stdio` as the library hands it to a binding. */
export interface StdioOption {
  readonly type: "pipe" | "overlapped" | "ignore" | "inherit" | "fd" | "wrap";
  /** `inherit`, `fd`: a descriptor of this process. */
  readonly fd?: number;
  /** `pipe`, `wrap`: the stream at this end. */
  readonly handle?: LibuvStreamWrap;
  /** `spawnSync`: the child reads it, and what it reads. */
  readonly readable?: boolean;
  readonly writable?: boolean;
  readonly input?: ArrayBufferView | null;
}

/** `KEY=value` pairs as an environment; without pairs, the parent's own. The first of several equal keys wins. */
export function childEnvironment(
  pairs: readonly string[] | null | undefined,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  if (!pairs) return { ...own };
  const environment: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const key = pair.slice(0, at);
    if (at > 0 && !Object.hasOwn(environment, key)) environment[key] = pair.slice(at + 1);
  }
  return environment;
}
