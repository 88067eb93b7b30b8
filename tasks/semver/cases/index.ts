import type { Family } from "../../pipeline/family.ts";
import { coercing } from "./coercing.ts";
import { commandLine } from "./command-line.ts";
import { incrementing } from "./incrementing.ts";
import { ranging } from "./ranging.ts";
import { sorting } from "./sorting.ts";

export const families: readonly Family[] = [
  ...sorting,
  ...ranging,
  ...incrementing,
  ...coercing,
  ...commandLine,
];
