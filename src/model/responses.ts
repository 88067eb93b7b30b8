import type { ModelClient } from "./model-client.ts";
import { OPENAI_HEADERS, openAi, openAiErrors } from "./openai-sdk.ts";
import { ResponsesReply } from "./responses-reply.ts";
import {
  firstResponsesDialect,
  nextResponsesDialect,
  type ResponsesDialect,
  responsesRequest,
} from "./responses-request.ts";
import { type ClientOptions, WireClient } from "./wire-client.ts";

/** A model behind OpenAI's Responses format, without state at the provider, through OpenAI's SDK. */
export function responsesClient(options: ClientOptions): ModelClient {
  const { endpoint, model } = options;
  return new WireClient<ResponsesDialect>(options, {
    ...openAiErrors,
    format: "openai-responses",
    headers: OPENAI_HEADERS,
    firstDialect: firstResponsesDialect(endpoint.url),
    nextDialect: nextResponsesDialect,
    body: (request, dialect) => responsesRequest(model, request, dialect),
    send: (body, send, signal) =>
      openAi(options, send).responses.create(body as ReturnType<typeof responsesRequest>, { signal }),
    reader: (reader) => new ResponsesReply(reader),
  });
}
