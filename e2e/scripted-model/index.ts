/**
 * A model for tests: a real OpenAI-compatible server on loopback whose *scenarios* (chosen by model name) play a model
 * as a function of the conversation.
 */
export { startScriptedModel, type ScriptedModel } from "./server.ts";
