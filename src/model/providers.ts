import type { WireFormat } from "../core/event.ts";
import { isLoopback, parseEndpoint } from "./endpoint.ts";

/** A place where models are asked, with what a person needs to know of it. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly baseUrl: string;
  /** Formats that it speaks, the best for its models first. */
  readonly formats: readonly [WireFormat, ...WireFormat[]];
  /** Where keys are made; null where none is needed. */
  readonly keysUrl: string | null;
  /** True where a person can sign in instead of pasting a key. */
  readonly signIn: boolean;
  /** What to know before the first try, in one or two sentences; null when there is nothing. */
  readonly note: string | null;
}

const CHAT: readonly [WireFormat] = ["openai-chat"];

function hosted(
  id: string,
  name: string,
  baseUrl: string,
  keysUrl: string,
  more: Partial<Provider> = {},
): Provider {
  return { id, name, baseUrl, keysUrl, formats: CHAT, signIn: false, note: null, ...more };
}

function local(id: string, name: string, baseUrl: string, note: string): Provider {
  return { id, name, baseUrl, keysUrl: null, formats: CHAT, signIn: false, note };
}

const MAY_REFUSE = "Reports differ on whether it answers web pages. Press Check before you start.";

/** The providers that are known here, as of November 2026; every other address works if it speaks one of the formats. */
export const PROVIDERS: readonly Provider[] = [
  hosted("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "https://openrouter.ai/settings/keys", {
    signIn: true,
    note: "One key for the models of most providers. It reports what each reply cost.",
  }),
  hosted("openai", "OpenAI", "https://api.openai.com/v1", "https://platform.openai.com/api-keys", {
    formats: ["openai-responses", "openai-chat"],
  }),
  hosted(
    "anthropic",
    "Anthropic",
    "https://api.anthropic.com/v1",
    "https://platform.claude.com/settings/keys",
    {
      formats: ["anthropic-messages", "openai-chat"],
      note: "An organisation can forbid the use of its keys from web pages.",
    },
  ),
  hosted(
    "gemini",
    "Google Gemini",
    "https://generativelanguage.googleapis.com/v1beta/openai",
    "https://aistudio.google.com/apikey",
  ),
  hosted("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "https://platform.deepseek.com/api_keys"),
  hosted("mistral", "Mistral", "https://api.mistral.ai/v1", "https://console.mistral.ai/api-keys"),
  hosted("groq", "Groq", "https://api.groq.com/openai/v1", "https://console.groq.com/keys"),
  hosted("xai", "xAI", "https://api.x.ai/v1", "https://console.x.ai", {
    formats: ["openai-chat", "openai-responses"],
    note: MAY_REFUSE,
  }),
  hosted("together", "Together", "https://api.together.xyz/v1", "https://api.together.ai/settings/api-keys", {
    note: MAY_REFUSE,
  }),
  hosted(
    "fireworks",
    "Fireworks",
    "https://api.fireworks.ai/inference/v1",
    "https://app.fireworks.ai/settings/users/api-keys",
  ),
  local(
    "ollama",
    "Ollama",
    "http://localhost:11434/v1",
    "Start it with OLLAMA_ORIGINS set to this page's address, and give the model a long context (num_ctx): it cuts prompts without a word.",
  ),
  local(
    "lm-studio",
    "LM Studio",
    "http://localhost:1234/v1",
    "Turn on “Enable CORS” in its server settings. The browser may ask whether this page may reach your computer.",
  ),
  local(
    "llama-cpp",
    "llama.cpp",
    "http://localhost:8080/v1",
    "Start llama-server with --jinja, so that it can call tools. The browser may ask whether this page may reach your computer.",
  ),
];

/** The provider at an address, null for any other. */
export function providerAt(baseUrl: string): Provider | null {
  const text = parseEndpoint(baseUrl)?.text;
  return PROVIDERS.find((provider) => provider.baseUrl === text) ?? null;
}

/** True for a server on this computer, which needs no key and bills nothing. */
export function isLocal(baseUrl: string): boolean {
  const endpoint = parseEndpoint(baseUrl);
  return endpoint !== null && isLoopback(endpoint.url);
}
