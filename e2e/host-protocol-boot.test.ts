import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages } from "./support/host-page.ts";

declare const api: Api;

const pages = hostPages();
let page: Page;
let said: string[];

beforeEach(async () => {
  page = await pages.open();
  said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`uncaught ${error.message}`));
});
afterEach(() => page.close());

const frames = (): Promise<(string | null)[][]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("iframe")].map((frame) => [
      frame.src.slice(location.origin.length),
      frame.style.display,
      frame.allow,
    ]),
  );

test("only the origin of the address that is set before boot counts", async () => {
  await page.evaluate(async () => {
    Object.assign(globalThis, {
      WEBCONTAINER_API_IFRAME_URL: `${location.origin}/elsewhere/page?query#hash`,
    });
    await api.WebContainer.boot();
  });
  expect(await frames()).toEqual([["/headless?version=1.6.4", "none", "cross-origin-isolated"]]);
});

test("an API key and the coep option go into the frame's address; later ones do not", async () => {
  const result = await page.evaluate(async () => {
    api.configureAPIKey("key 1");
    const wc = await api.WebContainer.boot({ coep: "credentialless" });
    let late = "";
    try {
      api.configureAPIKey("key 2");
    } catch (error) {
      late = (error as Error).message;
    }
    wc.teardown();
    await api.WebContainer.boot({ coep: "require-corp" });
    return late;
  });
  expect(result).toBe("`configureAPIKey` should always be called before `WebContainer.boot`");
  expect(await frames()).toEqual([
    ["/headless?client_id=key+1&coep=credentialless&version=1.6.4", "none", "cross-origin-isolated"],
  ]);
  expect(said.join("\n")).toContain("new settings will not take effect");
});

test("two boots at once: the first gets the machine, the second a message; names of folders are checked", async () => {
  const result = await page.evaluate(async () => {
    const boots = await Promise.allSettled([api.WebContainer.boot(), api.WebContainer.boot()]);
    const told = boots.map((boot) =>
      boot.status === "fulfilled" ? boot.value.workdir : String(boot.reason),
    );
    const names = ["a/b", "..", "."].map((workdirName) =>
      api.failure(api.WebContainer.boot({ workdirName })),
    );
    return [told, await Promise.all(names)];
  });
  const wrong = { message: "workdirName should be a valid folder name" };
  expect(result).toEqual([
    ["/home/project", "Error: Only a single WebContainer instance can be booted"],
    [wrong, wrong, wrong],
  ]);
});

test("two copies of the client have a machine each", async () => {
  const result = await page.evaluate(async () => {
    const first = await api.container();
    await api.anotherCopy();
    const second = await api.container();
    await first.fs.writeFile("mine", "1");
    return [first === second, await first.fs.readdir("."), await second.fs.readdir(".")];
  });
  expect(result).toEqual([false, ["mine"], []]);
});

test("auth.init names the host, too; nobody is asked to sign in, and nothing waits for it", async () => {
  const result = await page.evaluate(async () => {
    Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: undefined });
    const state = api.auth.init({ editorOrigin: `${location.origin}/x`, clientId: "me", scope: "" });
    const wc = await api.WebContainer.boot();
    const out = await api.finished(await wc.spawn("node", ["-p", "6*7"]));
    await api.auth.logout({ ignoreRevokeError: true });
    const late = await api.failure(Promise.resolve().then(() => api.auth.init({ clientId: "a", scope: "" })));
    wc.teardown();
    return [state, out, late];
  });
  expect(result).toEqual([
    { status: "need-auth" },
    ["42\n", 0],
    { message: "Init should only be called once" },
  ]);
  expect((await frames())[0]?.[0]).toBe("/headless?client_id=me&version=1.6.4");
});

test("credentials that a signed-in app sends are taken without effect", async () => {
  const result = await page.evaluate(async () => {
    const wc = (await api.container()) as unknown as {
      _instance: { setCredentials(credentials: object): Promise<void> };
    };
    return (
      (await wc._instance.setCredentials({ accessToken: "t", editorOrigin: location.origin })) ?? "nothing"
    );
  });
  expect(result).toBe("nothing");
});

test("setupConnect has its own page, which this is not", async () => {
  const message = await page.evaluate(
    async () => await api.failure(Promise.resolve().then(() => api.setupConnect())),
  );
  expect(message).toMatchObject({
    message: expect.stringContaining("must be used on a '/webcontainer/connect' endpoint"),
  });
});

test("a host that cannot start rejects boot with the reason, and every later boot", async () => {
  await page.route("**/host/runtime.js", (route) => route.fulfill({ status: 404 }));
  const failure = () => page.evaluate(async () => await api.failure(api.WebContainer.boot()));
  const message = "The sandbox host did not start: /host/runtime.js could not be fetched (status 404).";
  expect([await failure(), await failure()]).toEqual([{ message }, { message }]);
});

test("after teardown files are out of reach, the frame stays, and the next machine is empty", async () => {
  const result = await page.evaluate(async () => {
    const first = await api.WebContainer.boot({ workdirName: "one" });
    await first.fs.writeFile("left", "x");
    const events: number[] = [];
    first.on("port", (port) => void events.push(port));
    const server = await first.spawn("node", ["-e", "require('http').createServer().listen(5001)"]);
    await api.until(() => events.length === 1);
    first.teardown();
    const second = await api.WebContainer.boot({ workdirName: "two" });
    const gone = await api.failure(first.fs.readFile("left"));
    const ports: string[] = [];
    second.on("port", (port, event) => void ports.push(`${port} ${event}`));
    const again = await second.spawn("node", [
      "-e",
      "require('http').createServer().listen(5001, () => process.exit())",
    ]);
    return [gone, await server.exit, second.workdir, await second.fs.readdir("."), await again.exit, ports];
  });
  expect(result).toMatchObject([
    { message: "Proxy has been released and is not useable" },
    143,
    "/home/two",
    [],
    0,
    ["5001 open", "5001 close"],
  ]);
  expect(await frames()).toHaveLength(1);
});

test("the wire is comlink 4.3.0: kinds are numbers, and nothing empty is posted to the page", async () => {
  const manifest = JSON.parse(
    readFileSync(join(import.meta.dirname, "../node_modules/comlink/package.json"), "utf8"),
  ) as { version: string };
  expect(manifest.version).toBe("4.3.0");
  const result = await page.evaluate(async () => {
    const posted: unknown[] = [];
    const port = await new Promise<MessagePort>((resolve) => {
      addEventListener("message", ({ data, ports }: MessageEvent<unknown>) => {
        posted.push(data);
        if (ports[0]) resolve(ports[0]);
      });
      const frame = document.createElement("iframe");
      frame.allow = "cross-origin-isolated";
      frame.src = "/headless?version=1.6.4";
      document.body.append(frame);
    });
    const ask = (to: MessagePort, message: { id: string }): Promise<Record<string, unknown>> =>
      new Promise((resolve) => {
        to.addEventListener("message", ({ data }: MessageEvent<{ id: string }>) => {
          if (data.id === message.id) resolve(data as unknown as Record<string, unknown>);
        });
        to.start();
        to.postMessage(message);
      });
    const built = await ask(port, {
      id: "a",
      type: 2,
      path: ["build"],
      argumentList: [{ type: 0, value: {} }],
    } as { id: string });
    const instance = built["value"] as MessagePort;
    const info = await ask(instance, { id: "b", type: 2, path: ["runtimeInfo"], argumentList: [] } as {
      id: string;
    });
    return [posted, built["type"], built["name"], instance instanceof MessagePort, info];
  });
  expect(result).toEqual([
    [{ type: "init" }],
    3,
    "proxy",
    true,
    { id: "b", type: 0, value: { path: "/usr/local/bin:/usr/bin:/bin", cwd: "/home/project" } },
  ]);
});
