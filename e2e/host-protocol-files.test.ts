import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages } from "./support/host-page.ts";

declare const api: Api;

const pages = hostPages();
const open = pages.open;
let page: Page;

describe("files through the published client", () => {
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page.close());

  test("boots with the names that the client asks for", async () => {
    const info = await page.evaluate(async () => {
      const wc = await api.container();
      return [wc.workdir, wc.path];
    });
    expect(info).toEqual(["/home/project", "/usr/local/bin:/usr/bin:/bin"]);
  });

  test("writes and reads text, bytes and encodings; the caller's buffer stays usable", async () => {
    const read = await page.evaluate(async () => {
      const { fs } = await api.container();
      const bytes = new Uint8Array([0, 255, 10, 195, 164]);
      await fs.writeFile("/b.bin", bytes);
      await fs.writeFile("t.txt", "grüße");
      await fs.writeFile("h", "68656c6c6f", "hex");
      await fs.writeFile("l", "é", { encoding: "latin1" });
      return [
        bytes.length,
        [...(await fs.readFile("b.bin"))],
        await fs.readFile("t.txt", "utf-8"),
        await fs.readFile("h", "utf8"),
        [...(await fs.readFile("l"))],
        await fs.readFile("t.txt", "base64" as "utf-8"),
      ];
    });
    expect(read).toEqual([5, [0, 255, 10, 195, 164], "grüße", "hello", [233], "Z3LDvMOfZQ=="]);
  });

  test("errors are Node's, with their fields", async () => {
    const errors = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.mkdir("folder/sub", { recursive: true });
      await fs.writeFile("plain", "x");
      return [
        await api.failure(fs.readFile("none")),
        await api.failure(fs.readFile("folder")),
        await api.failure(fs.readdir("none")),
        await api.failure(fs.readdir("plain")),
        await api.failure(fs.mkdir("folder")),
        await api.failure(fs.mkdir("a/b")),
        await api.failure(fs.writeFile("none/x", "")),
        await api.failure(fs.writeFile("folder", "")),
        await api.failure(fs.rm("none")),
        await api.failure(fs.rm("folder")),
        await api.failure(fs.rename("none", "other")),
        await api.failure(fs.rm("none", { force: true })),
      ];
    });
    const enoent = (syscall: string, path: string) => ({
      message: `ENOENT: no such file or directory, ${syscall} '${path}'`,
      code: "ENOENT",
      errno: -2,
      syscall,
      path,
    });
    expect(errors).toEqual([
      enoent("open", "none"),
      {
        message: "EISDIR: illegal operation on a directory, read",
        code: "EISDIR",
        errno: -21,
        syscall: "read",
      },
      enoent("scandir", "none"),
      {
        message: "ENOTDIR: not a directory, scandir 'plain'",
        code: "ENOTDIR",
        errno: -20,
        syscall: "scandir",
        path: "plain",
      },
      {
        message: "EEXIST: file already exists, mkdir 'folder'",
        code: "EEXIST",
        errno: -17,
        syscall: "mkdir",
        path: "folder",
      },
      enoent("mkdir", "a/b"),
      enoent("open", "none/x"),
      {
        message: "EISDIR: illegal operation on a directory, open 'folder'",
        code: "EISDIR",
        errno: -21,
        syscall: "open",
        path: "folder",
      },
      enoent("lstat", "none"),
      {
        message: "Path is a directory: rm returned EISDIR (is a directory) folder",
        code: "ERR_FS_EISDIR",
        errno: 21,
        syscall: "rm",
        path: "folder",
      },
      { ...enoent("rename", "none"), message: "ENOENT: no such file or directory, rename 'none' -> 'other'" },
      "no error",
    ]);
  });

  test("lists, makes, renames and removes folders", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      const made = await fs.mkdir("x/y/z", { recursive: true });
      await fs.writeFile("x/f", "1");
      const entries = (await fs.readdir("x", { withFileTypes: true })).map((e) => [
        e.name,
        e.isFile(),
        e.isDirectory(),
      ]);
      const raw = (await fs.readdir("x", "buffer")).map((name) => new TextDecoder().decode(name));
      await fs.rename("x/y", "x/moved");
      const after = await fs.readdir("/x");
      await fs.rm("x", { recursive: true });
      return [made, entries, raw, after, (await fs.readdir(".")).includes("x")];
    });
    expect(result).toEqual([
      "/home/project/x",
      [
        ["f", true, false],
        ["y", false, true],
      ],
      ["f", "y"],
      ["f", "moved"],
      false,
    ]);
  });

  test("500 reads at once, and 8 MB, arrive", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.writeFile("small", "content");
      const all = await Promise.all(Array.from({ length: 500 }, () => fs.readFile("small", "utf8")));
      const big = new Uint8Array(8_000_000).map((_, i) => i % 251);
      await fs.writeFile("big", big);
      const back = await fs.readFile("big");
      return [new Set(all).size, back.length, back.every((byte, i) => byte === i % 251)];
    });
    expect(result).toEqual([1, 8_000_000, true]);
  });

  test("watches files and folders, recursively too, until closed", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.mkdir("w/deep", { recursive: true });
      const flat: string[] = [];
      const deep: string[] = [];
      const one = fs.watch("w", (event, name) => void flat.push(`${event} ${String(name)}`));
      const all = fs.watch(
        "w",
        { recursive: true },
        (event, name) => void deep.push(`${event} ${String(name)}`),
      );
      await fs.readdir("w");
      await fs.writeFile("w/a", "1");
      await fs.writeFile("w/deep/b", "2");
      await fs.rm("w/a");
      await api.until(() => deep.length >= 5 && flat.length >= 3);
      one.close();
      all.close();
      await fs.readdir("w");
      await fs.writeFile("w/c", "3");
      await fs.readdir("w");
      return [flat, deep];
    });
    expect(result).toEqual([
      ["rename a", "change a", "rename a"],
      ["rename a", "change a", "rename deep/b", "change deep/b", "rename a"],
    ]);
  });

  test("names in other encodings, empty folders, folders that are there already, and encodings that are none", async () => {
    const result = await page.evaluate(async () => {
      const { fs } = await api.container();
      const first = await fs.mkdir("enc/ä", { recursive: true });
      const again = await fs.mkdir("enc/ä", { recursive: true });
      const entries = await fs.readdir("enc", { encoding: "buffer", withFileTypes: true });
      return [
        first,
        again,
        await fs.readdir("enc", "hex"),
        entries.map((entry) => [[...entry.name], entry.isDirectory()]),
        await fs.readdir("enc/ä"),
        await fs.readdir("enc/ä", { withFileTypes: true }),
        await fs.readdir("enc/ä", "buffer"),
        await api.failure(fs.readdir("enc", "bogus" as "hex")),
        await api.failure(fs.readFile("enc/none", "bogus" as "hex")),
      ];
    });
    const invalid = {
      message: "The argument 'encoding' is invalid encoding. Received 'bogus'",
      code: "ERR_INVALID_ARG_VALUE",
    };
    expect(result).toEqual([
      "/home/project/enc",
      undefined,
      ["c3a4"],
      [[[195, 164], true]],
      [],
      [],
      [],
      invalid,
      invalid,
    ]);
  });

  test("a watch tells names in the encoding that was asked for", async () => {
    const names = await page.evaluate(async () => {
      const { fs } = await api.container();
      await fs.mkdir("we");
      const told: unknown[] = [];
      const watches = [
        fs.watch("we", "hex", (_event, name) => void told.push(name)),
        fs.watch(
          "we",
          { encoding: "buffer" as "hex", recursive: true },
          (_event, name) => void told.push([...(name as Uint8Array)]),
        ),
      ];
      await fs.readdir("we");
      await fs.mkdir("we/é");
      await api.until(() => told.length >= 2);
      for (const watch of watches) watch.close();
      return told;
    });
    expect(names).toEqual(["c3a9", [195, 169]]);
  });
});
