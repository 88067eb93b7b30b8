/** How big the original is, by its own non-blank, non-comment lines: S < 500, M < 2,000, L < 8,000, XL above. */
export type TaskSize = "S" | "M" | "L" | "XL";

/** The program that is rebuilt, as published. */
export interface Original {
  /** Name of the published package, or "mirrorbox" for one written here. */
  readonly package: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  readonly homepage: string;
  /** Own non-blank, non-comment source lines; 0 when nobody counted them. */
  readonly lines: number;
  /** `native`: a program outside of the browser, of which only cases came along. */
  readonly kind: "js" | "wasm" | "native";
}

/** What a solution may not use, because it would do the work. Enforced by the sandbox at grading. */
export interface Forbidden {
  /** Built-in modules, without the `node:` prefix. */
  readonly modules: readonly string[];
  /** Names of globals. */
  readonly globals: readonly string[];
}

/** A program to rebuild, without its docs and cases (those are loaded when the task is opened). */
export interface Task {
  /** Kebab-case, unique, also the folder's name. */
  readonly id: string;
  /** Changes whenever cases or docs change, so that scores can be told apart. */
  readonly version: string;
  readonly title: string;
  /** One plain sentence: what the program does. */
  readonly summary: string;
  readonly size: TaskSize;
  readonly category: string;
  /** What a person types to run it, for instance `jq`. */
  readonly command: string;
  readonly original: Original;
  readonly limits: { readonly caseMs: number };
  readonly forbidden: Forbidden;
  /** Behaviour that no case asks for, in plain sentences. */
  readonly scope: readonly string[];
  /** True when stderr is not compared (its text names the WASM program, not the behaviour). */
  readonly stderrExempt: boolean;
  /** False for a task that came as documents and cases only: there is no original to ask. */
  readonly hasReference: boolean;
  readonly counts: { readonly visible: number; readonly hidden: number };
  /** SHA-256 (hex) of visible.jsonl and hidden.jsonl, as in the committed manifest. */
  readonly digests: { readonly visible: string; readonly hidden: string };
}

/** One page of a task's documentation, in Markdown. */
export interface DocPage {
  /** File name under docs/, for instance `manual.md`. */
  readonly name: string;
  readonly title: string;
  readonly markdown: string;
}
