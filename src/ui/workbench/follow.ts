import type { TranscriptItem } from "../../session/index.ts";
import type { Bench } from "./context.ts";

/** The file that a finished edit of the agent changed, or null. */
export function editedPath(item: TranscriptItem): string | null {
  if (item.kind !== "tool" || item.output === null || item.failed || item.call.name !== "text_editor")
    return null;
  try {
    const args: unknown = JSON.parse(item.call.arguments);
    if (typeof args !== "object" || args === null) return null;
    const { command, path } = args as Record<string, unknown>;
    return typeof path === "string" && command !== "view" ? path : null;
  } catch {
    // The model wrote malformed JSON: the tool has said so, there is no file to follow.
    return null;
  }
}

/** A tool's path as the workspace lists it: without a leading `./` or the workspace's own root. */
export function inWorkspace(path: string, paths: readonly string[]): string | null {
  let rest = path.replace(/^\.?\//, "");
  while (true) {
    if (paths.includes(rest)) return rest;
    const slash = rest.indexOf("/");
    if (slash < 0) return null;
    rest = rest.slice(slash + 1);
  }
}

/** In the arrangement *watch* the editor shows what the agent edits. Returns its undo. */
export function followAgent({ session, view }: Bench): () => void {
  const newest = (): TranscriptItem | undefined =>
    session.state.agent.transcript.findLast((item) => editedPath(item) !== null);
  let seen = newest()?.key;
  let transcript = session.state.agent.transcript;
  return session.subscribe(() => {
    if (session.state.agent.transcript === transcript) return;
    transcript = session.state.agent.transcript;
    const item = newest();
    if (item === undefined || item.key === seen) return;
    seen = item.key;
    const edited = editedPath(item);
    const path = edited === null ? null : inWorkspace(edited, session.state.paths);
    // Nothing is taken from under the hands of one who writes.
    const busy = document.activeElement?.closest('[data-place="editor"]') !== null;
    if (path !== null && view.state.arrangement === "watch" && !busy) view.followFile(path);
  });
}
