import OpenAI, { APIConnectionError, APIError } from "openai";
import type { ClientOptions, Complaint, Wire } from "./wire-client.ts";
import { detailOf, NO_TIMEOUT_MS } from "./wire-client.ts";

/** What strict providers let a web page send; they refuse a request whole that has any header more. */
export const OPENAI_HEADERS: ReadonlySet<string> = new Set(["authorization", "content-type", "accept"]);

export function openAi(options: ClientOptions, send: typeof fetch): OpenAI {
  return new OpenAI({
    baseURL: options.endpoint.text,
    apiKey: options.key || "none",
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: NO_TIMEOUT_MS,
    dangerouslyAllowBrowser: true,
    logLevel: "off",
    fetch: send,
  });
}

/** How OpenAI's SDK tells of errors. */
export const openAiErrors: Pick<Wire<unknown>, "complaintOf" | "connectionCause"> = {
  complaintOf(error: unknown): Complaint | null {
    if (!(error instanceof APIError)) return null;
    const details: unknown = error.error;
    return {
      status: error.status ?? null,
      detail: detailOf(details) || error.message,
      code: `${codeOf(details)} ${error.code ?? ""} ${error.type ?? ""}`.trim(),
      headers: error.headers ?? null,
    };
  },
  connectionCause(error: unknown) {
    return error instanceof APIConnectionError ? { cause: error.cause } : undefined;
  },
};

/** OpenRouter's `code` is a number. */
function codeOf(details: unknown): string {
  const code = (details as { code?: unknown } | null | undefined)?.code;
  return typeof code === "number" ? String(code) : "";
}
