import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import type { Api } from "./pages/host-protocol.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const api: Api;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "cross-origin",
};

/** A small site: documents, a style sheet, a script, modules in a circle, forms, cookies, an API, events. */
const SITE = `
const http = require("http");
const FILES = {
  "/style.css": ["text/css", "@import 'more.css'; h1 { color: rgb(1, 2, 3); background: url(dot.svg) }"],
  "/more.css": ["text/css", "p { color: rgb(4, 5, 6) }"],
  "/dot.svg": ["image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' width='7' height='5'></svg>"],
  "/plain.js": ["text/javascript", "globalThis.plain = 'classic ' + document.currentScript.defer"],
  "/mod/main.mjs": ["text/javascript", "import { b } from './b.mjs'; import data from '../data.json' with { type: 'json' }; export const a = 'a'; globalThis.result = b() + data.n + new URL(import.meta.url).pathname; import('./late.mjs').then((m) => { globalThis.late = m.late })"],
  "/mod/b.mjs": ["text/javascript", "import { a } from './main.mjs'; export const b = () => 'b of ' + a"],
  "/mod/late.mjs": ["text/javascript", "export const late = 'late'"],
  "/data.json": ["application/json", '{"n":42}'],
  "/text": ["text/plain", "<b>plain</b>"],
};
const page = (title, body) => "<!doctype html><title>" + title + "</title><link rel=stylesheet href=style.css><script defer src=/plain.js></script><script type=module src='mod/main.mjs'></script><h1>" + title + "</h1>" + body;
http.createServer((req, res) => {
  const url = new URL(req.url, "http://x");
  let body = "";
  req.on("data", (d) => body += d).on("end", () => {
    if (FILES[url.pathname]) { res.writeHead(200, { "content-type": FILES[url.pathname][0] }); return res.end(FILES[url.pathname][1]); }
    if (url.pathname === "/api") { res.setHeader("x-seen", req.headers["x-own"] ?? ""); return res.end(JSON.stringify([req.method, url.search, req.headers.cookie ?? "", req.headers["content-type"] ?? "", body])); }
    if (url.pathname === "/login") { res.writeHead(302, { location: "/inside?by=" + encodeURIComponent(body), "set-cookie": ["sid=1; HttpOnly", "seen=2; Path=/"] }); return res.end(); }
    if (url.pathname === "/events") { res.writeHead(200, { "content-type": "text/event-stream" }); res.write("data: one\\n\\n"); return setTimeout(() => res.end("event: named\\ndata: two\\ndata: lines\\n\\n"), 50); }
    if (url.pathname === "/slow") { res.write("x".repeat(300000)); return setTimeout(() => res.end("y"), 30); }
    res.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    res.end(page(url.pathname + url.search, "<p>grüße</p><img src=/dot.svg><a href='other#part'>other</a><form method=post action=/login><input name=who value='a b'><button>go</button></form><form action=find><input name=q value=x><button>find</button></form>"));
  });
}).listen(3000);
`;

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve(SERVED);
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A page with a machine that serves the site, and a frame that shows it. */
async function opened(on: boolean, boot = {}): Promise<{ page: Page; url: string; frame: FrameLocator }> {
  const page = await (await browser.newContext()).newPage();
  const headless = readFileSync(join(SERVED, "headless.html"), "utf8");
  const body = on
    ? headless.replace('name="previews" content="off"', 'name="previews" content="on"')
    : headless;
  await page.route("**/headless?*", (route) =>
    route.fulfill({ headers: { ...ISOLATED, "content-type": "text/html" }, body }),
  );
  await openTestPage(page, server.url, "pages/host-protocol.ts");
  const url = await page.evaluate(
    async ([site, options]) => {
      const wc = await api.WebContainer.boot(options);
      const messages: unknown[] = [];
      Object.assign(globalThis, { wc, messages });
      wc.on("preview-message", (message) => void messages.push(message));
      await wc.fs.writeFile("site.js", site);
      const ready = new Promise<string>((resolve) =>
        wc.on("server-ready", (_port, address) => resolve(address)),
      );
      await wc.spawn("node", ["site.js"]);
      const address = await ready;
      const frame = document.createElement("iframe");
      frame.src = address;
      frame.style.cssText = "width:800px;height:500px";
      document.body.append(frame);
      return address;
    },
    [SITE, boot] as const,
  );
  return { page, url, frame: page.frameLocator("iframe[src*=preview]").frameLocator("iframe") };
}

test("previews are off by default: the address says so, and the server is not asked", async () => {
  const { page, url } = await opened(false);
  expect(new URL(url).pathname + new URL(url).search).toMatch(/^\/preview\.html\?[\w-]+:3000$/);
  const text = page.frameLocator("iframe[src*=preview]").locator("p");
  await text.waitFor();
  expect(await text.textContent()).toMatch(
    /^There is nothing to show: Showing pages of programs is switched off/,
  );
  await page.close();
});

describe("previews that the host's keeper switched on", () => {
  let page: Page;
  let url: string;
  let frame: FrameLocator;
  /** Evaluates in the program's document. */
  const inside = async <T>(code: string): Promise<T> => {
    const document = page.frames().find((one) => one.parentFrame()?.url().includes("preview.html"));
    return (await document!.evaluate(`(async () => (${code}))()`)) as T;
  };
  const title = async (text: string): Promise<void> => {
    await frame.locator("h1", { hasText: text }).waitFor();
  };

  beforeAll(async () => {
    ({ page, url, frame } = await opened(true, { forwardPreviewErrors: true }));
    await title("/");
  });
  afterAll(() => page.close());

  test("a document with its style sheets, images, scripts and modules", async () => {
    await until(() => inside("globalThis.late === 'late'"));
    expect(
      await inside(
        "[plain, result, getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.querySelector('p')).color, document.querySelector('p').textContent, document.images[0].naturalWidth, document.title, document.baseURI]",
      ),
    ).toEqual([
      "classic true",
      "b of a42/mod/main.mjs",
      "rgb(1, 2, 3)",
      "rgb(4, 5, 6)",
      "grüße",
      7,
      "/",
      "http://localhost:3000/",
    ]);
  });

  test("has no origin, no storage of the host's, no network", async () => {
    expect(
      await inside(
        `[origin, (() => { try { return parent.document.title } catch (e) { return e.name } })(), await fetch('https://example.org/').catch((e) => e.name), await fetch('/headless.html').then((r) => r.url), typeof RTCPeerConnection, (() => { try { return typeof navigator.serviceWorker } catch (e) { return e.name } })(), await new Promise((done) => { const i = document.createElement('img'); i.onload = i.onerror = (e) => done(e.type); i.src = 'https://example.org/x.png' })]`,
      ),
    ).toEqual([
      "null",
      "SecurityError",
      "TypeError",
      "http://localhost:3000/headless.html",
      "undefined",
      "SecurityError",
      "error",
    ]);
  });

  test("fetch, XMLHttpRequest, EventSource, streams", async () => {
    const xhr =
      "await new Promise((done) => { const x = new XMLHttpRequest(); x.open('PUT', 'api?x'); x.responseType = 'json'; x.onload = () => done([x.status, x.response]); x.send('b') })";
    const events =
      "await new Promise((done) => { const got = []; const e = new EventSource('/events'); e.onmessage = (m) => got.push(m.data); e.addEventListener('named', (m) => { e.close(); done([...got, m.data]) }) })";
    expect(
      await inside(
        `[await fetch('/api?q=1', { method: 'POST', body: new URLSearchParams({ a: 'b' }), headers: { 'x-own': 'h' } }).then(async (r) => [r.headers.get('x-seen'), await r.json()]), ${xhr}, ${events}, (await (await fetch('/slow')).text()).length, await fetch('http://127.0.0.1:3001/').catch((e) => e.message)]`,
      ),
    ).toEqual([
      ["h", ["POST", "?q=1", "", "application/x-www-form-urlencoded;charset=UTF-8", "a=b"]],
      [200, ["PUT", "?x", "", "text/plain;charset=UTF-8", "b"]],
      ["one", "two\nlines"],
      300_001,
      "Failed to fetch: nothing listens at port 3001 of the machine",
    ]);
  });

  test("scripts may make elements that load files", async () => {
    const image =
      "await new Promise((done) => { const i = new Image(); i.onload = () => done([i.naturalHeight, i.src]); i.src = 'dot.svg'; document.body.append(i) })";
    const script =
      "await new Promise((done) => { const s = document.createElement('script'); s.src = '/plain.js'; s.onload = () => done(plain); globalThis.plain = ''; document.head.append(s) })";
    const html =
      "await new Promise((done) => { document.body.insertAdjacentHTML('beforeend', '<img id=late src=/dot.svg>'); late = document.getElementById('late'); late.onload = () => done(late.naturalWidth) })";
    expect(await inside(`[${image}, ${script}, ${html}]`)).toEqual([
      [5, "http://localhost:3000/dot.svg"],
      "classic false",
      7,
    ]);
  });

  test("links, forms, redirects, cookies, storage, and the address of the preview", async () => {
    await inside("localStorage.setItem('kept', 'yes')");
    await frame.locator("a").click();
    await title("/other");
    expect(await inside("[location.hash, localStorage.kept, localStorage.length]")).toEqual([
      "#part",
      "yes",
      1,
    ]);
    await frame.locator("button", { hasText: "go" }).click();
    await title("/inside?by=who%3Da%2Bb");
    expect(await inside("[document.cookie, (await (await fetch('api')).json())[2]]")).toEqual([
      "seen=2",
      "sid=1; seen=2",
    ]);
    await inside("document.cookie = 'own=3; path=/'");
    await frame.locator("button", { hasText: "find" }).click();
    await title("/find?q=x");
    expect(await inside("[document.cookie, (await (await fetch('api')).json())[2]]")).toEqual([
      "seen=2; own=3",
      "sid=1; seen=2; own=3",
    ]);
    await inside("history.pushState({}, '', '/pushed?y#z')");
    const address = await page
      .frames()
      .find((one) => one.url().includes("preview.html"))!
      .evaluate(() => location.search + location.hash);
    expect(address).toMatch(/^\?[\w-]+:3000\/pushed\?y#z$/);
    await inside("location.reload()");
    await title("/pushed?y");
  });

  test("errors reach the machine's owner", async () => {
    await inside(
      "(setTimeout(() => { throw new Error('thrown') }), Promise.reject(new Error('rejected')), console.error('told', { a: 1 }, () => {}), 1)",
    );
    await page.waitForFunction(() => (globalThis as unknown as { messages: unknown[] }).messages.length >= 3);
    const messages = await page.evaluate(
      () => (globalThis as unknown as { messages: { type: string }[] }).messages,
    );
    const where = { port: 3000, pathname: "/pushed", search: "?y", hash: "#z" };
    expect(messages.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toMatchObject([
      { type: "PREVIEW_CONSOLE_ERROR", args: ["told", { a: 1 }, "() => {}"], ...where },
      { type: "PREVIEW_UNCAUGHT_EXCEPTION", message: "Uncaught Error: thrown", ...where },
      { type: "PREVIEW_UNHANDLED_REJECTION", message: "rejected", ...where },
    ]);
  });

  test("the preview script is in documents from now on; reloadPreview reloads", async () => {
    await page.evaluate(async () => {
      const { wc } = globalThis as unknown as { wc: Awaited<ReturnType<Api["container"]>> };
      await wc.setPreviewScript(
        "document.documentElement.dataset.injected = document.querySelector('h1') === null",
      );
      await api.reloadPreview(document.querySelector("iframe[src*=preview]")!);
    });
    await frame.locator("html[data-injected=true]").waitFor({ state: "attached" });
  });

  test("plain text is shown as text, and an address may name a path", async () => {
    const tab = await page.context().newPage();
    await tab.goto(`${url}/text`);
    const shown = tab.frameLocator("iframe").locator("pre");
    expect(await shown.textContent()).toBe("<b>plain</b>");
    await tab.close();
  });
});

/** Waits until something in the program's document is so. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it did not come to be");
}
