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
  type Reply,
  said,
  seal,
  type StreamEvent,
  TEXT_PIECE,
  tokensOf,
} from "./wire.ts";

interface Item {
  readonly type?: string;
  readonly role?: string;
  readonly content?: string | readonly { readonly text?: string }[];
  readonly call_id?: string;
  readonly name?: string;
  readonly arguments?: string;
  readonly output?: string;
  readonly encrypted_content?: string;
}

/** OpenAI's Responses, without state. */
export const responsesFormat: Format = {
  path: "/v1/responses",
  headers: ["authorization", "content-type"],
  key: bearer,
  parse,
  events,
  endMark: "",
  refusal: ({ message, code = null }) => ({ error: { message, type: "error", param: null, code } }),
  error: (message, code) => ({ name: "error", data: { type: "error", code, message, param: null } }),
};

function parse(text: string): ChatRequest {
  const body = JSON.parse(text) as {
    readonly model?: unknown;
    readonly stream?: unknown;
    readonly store?: unknown;
    readonly instructions?: string;
    readonly input?: readonly Item[];
    readonly include?: readonly string[];
    readonly max_output_tokens?: number;
    readonly tools?: readonly { readonly name: string }[];
  };
  if (typeof body.model !== "string") throw new Error("model is missing");
  if (body.stream !== true) throw new Error("stream must be true");
  if (body.store !== false) throw new Error("this server keeps nothing: store must be false");
  if (!Array.isArray(body.input)) throw new Error("input is missing");
  if ((body.max_output_tokens ?? 16) < 16) throw new Error("max_output_tokens: at least 16");
  const messages: ChatMessage[] = [];
  if (body.instructions !== undefined) messages.push(said("system", body.instructions));
  let open = false;
  for (const [index, item] of (body.input as readonly Item[]).entries()) {
    const assistant = item.type === "function_call" || item.role === "assistant" || item.type === "reasoning";
    if (item.type === "reasoning") {
      checkSeal(item.encrypted_content);
      const next = body.input[index + 1] as Item | undefined;
      if (next?.role !== "assistant" && next?.type !== "function_call" && next?.type !== "reasoning") {
        throw new Error(`input.${index}: reasoning was provided without its required following item`);
      }
      continue;
    }
    if (item.type === "function_call_output") {
      messages.push({ ...said("tool", item.output ?? ""), callId: item.call_id ?? "" });
    } else if (assistant) {
      const last = open ? messages.pop() : undefined;
      const before = last ?? said("assistant", "");
      const call = { id: item.call_id ?? "", name: item.name ?? "", arguments: item.arguments ?? "" };
      messages.push({
        ...before,
        content: before.content + textOf(item.content),
        calls: item.type === "function_call" ? [...before.calls, call] : before.calls,
      });
    } else if (item.role === "user") {
      messages.push(said("user", textOf(item.content)));
    } else {
      throw new Error(`input.${index}: unknown item`);
    }
    open = assistant;
  }
  checkOrder(messages);
  return {
    model: body.model,
    messages,
    tools: (body.tools ?? []).map((tool) => tool.name),
    includeUsage: true,
    cached: true,
  };
}

function textOf(content: Item["content"]): string {
  if (content === undefined) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

function events(request: ChatRequest, reply: Reply): StreamEvent[] {
  const list: StreamEvent[] = [];
  const send = (type: string, fields: object): void => {
    list.push({ name: type, data: { type, sequence_number: list.length, ...fields } });
  };
  const output: object[] = [];
  const item = (begun: object, whole: object, between: (place: { output_index: number }) => void): void => {
    const place = { output_index: output.length };
    send("response.output_item.added", { ...place, item: begun });
    between(place);
    send("response.output_item.done", { ...place, item: whole });
    output.push(whole);
  };
  const response = { id: "resp_1", object: "response", model: request.model };
  send("response.created", { response: { ...response, status: "in_progress", output: [] } });
  if (reply.reasoning || reply.secret) {
    const begun = { id: "rs_1", type: "reasoning", summary: [] };
    const summary = reply.reasoning ? [{ type: "summary_text", text: reply.reasoning }] : [];
    const whole = { ...begun, summary, encrypted_content: seal(reply.secret ?? reply.reasoning ?? "") };
    item(begun, whole, (place) => {
      if (reply.reasoning) {
        send("response.reasoning_summary_part.added", { ...place, item_id: "rs_1", summary_index: 0 });
      }
      for (const delta of pieces(reply.reasoning ?? "", TEXT_PIECE)) {
        send("response.reasoning_summary_text.delta", { ...place, item_id: "rs_1", summary_index: 0, delta });
      }
    });
  }
  if (reply.text) {
    const { text } = reply;
    const refused = reply.finish === "refusal";
    const begun = { id: "msg_1", type: "message", role: "assistant", status: "in_progress", content: [] };
    const content = refused ? [{ type: "refusal", refusal: text }] : [{ type: "output_text", text }];
    item(begun, { ...begun, status: "completed", content }, (place) => {
      for (const delta of pieces(text, TEXT_PIECE)) {
        const type = refused ? "response.refusal.delta" : "response.output_text.delta";
        send(type, { ...place, item_id: "msg_1", content_index: 0, delta });
      }
    });
  }
  for (const { id, name, text } of callsOf(request, reply)) {
    const begun = { id: `fc_${id}`, type: "function_call", call_id: id, name, arguments: "" };
    item(begun, { ...begun, arguments: text }, (place) => {
      for (const delta of pieces(text, ARGUMENTS_PIECE)) {
        send("response.function_call_arguments.delta", { ...place, item_id: `fc_${id}`, delta });
      }
    });
  }
  const cut = reply.finish === "length";
  send(cut ? "response.incomplete" : "response.completed", {
    response: {
      ...response,
      status: cut ? "incomplete" : "completed",
      incomplete_details: cut ? { reason: "max_output_tokens" } : null,
      output,
      usage: usage(request, reply),
    },
  });
  return list;
}

/** Cached tokens stand inside the input's. */
function usage(request: ChatRequest, reply: Reply): unknown {
  const { fresh, read, written, output, reasoning } = tokensOf(request, reply);
  const input = fresh + read + written;
  return {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_tokens_details: { cached_tokens: read, cache_write_tokens: written },
    output_tokens_details: { reasoning_tokens: reasoning },
  };
}
