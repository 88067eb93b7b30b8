import type { Family } from "../../pipeline/family.ts";
import { algorithms } from "./algorithms.ts";
import { errors } from "./errors.ts";
import { exercises } from "./exercises.ts";
import { expressionFamilies } from "./expressions.ts";
import { files } from "./files.ts";
import { functions } from "./functions.ts";
import { language } from "./language.ts";
import { library } from "./library.ts";
import { strings } from "./strings.ts";

export const families: readonly Family[] = [
  ...language,
  ...functions,
  ...expressionFamilies,
  ...strings,
  ...library,
  ...errors,
  ...files,
  ...algorithms,
  ...exercises,
];
