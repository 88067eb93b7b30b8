import type { Family } from "../../pipeline/family.ts";
import { basics } from "./basics.ts";
import { collections } from "./collections.ts";
import { commandLine } from "./command-line.ts";
import { control } from "./control.ts";
import { numbersAndDates } from "./numbers.ts";
import { strings } from "./strings.ts";

export const families: readonly Family[] = [
  ...basics,
  ...collections,
  ...strings,
  ...control,
  ...numbersAndDates,
  ...commandLine,
];
