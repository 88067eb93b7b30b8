import { type ChatDialect, chatRequest, firstChatDialect, nextChatDialect } from "./chat-request.ts";
import { ChatReply } from "./chat-reply.ts";
import type { ModelClient } from "./model-client.ts";
import { OPENAI_HEADERS, openAi, openAiErrors } from "./openai-sdk.ts";
import { type ClientOptions, WireClient } from "./wire-client.ts";

/** A model behind the Chat Completions format (OpenAI's and that of most others), through OpenAI's SDK. */
export function chatCompletionsClient(options: ClientOptions): ModelClient {
  const { endpoint, model } = options;
  return new WireClient<ChatDialect>(options, {
    ...openAiErrors,
    format: "openai-chat",
    headers: OPENAI_HEADERS,
    firstDialect: firstChatDialect(endpoint.url, model),
    nextDialect: nextChatDialect,
    body: (request, dialect) => chatRequest(model, request, dialect),
    send: (body, send, signal) =>
      openAi(options, send).chat.completions.create(body as ReturnType<typeof chatRequest>, { signal }),
    reader: (reader) => new ChatReply(reader),
  });
}
