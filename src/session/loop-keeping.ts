import { type AgentCheckpoint, type AgentJob, CHECKPOINT_VERSION } from "../agent/index.ts";
import type { RunStore } from "../runs/index.ts";
import type { RunView } from "./fold.ts";

const KIND = "agent";
/** Files that the model is reminded of by name. */
const FILES_NAMED = 40;

interface Stored {
  readonly version: number;
  readonly checkpoint: AgentCheckpoint;
}

/** What the agent's loop keeps in the store beside its facts. */
export interface LoopKeeping {
  readonly history: () => Promise<Pick<AgentJob, "checkpoint" | "history">>;
  readonly keepCheckpoint: (checkpoint: AgentCheckpoint) => void;
  readonly keepArtifact: (name: string, text: string) => Promise<void>;
}

export function loopKeeping(store: RunStore, runId: string): LoopKeeping {
  return {
    async history() {
      const kept = (await store.checkpoint(runId, KIND))?.state as Stored | undefined;
      const checkpoint = kept?.version === CHECKPOINT_VERSION ? kept.checkpoint : null;
      return { checkpoint, history: await store.events(runId, { from: checkpoint?.seq ?? 0 }) };
    },
    keepCheckpoint(checkpoint) {
      const state: Stored = { version: CHECKPOINT_VERSION, checkpoint };
      // Without it the run opens as well, only slower.
      store.saveCheckpoint(runId, KIND, { seq: checkpoint.seq, state }).catch(() => undefined);
    },
    keepArtifact: (name, text) => store.saveArtifact(runId, name, text),
  };
}

/** How the work stands, for a model whose conversation is cut. */
export function describeWork(files: Readonly<Record<string, string>>, view: RunView): string {
  const paths = Object.keys(files).sort();
  const named = paths
    .slice(0, FILES_NAMED)
    .map((path) => `${path} (${(files[path] ?? "").split("\n").length} lines)`);
  const more = paths.length > FILES_NAMED ? `, and ${paths.length - FILES_NAMED} more` : "";
  const lines = [`Files: ${paths.length === 0 ? "none" : named.join(", ")}${more}.`];
  if (view.tally !== null) {
    const { passed, total } = view.tally;
    const then = view.stale ? ", before the last changes" : "";
    lines.push(`Visible cases: ${passed} of ${total} run so far pass${then}.`);
  }
  return lines.join("\n");
}
