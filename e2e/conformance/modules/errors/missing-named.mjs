import { readFileSync, doesNotExist } from "node:fs";
readFileSync(doesNotExist);
