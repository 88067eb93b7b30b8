import type { RealmContext } from "../realm-context.ts";
import { makeDeserializer } from "../serdes/deserializer.ts";
import { makeSerializer } from "../serdes/serializer.ts";

/** `serdes`: V8's structured clone format as bytes. */
export function serdesBinding(context: RealmContext): Record<string, unknown> {
  return { Serializer: makeSerializer(context), Deserializer: makeDeserializer(context) };
}
