// Runs the scripted model: node e2e/scripted-model/main.ts [--port 6600] [--pace 20]
import { parseArgs } from "node:util";
import { startScriptedModel } from "./index.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "6600" }, pace: { type: "string", default: "20" } },
});
const model = await startScriptedModel({ port: Number(values.port), paceMs: Number(values.pace) });
console.log(`Base URL ${model.url}, for instance with the model solver-lines and any key. Ctrl-C ends it.`);
