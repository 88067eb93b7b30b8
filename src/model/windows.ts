/**
 * Context windows, in tokens, of models for which the price table has none; kept by hand from the providers' model
 * pages. The first pattern that fits decides. Small on purpose where a family has several: a window that is believed
 * too large ends a run, one that is believed too small only compacts it earlier.
 */
const WINDOWS: ReadonlyArray<readonly [RegExp, number]> = [
  [/claude/, 200_000],
  [/gpt-5|gpt-6|codex/, 272_000],
  [/gpt-4\.1/, 1_000_000],
  [/gpt-oss/, 131_072],
  [/gpt-4o|o[134]-|o[134]$/, 128_000],
  [/gemini/, 1_000_000],
  [/deepseek/, 128_000],
  [/grok-4/, 256_000],
  [/grok-code/, 256_000],
  [/qwen3-coder|qwen3\.?5/, 256_000],
  [/kimi|glm|minimax/, 200_000],
  [/devstral|mistral-(medium|large)|codestral/, 128_000],
  [/llama-?4/, 131_072],
  [/llama-?3\.[123]/, 128_000],
];

/** Null when nothing is known of the model. */
export function knownWindow(model: string): number | null {
  const name = model.toLowerCase();
  return WINDOWS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
