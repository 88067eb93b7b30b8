// Lists of models, the doctor and the sign-in against real servers.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startScriptedModel } from "../e2e/scripted-model/index.ts";
import {
  beginSignIn,
  type CheckReport,
  estimateRun,
  examine,
  finishSignIn,
  listModels,
  providerAt,
  PROVIDERS,
  stripCode,
} from "./model/index.ts";
import { memoryStorage } from "./session/testing.ts";

const SIGNAL = new AbortController().signal;
const KEY = "sk-planted-0123456789";
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function answer(status: number, body: string, type = "application/json"): Promise<string> {
  const server: Server = createServer((_, response) => {
    response.writeHead(status, { "content-type": type }).end(body);
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
const list = (baseUrl: string) => listModels({ baseUrl, format: "openai-chat", key: KEY, signal: SIGNAL });

test("a list of models comes in many shapes, with what it says of prices and windows", async () => {
  const openRouter = {
    data: [
      { id: "b", pricing: { prompt: "0.000003", completion: "0.000015", input_cache_read: "0.0000003" } },
      { id: "auto", pricing: { prompt: "-1", completion: "-1" }, context_length: 2_000_000 },
    ],
  };
  expect(await list(await answer(200, JSON.stringify(openRouter)))).toEqual({
    ok: true,
    models: [
      { id: "auto", facts: { price: null, contextTokens: 2_000_000 } },
      {
        id: "b",
        facts: { price: { input: 3, cacheRead: 0.3, cacheWrite: 3, output: 15 }, contextTokens: null },
      },
    ],
  });
  const bare = await list(await answer(200, JSON.stringify([{ id: "models/x" }, { name: 1 }, null])));
  expect(bare).toEqual({ ok: true, models: [{ id: "x", facts: null }] });
});

test.each([
  [401, '{"error":{"message":"no such key sk-planted-0123456789"}}', "unauthorized"],
  [404, "<h1>no</h1>", "not-found"],
  [200, "<html>", "malformed"],
  [200, '{"data":7}', "malformed"],
])("a list that is refused with %s %s is the fault %s", async (status, body, kind) => {
  const type = body.startsWith("<") && status === 200 ? "text/plain" : "application/json";
  const found = await list(await answer(status, body, type));
  expect(found).toMatchObject({ ok: false, fault: { kind } });
  expect(JSON.stringify(found)).not.toContain("planted");
});

test("the doctor says what works and what it cost, and can be stopped", async () => {
  const model = await startScriptedModel({ paceMs: 0 });
  open.push(model);
  const price = { input: 1, cacheRead: 1, cacheWrite: 1, output: 1 };
  const reports: CheckReport[] = [];
  const settings = { baseUrl: model.url, key: KEY, model: "polite" };
  const report = await examine(settings, price, (one) => reports.push(one), SIGNAL);
  expect(report.steps.map((step) => step.state)).toEqual(["passed", "passed", "passed"]);
  expect(report.done).toBe(true);
  expect(report.tokens).toBeGreaterThan(10);
  expect(report.dollars).toBeCloseTo(report.tokens / 1_000_000);
  expect(reports.length).toBeGreaterThan(5);

  const controller = new AbortController();
  const stopped = examine({ ...settings, model: "silent" }, price, () => undefined, controller.signal);
  setTimeout(() => controller.abort(new Error("enough")), 50);
  await expect(stopped).rejects.toThrow("enough");
});

test.each([
  ["toolless", "tool", "did not use the tool"],
  ["refusing", "tool", "did not use the tool"],
  ["nobody", "reply", "knows no model nobody"],
  ["status-402", "reply", "no credit left"],
  ["status-403", "reply", "not allowed to use"],
  ["status-429", "reply", "no more requests for now"],
  ["status-503", "reply", "fault of its own"],
  ["empty", "reply", "empty reply"],
  ["cut", "reply", "broke off"],
  ["says:This model is only supported in v1/responses", "reply", "not asked by Chat Completions"],
])("the doctor on %s: %s fails, and a sentence says why", async (name, step, why) => {
  const model = await startScriptedModel({ paceMs: 0 });
  open.push(model);
  const settings = { baseUrl: model.url, key: KEY, model: name };
  const report = await examine(settings, null, () => undefined, SIGNAL);
  const failed = report.steps.find((one) => one.state === "failed");
  expect(failed?.name).toBe(step);
  expect(failed?.found).toContain(why);
  expect(failed?.remedy).toMatch(/\.$/);
});

test("the doctor on addresses where nothing answers", async () => {
  const on = async (baseUrl: string): Promise<string> => {
    const settings = { baseUrl, key: KEY, model: "m" };
    const report = await examine(settings, null, () => undefined, SIGNAL);
    return `${report.steps[0]?.found} ${report.steps[0]?.remedy}`;
  };
  expect(await on("http://127.0.0.1:1/v1")).toMatch(/Nothing answers at .* Start the server/);
  expect(await on("nonsense")).toContain("not an address");
});

test("every provider is found at its own address", () => {
  for (const provider of PROVIDERS) expect(providerAt(`${provider.baseUrl}/`)).toBe(provider);
  expect(providerAt("https://openrouter.ai/api/v2")).toBeNull();
});

test("an estimate is a range that grows with the size, and reads are most of it", () => {
  const price = { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 };
  const ranges = (["S", "M", "L", "XL"] as const).map((size) => estimateRun(size, price).dollars ?? [0, 0]);
  for (const [low, high] of ranges) expect(high).toBeGreaterThan(low);
  for (const [index, [low]] of ranges.entries()) expect(low).toBeGreaterThan(ranges[index - 1]?.[0] ?? 0);
  // The published runs of this model and price cost about 550 dollars a billion tokens.
  expect((estimateRun("XL", price).dollars?.[0] ?? 0) / 280).toBeCloseTo(0.62, 1);
  expect(estimateRun("S", null).dollars).toBeNull();
});

test("a sign-in takes the code out of the address, and only its own", async () => {
  const storage = memoryStorage();
  const page = new URL("https://app.example/sub/?x=1#/task/jq/work?agent");
  const target = new URL(await beginSignIn(page, "#/task/jq/work?agent", storage));
  const back = new URL(target.searchParams.get("callback_url") ?? "");
  expect(back.href).toMatch(/^https:\/\/app\.example\/sub\/\?state=[\w-]{22}$/);
  expect(stripCode(page, storage)).toBeNull();
  expect(stripCode(new URL("https://app.example/sub/?code=c&state=forged#/"), storage)).toBe(
    "https://app.example/sub/#/",
  );
  expect(await finishSignIn(storage, SIGNAL)).toBeNull();
  back.searchParams.set("code", "c0de");
  expect(stripCode(back, storage)).toBe("https://app.example/sub/#/task/jq/work?agent");
  expect([...Array(storage.length).keys()].map((at) => storage.getItem(storage.key(at) ?? ""))).toHaveLength(
    1,
  );
  const aborted = AbortSignal.abort(new Error("left"));
  await expect(finishSignIn(storage, aborted)).rejects.toThrow("left");
  // A code is tried once.
  expect(await finishSignIn(storage, SIGNAL)).toBeNull();
});
