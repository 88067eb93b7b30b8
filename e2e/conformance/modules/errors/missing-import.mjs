import { readFileSync } from "node:fs";
import { other } from "./other-module.mjs";
readFileSync(other);
