import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages } from "./support/host-page.ts";

declare const api: Api;

const pages = hostPages();
const open = pages.open;
let page: Page;

describe("trees of files through the published client", () => {
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page.close());

  test("mounts trees with bytes and links, at a mount point, and binary snapshots", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.mount({
        "a.txt": { file: { contents: "text" } },
        "b.bin": { file: { contents: new Uint8Array([1, 128, 255]) } },
        __proto__x: { file: { contents: "p" } },
        dir: { directory: { link: { file: { symlink: "../a.txt" } } } },
      });
      await wc.fs.mkdir("point");
      await wc.mount({ f: { file: { contents: "at point" } } }, { mountPoint: "point" });
      const binary = await wc.export(".", { format: "binary" });
      await wc.fs.mkdir("again");
      const size = binary.byteLength;
      await wc.mount(binary, { mountPoint: "again" });
      return [
        await wc.fs.readFile("dir/link", "utf8"),
        [...(await wc.fs.readFile("b.bin"))],
        await wc.fs.readFile("point/f", "utf8"),
        await wc.fs.readFile("again/dir/link", "utf8"),
        size > 0 && binary.byteLength === 0,
        await api.failure(wc.mount({}, { mountPoint: "no/where" })),
        await api.failure(wc.mount({ "../up": { file: { contents: "x" } } })),
      ];
    });
    expect(result).toMatchObject([
      "text",
      [1, 128, 255],
      "at point",
      "text",
      true,
      { code: "ENOENT" },
      { code: "EINVAL" },
    ]);
  });

  test("exports json, zip and binary with globs", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.mkdir("ex/node_modules/dep/lib", { recursive: true });
      await wc.fs.writeFile("ex/main.js", "1");
      await wc.fs.writeFile("ex/bytes", new Uint8Array([255, 254]));
      await wc.fs.writeFile("ex/node_modules/dep/lib/keep.js", "k");
      await wc.fs.writeFile("ex/node_modules/dep/drop.js", "d");
      const tree = await wc.export("ex", {
        format: "json",
        excludes: ["node_modules/**"],
        includes: ["**/keep.js"],
      });
      const zip = new Uint8Array(await wc.export("ex", { format: "zip", excludes: ["node_modules"] }));
      return [
        JSON.stringify(tree),
        String.fromCharCode(...zip.slice(0, 2)),
        new TextDecoder("latin1").decode(zip).includes("drop.js"),
      ];
    });
    expect(result).toEqual([
      JSON.stringify({
        node_modules: {
          directory: {
            dep: { directory: { lib: { directory: { "keep.js": { file: { contents: "k" } } } } } },
          },
        },
        "main.js": { file: { contents: "1" } },
        bytes: { file: { contents: { 0: 255, 1: 254 } } },
      }),
      "PK",
      false,
    ]);
  });

  test("a part of a larger buffer is written, and no more; a mounted buffer is handed over", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      const whole = new Uint8Array([1, 2, 3, 4, 5]);
      await wc.fs.writeFile("part", whole.subarray(1, 3));
      const snapshot = api.snapshot({ "given.txt": "g" });
      await wc.mount(snapshot.buffer);
      return [
        [...(await wc.fs.readFile("part"))],
        whole.length,
        snapshot.byteLength,
        await wc.fs.readFile("given.txt", "utf8"),
      ];
    });
    expect(result).toEqual([[2, 3], 5, 0, "g"]);
  });

  test("mounts what @webcontainer/snapshot packs: folders, empty ones too, and files as bytes", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.mkdir("snap");
      await wc.mount(
        api.snapshot({ "a.txt": "ä", empty: "", dir: { "deep.bin": new Uint8Array([0, 255]), none: {} } }),
        {
          mountPoint: "snap",
        },
      );
      return [
        await wc.export("snap"),
        await api.failure(wc.mount(new Uint8Array([0xc1]))),
        await api.failure(wc.mount(new Uint8Array())),
      ];
    });
    expect(result).toMatchObject([
      {
        "a.txt": { file: { contents: "ä" } },
        empty: { file: { contents: "" } },
        dir: { directory: { "deep.bin": { file: { contents: { 0: 0, 1: 255 } } }, none: { directory: {} } } },
      },
      { code: "EINVAL" },
      { code: "EINVAL" },
    ]);
  });

  test("a mount keeps what is there, replaces files, and cannot put a folder where a file is", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.mount({
        m: { directory: { keep: { file: { contents: "k" } }, file: { file: { contents: "old" } } } },
      });
      await wc.mount({
        m: { directory: { file: { file: { contents: "new" } }, link: { file: { symlink: "keep" } } } },
      });
      await wc.mount({ m: { directory: { link: { file: { symlink: "file" } } } } });
      return [
        await wc.export("m"),
        await api.failure(wc.mount({ m: { directory: { file: { directory: {} } } } })),
        await api.failure(wc.mount({ m: { file: { contents: "" } } })),
      ];
    });
    expect(result).toMatchObject([
      {
        keep: { file: { contents: "k" } },
        file: { file: { contents: "new" } },
        link: { file: { symlink: "file" } },
      },
      { code: expect.stringMatching(/^E(EXIST|NOTDIR)$/) },
      { code: "EISDIR" },
    ]);
  });

  test("an exported tree has no prototypes; one file is no tree, but a zip", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.mount({ tree: { directory: { f: { file: { contents: "1" } } } } });
      const tree = await wc.export("tree");
      const zip = await wc.export("tree/f", { format: "zip" });
      return [
        Object.getPrototypeOf(tree) === null && Object.getPrototypeOf(tree["f"]) === null,
        await api.failure(wc.export("tree/f")),
        new TextDecoder("latin1").decode(zip).slice(0, 2),
        await api.failure(wc.export("nowhere")),
      ];
    });
    expect(result).toMatchObject([
      true,
      { message: "It is not possible to export a single file in the JSON format." },
      "PK",
      { code: "ENOENT" },
    ]);
  });
});
