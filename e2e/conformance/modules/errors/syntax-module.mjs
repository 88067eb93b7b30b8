import { readFileSync } from "node:fs";
export const twice = 1;
export const twice = readFileSync;
