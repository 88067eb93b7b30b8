import type { Family } from "../../pipeline/family.ts";
import { COMMAND_LINE } from "./command-line.ts";
import { LINES } from "./lines.ts";
import { MISTAKES } from "./mistakes.ts";
import { PARTIALS } from "./partials.ts";
import { SECTIONS } from "./sections.ts";
import { VARIABLES } from "./variables.ts";

export const families: readonly Family[] = [
  ...VARIABLES,
  ...SECTIONS,
  ...PARTIALS,
  ...LINES,
  ...MISTAKES,
  ...COMMAND_LINE,
];
