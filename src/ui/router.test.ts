import { expect, test } from "vitest";
import { addressOf, parseAddress, type Route } from "./router.ts";

test("every route survives its address", () => {
  const routes: readonly Route[] = [
    { screen: "front" },
    { screen: "settings" },
    { screen: "task", taskId: "jq" },
    { screen: "task", taskId: "a b/c" },
    { screen: "work", taskId: "jq", entry: "latest", runId: null, agent: false },
    { screen: "work", taskId: "jq", entry: "latest", runId: "0199 x&y", agent: true },
    { screen: "work", taskId: "jq", entry: "new", runId: null, agent: true },
    { screen: "run", runId: "0199-x", event: null },
    { screen: "run", runId: "0199-x", event: 123 },
    { screen: "watch", recordingId: "figlet" },
    { screen: "lost", address: "/nowhere/at/all" },
  ];
  for (const route of routes) expect(parseAddress(addressOf(route))).toEqual(route);
});

test("an empty address is the front page", () => {
  for (const hash of ["", "#", "#/", "#//"]) expect(parseAddress(hash)).toEqual({ screen: "front" });
});

test("what is not known is lost, as typed", () => {
  for (const address of [
    "/task",
    "/run",
    "/run/a/b",
    "/task/jq/work/more",
    "/settings/x",
    "/task/%E0%A4%A",
    "/x",
  ]) {
    expect(parseAddress(`#${address}`)).toEqual({ screen: "lost", address });
  }
});
