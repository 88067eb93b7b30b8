import Anthropic, { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages";
import { DIRECT_ACCESS } from "./endpoint.ts";
import { MessagesReply } from "./messages-reply.ts";
import {
  firstMessagesDialect,
  type MessagesDialect,
  messagesRequest,
  nextMessagesDialect,
} from "./messages-request.ts";
import type { ModelClient } from "./model-client.ts";
import { type ClientOptions, detailOf, NO_TIMEOUT_MS, WireClient } from "./wire-client.ts";

const HEADERS = new Set(["authorization", "anthropic-version", "content-type", "accept", DIRECT_ACCESS]);

/** A model behind Anthropic's Messages format, with its prompt cache, through Anthropic's SDK. */
export function messagesClient(options: ClientOptions): ModelClient {
  const { endpoint, key, model } = options;
  return new WireClient<MessagesDialect>(options, {
    format: "anthropic-messages",
    headers: HEADERS,
    firstDialect: firstMessagesDialect,
    nextDialect: nextMessagesDialect,
    body: (request, dialect) => messagesRequest(model, request, dialect),
    send: (body, send, signal) => {
      const sdk = new Anthropic({
        // The SDK writes the version into the path itself.
        baseURL: endpoint.text.replace(/\/v1$/, ""),
        apiKey: key || "none",
        authToken: null,
        maxRetries: 0,
        timeout: NO_TIMEOUT_MS,
        dangerouslyAllowBrowser: true,
        logLevel: "off",
        fetch: send,
      });
      return sdk.messages.create(body as MessageCreateParamsStreaming, { signal });
    },
    reader: (reader) => new MessagesReply(reader),
    complaintOf(error) {
      if (!(error instanceof APIError)) return null;
      return {
        status: error.status ?? null,
        detail: detailOf(error.error) || error.message,
        code: error.type ?? "",
        headers: error.headers ?? null,
      };
    },
    connectionCause(error) {
      return error instanceof APIConnectionError ? { cause: error.cause } : undefined;
    },
  });
}
