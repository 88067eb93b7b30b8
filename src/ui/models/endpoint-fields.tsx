import type { WireFormat } from "../../core/event.ts";
import { useApp, usePreferences } from "../app-context.ts";
import { Field } from "../base/field.tsx";
import { Select } from "./select.tsx";

const formatNames: Readonly<Record<WireFormat, string>> = {
  "openai-chat": "Chat Completions (most servers)",
  "openai-responses": "Responses (OpenAI)",
  "anthropic-messages": "Messages (Anthropic)",
};
const allFormats: readonly WireFormat[] = ["openai-chat", "openai-responses", "anthropic-messages"];

/** Where models are asked, and in which format. Choosing a provider fills in both. */
export function EndpointFields({ fault }: { fault: string | null }) {
  const app = useApp();
  const { baseUrl, format } = usePreferences();
  const provider = app.models.providerAt(baseUrl);
  const formats = provider?.formats ?? allFormats;
  return (
    <>
      <Select
        label="Provider"
        value={provider?.id ?? "custom"}
        options={[
          ...app.models.providers.map(({ id, name }) => ({ value: id, label: name })),
          { value: "custom", label: "Another address" },
        ]}
        {...(provider?.note ? { hint: provider.note } : {})}
        onChoose={(id) => {
          const chosen = app.models.providers.find((one) => one.id === id);
          if (chosen) app.setPreferences({ baseUrl: chosen.baseUrl, format: chosen.formats[0] });
          else app.setPreferences({ baseUrl: "https://" });
        }}
      />
      <Field
        label="Base URL"
        type="url"
        spellCheck={false}
        placeholder="https://openrouter.ai/api/v1"
        value={baseUrl}
        fault={fault}
        onChange={(event) => {
          const next = event.currentTarget.value;
          const known = app.models.providerAt(next);
          app.setPreferences({ baseUrl: next, ...(known && { format: known.formats[0] }) });
        }}
      />
      {formats.length > 1 && (
        <Select
          label="Format"
          value={formats.includes(format) ? format : (formats[0] ?? "openai-chat")}
          options={formats.map((value) => ({ value, label: formatNames[value] }))}
          {...(provider === null && {
            hint: "How the server wants to be asked. Check tells whether it is right.",
          })}
          onChoose={(chosen) => app.setPreferences({ format: chosen })}
        />
      )}
    </>
  );
}
