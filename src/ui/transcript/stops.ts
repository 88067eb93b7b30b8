import type { StopReason } from "../../core/event.ts";

/** Why an agent came to rest, in a few words. */
export const stops: Readonly<Record<StopReason, string>> = {
  submitted: "Submitted.",
  told: "Stopped by you.",
  dollars: "Stopped at the money limit.",
  tokens: "Stopped at the token limit.",
  turns: "Stopped at the turn limit.",
  time: "Stopped at the time limit.",
  "model-error": "Stopped: the model cannot be asked.",
  loop: "Stopped: it repeated the same call.",
  "no-tool-calls": "Stopped: it used no tool any more.",
  context: "Stopped: the conversation no longer fits the model.",
  "sandbox-error": "Stopped: the sandbox failed.",
};
