import {
  ARGUMENTS_PIECE,
  bearer,
  callsOf,
  type ChatMessage,
  type ChatRequest,
  checkOrder,
  checkSeal,
  type Format,
  pieces,
  type Refusal,
  type Reply,
  said,
  seal,
  type StreamEvent,
  TEXT_PIECE,
  tokensOf,
} from "./wire.ts";

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly signature?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly tool_use_id?: string;
  readonly content?: string;
  readonly cache_control?: unknown;
}
interface RawTurn {
  readonly role: "user" | "assistant";
  readonly content: readonly Block[];
}

const MOST_CACHE_POINTS = 4;

/** Anthropic's Messages. */
export const messagesFormat: Format = {
  path: "/v1/messages",
  headers: [
    "authorization",
    "anthropic-version",
    "anthropic-dangerous-direct-browser-access",
    "content-type",
  ],
  key: bearer,
  parse,
  events,
  endMark: "",
  refusal: ({ status, message }) => ({ type: "error", error: { type: typeOf(status), message } }),
  error: (message, code) => ({ name: "error", data: { type: "error", error: { type: code, message } } }),
};

const VERSIONS = ["2023-06-01", "2026-10-21"];

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function typeOf(status: Refusal["status"]): string {
  return TYPES[status] ?? "api_error";
}

function parse(text: string, headers: Readonly<Record<string, string | string[] | undefined>>): ChatRequest {
  const body = JSON.parse(text) as {
    readonly model?: unknown;
    readonly stream?: unknown;
    readonly max_tokens?: unknown;
    readonly system?: readonly Block[];
    readonly messages?: readonly RawTurn[];
    readonly tools?: readonly { readonly name: string; readonly input_schema: unknown }[];
    readonly thinking?: { readonly type?: string };
  };
  if (!VERSIONS.includes(String(headers["anthropic-version"]))) {
    throw new Error("anthropic-version: header is required");
  }
  if (headers["origin"] !== undefined && headers["anthropic-dangerous-direct-browser-access"] !== "true") {
    throw new Error("CORS requests must set the 'anthropic-dangerous-direct-browser-access' header");
  }
  if (typeof body.model !== "string") throw new Error("model: Field required");
  if (typeof body.max_tokens !== "number") throw new Error("max_tokens: Field required");
  if (body.stream !== true) throw new Error("stream must be true");
  if (!Array.isArray(body.messages)) throw new Error("messages: Field required");
  const turns = body.messages as readonly RawTurn[];
  const messages: ChatMessage[] = (body.system ?? []).map((block) => said("system", block.text ?? ""));
  for (const [index, turn] of turns.entries()) {
    if (turn.role !== (index % 2 === 0 ? "user" : "assistant"))
      throw new Error("messages: roles must alternate");
    if (turn.content.length === 0) throw new Error(`messages.${index}: content must be non-empty`);
    messages.push(...messagesOf(turn, index));
  }
  checkOrder(messages);
  const marked = [...(body.system ?? []), ...turns.flatMap((turn) => turn.content)].filter(
    (block) => block.cache_control !== undefined,
  );
  if (marked.length > MOST_CACHE_POINTS)
    throw new Error("A maximum of 4 blocks with cache_control may be provided");
  const last = turns.at(-1)?.content.at(-1);
  const system = body.system?.at(-1);
  return {
    model: body.model,
    messages,
    tools: (body.tools ?? []).map((tool) => tool.name),
    includeUsage: true,
    cached: last?.cache_control !== undefined && (!system || system.cache_control !== undefined),
  };
}

function messagesOf(turn: RawTurn, at: number): ChatMessage[] {
  for (const block of turn.content) {
    if (block.type === "text" && (block.text ?? "").trim() === "") {
      throw new Error(`messages.${at}: text content blocks must be non-empty`);
    }
    if (block.type === "thinking") checkSeal(block.signature);
    const id = block.id ?? block.tool_use_id;
    if (id !== undefined && !/^[\w-]+$/.test(id))
      throw new Error(`messages.${at}: tool_use.id: bad characters`);
  }
  if (turn.role === "user") {
    return turn.content.map((block) =>
      block.type === "tool_result"
        ? { ...said("tool", block.content ?? ""), callId: block.tool_use_id ?? "" }
        : said("user", block.text ?? ""),
    );
  }
  const calls = turn.content.flatMap((block) =>
    block.type === "tool_use"
      ? [{ id: block.id ?? "", name: block.name ?? "", arguments: JSON.stringify(block.input) }]
      : [],
  );
  const text = turn.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  return [{ ...said("assistant", text), calls }];
}

function events(request: ChatRequest, reply: Reply): StreamEvent[] {
  const list: StreamEvent[] = [];
  const send = (type: string, fields: object): void =>
    void list.push({ name: type, data: { type, ...fields } });
  let index = 0;
  const block = (content_block: object, deltas: readonly object[]): void => {
    send("content_block_start", { index, content_block });
    for (const delta of deltas) send("content_block_delta", { index, delta });
    send("content_block_stop", { index });
    index += 1;
  };
  const { fresh, read, written, output, reasoning } = tokensOf(request, reply);
  const input = {
    input_tokens: fresh,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: written,
  };
  const message = { id: "msg_1", type: "message", role: "assistant", model: request.model, content: [] };
  send("message_start", {
    message: { ...message, stop_reason: null, usage: { ...input, output_tokens: 1 } },
  });
  send("ping", {});
  if (reply.reasoning || reply.secret) {
    const signature = seal(reply.secret ?? reply.reasoning ?? "");
    block({ type: "thinking", thinking: "", signature: "" }, [
      ...pieces(reply.reasoning ?? "", TEXT_PIECE).map((thinking) => ({ type: "thinking_delta", thinking })),
      { type: "signature_delta", signature },
    ]);
  }
  if (reply.text) {
    const deltas = pieces(reply.text, TEXT_PIECE).map((text) => ({ type: "text_delta", text }));
    block({ type: "text", text: "" }, deltas);
  }
  const calls = callsOf(request, reply);
  for (const { id, name, text } of calls) {
    const deltas = pieces(text, ARGUMENTS_PIECE).map((partial_json) => ({
      type: "input_json_delta",
      partial_json,
    }));
    block({ type: "tool_use", id, name, input: {} }, deltas);
  }
  const ended = calls.length > 0 ? "tool_use" : "end_turn";
  const stop = reply.finish === "length" ? "max_tokens" : reply.finish === "refusal" ? "refusal" : ended;
  send("message_delta", {
    delta: { stop_reason: stop, stop_sequence: null },
    // Cached tokens stand beside the input's.
    usage: { ...input, output_tokens: output, output_tokens_details: { thinking_tokens: reasoning } },
  });
  send("message_stop", {});
  return list;
}
