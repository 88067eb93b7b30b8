import type { Family } from "../../pipeline/family.ts";
import { changes } from "./changes.ts";
import { expressionFamilies } from "./expressions.ts";
import { functions } from "./functions.ts";
import { queries } from "./queries.ts";
import { schema } from "./schema.ts";
import { shell } from "./shell.ts";

export const families: readonly Family[] = [
  ...expressionFamilies,
  ...functions,
  ...queries,
  ...changes,
  ...schema,
  ...shell,
];
