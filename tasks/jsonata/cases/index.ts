import type { Family } from "../../pipeline/family.ts";
import { calls } from "./calls.ts";
import { collections } from "./collections.ts";
import { commandLine } from "./command-line.ts";
import { dates } from "./dates.ts";
import { functional } from "./functional.ts";
import { groups } from "./groups.ts";
import { operators } from "./operators.ts";
import { paths } from "./paths.ts";
import { pictures } from "./pictures.ts";
import { structures } from "./structures.ts";
import { syntax } from "./syntax.ts";
import { texts } from "./texts.ts";

export const families: readonly Family[] = [
  ...paths,
  ...groups,
  ...operators,
  ...syntax,
  ...functional,
  ...calls,
  ...texts,
  ...structures,
  ...collections,
  ...pictures,
  ...dates,
  ...commandLine,
];
