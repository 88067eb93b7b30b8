import type { Family } from "../../pipeline/family.ts";
import { commandLine } from "./command-line.ts";
import { earlyErrors } from "./early-errors.ts";
import { errors } from "./errors.ts";
import { expressions } from "./expressions.ts";
import { moduleErrors } from "./module-errors.ts";
import { statements } from "./statements.ts";

export const families: readonly Family[] = [
  ...expressions,
  ...statements,
  ...errors,
  ...earlyErrors,
  ...moduleErrors,
  ...commandLine,
];
