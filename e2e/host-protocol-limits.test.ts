import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./pages/host-protocol.ts";
import { hostPages } from "./support/host-page.ts";

declare const api: Api;

const pages = hostPages();
const open = pages.open;
let page: Page;

describe("programs that ask for much", () => {
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page.close());

  test("files of 100 MB are written and read at once", async () => {
    const result = await page.evaluate(async () => {
      const program =
        "const fs = require('fs'); const b = Buffer.alloc(100e6, 'abcdefg'); fs.writeFileSync('big', b);" +
        "const r = fs.readFileSync('big'); console.log(r.length, r.equals(b)); fs.copyFileSync('big', 'two'); console.log(fs.statSync('two').size)";
      return await api.run("node", ["-e", program]);
    });
    expect(result).toEqual(["100000000 true\n100000000\n", 0]);
  });

  test("a fork bomb meets the limit of processes, which its stderr names", async () => {
    const result = await page.evaluate(async () => {
      const wc = await api.container();
      await wc.fs.writeFile(
        "bomb.js",
        "const { spawn } = require('child_process'); for (let i = 0; i < 60; i++) spawn('sleep', ['1000'], { stdio: 'inherit' }).on('error', (e) => { console.log(e.code); process.exit(1) })",
      );
      const bomb = await wc.spawn("node", ["bomb.js"]);
      let shown = "";
      void bomb.output.pipeTo(new WritableStream({ write: (text) => void (shown += text) }));
      await api.until(() => shown.includes("EAGAIN"), 60_000);
      const code = await bomb.exit;
      // Its children live on, as on Linux; whoever comes next can end them.
      const after = await api.run("node", ["-e", "process.kill(-1, 'SIGKILL'); console.log('alive')"]);
      return [shown, code, after];
    });
    expect(result).toEqual(["node: limit of 48 processes reached\nEAGAIN\n", 1, ["alive\n", 0]]);
  });

  test("a full file system and too many open files are errors with names", async () => {
    const result = await page.evaluate(async () => {
      const full =
        "const fs = require('fs'); try { for (let i = 0; ; i++) fs.writeFileSync('f' + i, Buffer.alloc(2e8)) } catch (e) { console.log(e.code) }";
      const open =
        "const fs = require('fs'); try { for (;;) fs.openSync('/dev/null') } catch (e) { console.log(e.code) }";
      const results = [await api.run("node", ["-e", full]), await api.run("node", ["-e", open])];
      const { fs } = await api.container();
      for (const name of await fs.readdir(".")) await fs.rm(name);
      return results;
    });
    expect(result).toEqual([
      ["node: limit of 1,073,741,824 bytes of files reached\nENOSPC\n", 0],
      ["node: limit of 4,096 open files reached\nEMFILE\n", 0],
    ]);
  });
});
