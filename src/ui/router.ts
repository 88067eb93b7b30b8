/** How a run is entered: the latest of the task, or a new one. */
type Entry = "latest" | "new";

/** What an address asks for. */
export type Route =
  | { readonly screen: "front" }
  | { readonly screen: "task"; readonly taskId: string }
  | {
      readonly screen: "work";
      readonly taskId: string;
      readonly entry: Entry;
      /** This run, whatever `entry` says; null when it is not named. */
      readonly runId: string | null;
      /** Open with the agent's panel in view. */
      readonly agent: boolean;
    }
  /** A kept run to look at; at one of its events, or as a whole (null). */
  | { readonly screen: "run"; readonly runId: string; readonly event: number | null }
  /** A recording plays in the workbench. */
  | { readonly screen: "watch"; readonly recordingId: string }
  | { readonly screen: "settings" }
  | { readonly screen: "lost"; readonly address: string };

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray % in a hand-typed address: it names nothing that exists.
    return null;
  }
}

/** Reads an address such as `#/task/jq/work`. What it does not know becomes `lost`, with the address as typed. */
export function parseAddress(hash: string): Route {
  const address = hash.replace(/^#/, "");
  const [path = "", query = ""] = address.split("?", 2);
  const parts = path.split("/").filter((part) => part !== "");
  const lost: Route = { screen: "lost", address };
  const [first, second, third, ...more] = parts.map(decode);
  if (parts.length === 0) return { screen: "front" };
  if (second === null || third === null || more.length > 0) return lost;
  if (first === "settings" && second === undefined) return { screen: "settings" };
  if (first === "run" && second !== undefined && third === undefined) {
    const event = new URLSearchParams(query).get("e") ?? "";
    return { screen: "run", runId: second, event: /^\d+$/.test(event) ? Number(event) : null };
  }
  if (first === "watch" && second !== undefined && third === undefined) {
    return { screen: "watch", recordingId: second };
  }
  if (first === "task" && second !== undefined) {
    if (third === undefined) return { screen: "task", taskId: second };
    if (third === "work") {
      const asked = new URLSearchParams(query);
      return {
        screen: "work",
        taskId: second,
        entry: asked.has("new") ? "new" : "latest",
        runId: asked.get("run"),
        agent: asked.has("agent"),
      };
    }
  }
  return lost;
}

/** The address of a route; `parseAddress` reads it back. */
export function addressOf(route: Route): string {
  switch (route.screen) {
    case "front":
      return "#/";
    case "settings":
      return "#/settings";
    case "task":
      return `#/task/${encodeURIComponent(route.taskId)}`;
    case "run":
      return `#/run/${encodeURIComponent(route.runId)}${route.event === null ? "" : `?e=${route.event}`}`;
    case "watch":
      return `#/watch/${encodeURIComponent(route.recordingId)}`;
    case "lost":
      return `#${route.address}`;
    case "work": {
      const asked = [
        ...(route.entry === "new" ? ["new"] : []),
        ...(route.runId === null ? [] : [`run=${encodeURIComponent(route.runId)}`]),
        ...(route.agent ? ["agent"] : []),
      ];
      const query = asked.length === 0 ? "" : `?${asked.join("&")}`;
      return `#/task/${encodeURIComponent(route.taskId)}/work${query}`;
    }
  }
}
