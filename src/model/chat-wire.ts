/**
 * The parts of a Chat Completions event that are read. Every field is optional: what providers call OpenAI-compatible
 * differs in what it leaves out and what it adds.
 */
export interface WireUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null;
    readonly cache_write_tokens?: number | null;
  } | null;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
  /** DeepSeek. */
  readonly prompt_cache_hit_tokens?: number | null;
  /** LiteLLM and other gateways to Anthropic. */
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  /** US dollars; OpenRouter. With the user's own provider key it is the fee alone. */
  readonly cost?: number | null;
  readonly is_byok?: boolean | null;
  readonly cost_details?: { readonly upstream_inference_cost?: number | null } | null;
}

export interface WireToolCall {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
}

export interface WireDelta {
  /** Text, or Mistral's list of parts. */
  readonly content?: unknown;
  readonly refusal?: string | null;
  /** The three fields in which reasoning comes; DeepSeek's, OpenRouter's and Groq's, llama.cpp's forks'. */
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
  readonly reasoning_text?: string | null;
  readonly tool_calls?: readonly WireToolCall[] | null;
}

export interface WireChunk {
  readonly choices?: ReadonlyArray<{
    readonly delta?: WireDelta | null;
    /** Some send the last event, or all, as a whole message. */
    readonly message?: WireDelta | null;
    readonly finish_reason?: string | null;
    /** Moonshot. */
    readonly usage?: WireUsage | null;
  }> | null;
  readonly usage?: WireUsage | null;
  readonly x_groq?: { readonly usage?: WireUsage | null } | null;
}
