/**
 * A model for tests: a real server on loopback that speaks three wire formats, and whose *scenarios* (chosen by model name) play a model
 * as a function of the conversation.
 */
export { startScriptedModel, type ScriptedModel } from "./server.ts";
