/** Parts for tests of the agent: a log in memory and a workspace on a real sandbox. */
import type { RunEvent, RunFact, RunLimits } from "../core/event.ts";
import type { ModelClient } from "../model/index.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { AgentControl } from "./control.ts";
import type { AgentJob } from "./job.ts";
import { type Tool, ToolRefusal } from "./tool.ts";
import type { Workspace } from "./workspace.ts";

export const NO_LIMITS: RunLimits = { dollars: null, tokens: null, turns: null, ms: null };

/** A log in memory. `after` may look at each event once it is kept, and throw as a store does that lost it. */
export class MemoryLog {
  readonly events: RunEvent[] = [];
  readonly #after: (event: RunEvent) => void;
  readonly #now: () => number;

  constructor(
    events: readonly RunEvent[] = [],
    after: (event: RunEvent) => void = () => undefined,
    now: () => number = Date.now,
  ) {
    for (const event of events) this.events.push(event);
    this.#after = after;
    this.#now = now;
  }

  readonly record = async (fact: RunFact): Promise<RunEvent> => {
    await Promise.resolve();
    const event: RunEvent = { ...fact, runId: "run", seq: this.events.length, at: this.#now() };
    this.events.push(event);
    this.#after(event);
    return event;
  };

  of<T extends RunEvent["type"]>(type: T): Extract<RunEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
  }
}

export function job(client: ModelClient, log: MemoryLog, over: Partial<AgentJob> = {}): AgentJob {
  return {
    client,
    tools: [],
    prompt: "Rebuild it.",
    limits: NO_LIMITS,
    price: { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 10 },
    history: [...log.events],
    record: log.record,
    control: new AgentControl(),
    retry: { firstMs: 1, longestMs: 2, attempts: 3 },
    ...over,
  };
}

/** A tool that answers with what it is given, and keeps its calls. */
export function echoTool(
  name: string,
  answer: (args: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<string> | string = (
    args,
  ) => JSON.stringify(args),
): Tool & { readonly calls: Readonly<Record<string, unknown>>[] } {
  const calls: Readonly<Record<string, unknown>>[] = [];
  return {
    spec: { name, description: name, parameters: { type: "object" } },
    calls,
    async call(args, signal) {
      calls.push(args);
      return { output: await answer(args, signal), failed: false };
    },
  };
}

/** The files of a sandbox as texts. */
export function sandboxWorkspace(sandbox: Sandbox): Workspace {
  return {
    root: sandbox.cwd,
    async read(path) {
      const bytes = (await sandbox.files.snapshot())[path];
      return bytes ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) : null;
    },
    async write(path, text) {
      if (path.startsWith("docs/")) throw new ToolRefusal(`${path} is not part of the solution.`);
      await sandbox.files.write(path, text);
    },
    async list() {
      return Object.keys(await sandbox.files.snapshot());
    },
  };
}
