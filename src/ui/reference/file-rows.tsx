import { Plus, X } from "lucide-react";
import { Button, IconButton } from "../base/button.tsx";
import { inputClass } from "../base/field.tsx";
import css from "./reference-console.module.css";

export interface GivenFile {
  readonly path: string;
  readonly text: string;
}

interface FileRowsProps {
  files: readonly GivenFile[];
  onChange: (files: readonly GivenFile[]) => void;
}

/** Files that lie beside the original when it runs. */
export function FileRows({ files, onChange }: FileRowsProps) {
  return (
    <div className={css["files"]}>
      {files.map((file, index) => (
        <div key={index} className={css["file"]}>
          <input
            className={`${inputClass} mono`}
            aria-label={`Path of file ${index + 1}`}
            placeholder="path"
            value={file.path}
            onChange={(event) => onChange(files.with(index, { ...file, path: event.currentTarget.value }))}
          />
          <textarea
            className={`${inputClass} mono`}
            aria-label={`Text of file ${index + 1}`}
            rows={3}
            spellCheck={false}
            value={file.text}
            onChange={(event) => onChange(files.with(index, { ...file, text: event.currentTarget.value }))}
          />
          <IconButton
            label={`Leave out file ${index + 1}`}
            onClick={() => onChange(files.toSpliced(index, 1))}
          >
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button
        look="quiet"
        onClick={() => onChange([...files, { path: `file${files.length + 1}.txt`, text: "" }])}
      >
        <Plus size={14} aria-hidden="true" /> Add a file
      </Button>
    </div>
  );
}
