import { Copy } from "lucide-react";
import type { TestCase } from "../../core/case.ts";
import { IconButton } from "../base/button.tsx";
import { useBench } from "../workbench/context.ts";
import { attempt } from "../workbench/verbs.ts";
import css from "./case-detail.module.css";

interface CaseInputProps {
  test: TestCase;
  /** The call as a person would type it. */
  line: string;
}

export function CaseInput({ test, line }: CaseInputProps) {
  const bench = useBench();
  const env = Object.entries(test.env);
  const files = Object.entries(test.files);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(line);
    bench.view.toast("The call is copied.");
  };
  return (
    <div className={css["input"]}>
      <div className={css["call"]}>
        <code>
          <span className={css["prompt"]} aria-hidden="true">
            ${" "}
          </span>
          {line}
        </code>
        <IconButton label="Copy the call" onClick={() => attempt(bench, copy)}>
          <Copy size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {env.length > 0 && (
        <Block name="environment" text={env.map(([name, value]) => `${name}=${value}`).join("\n")} />
      )}
      {test.stdin !== "" && <Block name="stdin" text={test.stdin} />}
      {files.map(([path, file]) => (
        <Block
          key={path}
          name={file.format === "str" ? path : `${path} (bytes, base64)`}
          text={file.content}
        />
      ))}
    </div>
  );
}

const SHOWN = 20_000;

function Block({ name, text }: { name: string; text: string }) {
  return (
    <figure className={css["block"]}>
      <figcaption className={css["label"]}>{name}</figcaption>
      <pre tabIndex={0} className="scroll">
        {text.slice(0, SHOWN)}
        {text.length > SHOWN && `\n… ${text.length - SHOWN} more characters`}
      </pre>
    </figure>
  );
}
