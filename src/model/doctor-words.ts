import type { ModelSettings } from "./connect.ts";
import type { FaultKind, ModelFault } from "./model-client.ts";

/** What is wrong, in one sentence, and what to change. */
export interface Advice {
  readonly found: string;
  readonly remedy: string;
}

/** What a failed request means to somebody who has just entered a key. */
export function adviceFor(fault: ModelFault, settings: ModelSettings, withTools = false): Advice {
  const format = formatAdvice(fault, settings);
  if (format) return format;
  const { model } = settings;
  if (withTools && fault.kind === "bad-request") {
    return {
      found: `${model} refuses requests with tools. ${fault.message}`,
      remedy: "Choose a model that can call tools.",
    };
  }
  const remedies: Partial<Record<FaultKind, string>> = {
    unauthorized:
      settings.key.trim() === ""
        ? "Enter a key."
        : "Copy the key again from the provider's page, and check that it belongs to this provider.",
    "not-found": `Choose a model from the list, or write ${model} as the provider does; the base URL usually ends with /v1.`,
    "rate-limited": "Wait a little and check again; new accounts often have a low limit.",
    server: "Check again in a minute; the provider's status page may say more.",
    silent: "Check again; if it stays silent, choose another model.",
    cut: "Check again; if it happens often, look at your connection.",
  };
  return { found: fault.message, remedy: remedies[fault.kind] ?? fault.remedy };
}

/** A model that is asked in a format that it does not speak is refused in words that name the other. */
function formatAdvice(fault: ModelFault, settings: ModelSettings): Advice | null {
  const { format = "openai-chat", model } = settings;
  if (fault.kind !== "not-found" && fault.kind !== "bad-request") return null;
  if (format === "openai-chat" && /v1\/responses|responses api/i.test(fault.message)) {
    return { found: `${model} is not asked by Chat Completions.`, remedy: "Set the format to Responses." };
  }
  if (format === "openai-responses" && /v1\/chat\/completions|chat completions/i.test(fault.message)) {
    return { found: `${model} is not asked by Responses.`, remedy: "Set the format to Chat Completions." };
  }
  if (
    fault.status === 404 &&
    format !== "openai-chat" &&
    /nothing is at|not found$|\(404\)\.?$/i.test(fault.message)
  ) {
    return {
      found: `Nothing answers in this format at the address (${fault.status}).`,
      remedy: "Set the format to Chat Completions, which most servers speak, or correct the base URL.",
    };
  }
  return null;
}

type Unreachable =
  | "nowhere"
  | "offline"
  | "mixed"
  | "local"
  | "local-cors"
  | "local-or-cors"
  | "cors"
  | "silent"
  | "silent-or-cors";

/** Why nothing came through. */
export function unreachableAdvice(why: Unreachable, origin: string): Advice {
  switch (why) {
    case "nowhere":
      return {
        found: "The base URL is not an address.",
        remedy: "Write it in full, for instance https://openrouter.ai/api/v1.",
      };
    case "offline":
      return { found: "This computer is offline.", remedy: "Connect to the network and check again." };
    case "mixed":
      return {
        found: `A page that was loaded by https may not ask ${origin} by http.`,
        remedy: "Use an https address, or open Mirrorbox from localhost.",
      };
    case "local":
      return {
        found: `Nothing answers at ${origin}.`,
        remedy:
          "Start the server, check its port, and allow this page to reach your computer when the browser asks.",
      };
    case "local-cors":
      return {
        found: `A server runs at ${origin}, but it does not let this page send a request.`,
        remedy:
          "Turn on CORS in it: OLLAMA_ORIGINS for Ollama, “Enable CORS” in LM Studio. llama-server allows it by itself.",
      };
    case "local-or-cors":
      return {
        found: `Nothing could be read from ${origin}: no server runs there, or it does not allow this page.`,
        remedy:
          "Start the server and check its port. Then turn on CORS in it: OLLAMA_ORIGINS for Ollama, “Enable CORS” in LM Studio. When the browser asks, allow this page to reach your computer.",
      };
    case "silent-or-cors":
      return {
        found: `Nothing could be read from ${origin}: it is not there, or it does not allow requests from web pages.`,
        remedy:
          "Check the address and your connection. If both are right, reach its models through OpenRouter, or through a gateway of your own that sends CORS headers.",
      };
    case "cors":
      return {
        found: `${origin} is there, but it does not allow requests from web pages.`,
        remedy:
          "Reach its models through OpenRouter, or through a gateway of your own that sends CORS headers.",
      };
    case "silent":
      return {
        found: `Nothing answers at ${origin}.`,
        remedy: "Check the address and your connection; a firewall or an extension may block it.",
      };
  }
}
