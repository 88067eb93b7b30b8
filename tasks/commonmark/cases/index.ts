import type { Family } from "../../pipeline/family.ts";
import { blocks } from "./blocks.ts";
import { containers } from "./containers.ts";
import { inlines } from "./inlines.ts";
import { options } from "./options.ts";

export const families: readonly Family[] = [...blocks, ...containers, ...inlines, ...options];
