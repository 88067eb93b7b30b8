/** Files that name options: own code, which few programs need. */
export { readConfigFile } from "../config-file.ts";
