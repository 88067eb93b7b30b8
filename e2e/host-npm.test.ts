import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../scripts/serve.mjs";
import type { ShellPage } from "./pages/host-shell.ts";
import { launch } from "./support/browser.ts";
import { openTestPage } from "./support/pages.ts";

declare const shell: ShellPage;

/** The built app; another folder that holds the host may be named for work on the host alone. */
const SERVED = process.env["HOST_FOLDER"] ?? join(import.meta.dirname, "../dist");

const CLI = '#!/usr/bin/env node\nconsole.log("cli", process.argv.slice(2).join("|"), require("..")());\n';
const FILES = {
  "app/package.json": JSON.stringify({ name: "app", version: "1.0.0" }),
  "tool/package.json": JSON.stringify({
    name: "@me/tool",
    version: "2.1.0",
    license: "MIT",
    bin: { tool: "bin/cli.js" },
    files: ["bin", "index.js"],
    scripts: {
      postinstall: "node -e 'require(`fs`).writeFileSync(`made`, process.env.npm_lifecycle_event)'",
    },
  }),
  "tool/bin/cli.js": CLI,
  "tool/index.js": "module.exports = () => 'from the tool'",
  "tool/secret.txt": "not packed",
  "inner/package.json": JSON.stringify({ name: "inner", version: "0.0.1" }),
  "inner/index.js": "exports.inner = true",
};

let browser: Browser;
let server: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  server = await serve(SERVED);
  browser = await launch();
  page = await browser.newPage();
  await openTestPage(page, server.url, "pages/host-shell.ts");
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function run(script: string, files: Record<string, string> = FILES): Promise<[string, number | null]> {
  const argv = ["bash", "-c", `{ ${script}\n} 2>&1`];
  const result = await page.evaluate(
    async ([tree, argv]) => {
      await shell.machine(tree);
      return shell.run(argv, "", 60_000);
    },
    [files, argv] as const,
  );
  // How long it took is all that differs from run to run.
  return [result.out.replaceAll(/\bin \d+m?s\b/g, "in …"), result.code];
}

describe("npm install without a registry", () => {
  test("a tarball that npm packed: files, commands, scripts, the lock file", async () => {
    const [output, code] = await run(
      "(cd tool && npm pack --silent); cd app; npm install --silent ../tool/me-tool-2.1.0.tgz || exit 9; npx tool a 'b c'; " +
        "node -p 'require(`@me/tool`)()'; cat node_modules/@me/tool/made; echo; ls node_modules/@me/tool node_modules/.bin; cat package.json package-lock.json; npm i; npm ls",
    );
    expect(code).toBe(0);
    const integrity = /sha512-[A-Za-z0-9+/]{86}==/.exec(output)?.[0] ?? "";
    const lock = {
      name: "app",
      version: "1.0.0",
      lockfileVersion: 3,
      requires: true,
      packages: {
        "": { name: "app", version: "1.0.0", dependencies: { "@me/tool": "file:../tool/me-tool-2.1.0.tgz" } },
        "node_modules/@me/tool": {
          version: "2.1.0",
          resolved: "file:../tool/me-tool-2.1.0.tgz",
          integrity,
          hasInstallScript: true,
          license: "MIT",
          bin: { tool: "bin/cli.js" },
        },
      },
    };
    const manifest = {
      name: "app",
      version: "1.0.0",
      dependencies: { "@me/tool": "file:../tool/me-tool-2.1.0.tgz" },
    };
    expect(output).toBe(
      "me-tool-2.1.0.tgz\n\n> @me/tool@2.1.0 postinstall\n> node -e 'require(`fs`).writeFileSync(`made`, process.env.npm_lifecycle_event)'\n\n" +
        "cli a|b c from the tool\nfrom the tool\npostinstall\n" +
        "node_modules/.bin:\ntool\n\nnode_modules/@me/tool:\nbin\nindex.js\nmade\npackage.json\n" +
        `${JSON.stringify(manifest, null, 2)}\n${JSON.stringify(lock, null, 2)}\n` +
        "\nup to date in …\napp@1.0.0 /home/project/app\n└── @me/tool@2.1.0\n\n",
    );
  });

  test("a folder becomes a link; uninstall takes it out again", async () => {
    const output = await run(
      "cd app; npm i ../inner -D --ignore-scripts; readlink node_modules/inner; npm pkg get devDependencies; npm ls; npm rm inner; ls -A node_modules; npm ls",
    );
    expect(output).toEqual([
      '\nadded 1 package in …\n../../inner\n{\n  "inner": "file:../inner"\n}\n' +
        "app@1.0.0 /home/project/app\n└── inner@0.0.1 -> ./../inner\n\n\nremoved 1 package in …\n.package-lock.json\n" +
        "app@1.0.0 /home/project/app\n└── (empty)\n\n",
      0,
    ]);
  });

  test("workspaces are linked, and find each other", async () => {
    const workspaces = {
      "package.json": JSON.stringify({ name: "all", workspaces: ["packages/*"] }),
      "packages/a/package.json": JSON.stringify({
        name: "a",
        version: "1.0.0",
        dependencies: { b: "^1.0.0" },
      }),
      "packages/a/index.js": "console.log(require('b'))",
      "packages/b/package.json": JSON.stringify({ name: "b", version: "1.2.0", main: "b.js" }),
      "packages/b/b.js": "module.exports = 'b'",
    };
    expect(await run("npm install; node packages/a", workspaces)).toEqual([
      "\nadded 2 packages in …\nb\n",
      0,
    ]);
  });

  test("what only a registry has is refused, with what to do instead; packages that lie there are kept", async () => {
    const [refused, status] = await run("cd app; npm install left-pad; echo $?; ls -A");
    expect(refused).toContain("npm error left-pad would have to come from a registry.\n");
    expect(refused).toContain("npm install ./folder");
    expect([refused.endsWith("1\npackage.json\n"), status]).toEqual([true, 0]);
    const there = {
      "package.json": JSON.stringify({
        name: "p",
        version: "1.0.0",
        dependencies: { lib: "^1.1.0", far: "1" },
      }),
      "node_modules/lib/package.json": JSON.stringify({ name: "lib", version: "1.4.0" }),
    };
    const [missing, code] = await run("npm install", there);
    expect(missing).toContain("npm error not in node_modules: far@1 (for p).\n");
    expect(code).toBe(1);
    expect(await run("npm pkg delete dependencies.far; npm install; npm ls", there)).toEqual([
      "\nup to date in …\np@1.0.0 /home/project\n└── lib@1.4.0\n\n",
      0,
    ]);
  });

  test("an install script that fails fails the install", async () => {
    const files = {
      "package.json": "{}",
      "bad/package.json": JSON.stringify({ name: "bad", version: "1.0.0", scripts: { install: "exit 7" } }),
    };
    const [output, code] = await run("npm install ./bad", files);
    expect(output).toContain("npm error command sh -c exit 7\n");
    expect(code).toBe(7);
  });
});

describe("npm run", () => {
  const files = {
    "package.json": JSON.stringify({
      name: "s",
      version: "3.0.0",
      config: { port: 8080 },
      scripts: {
        prego: "echo before",
        go: 'node -p "process.argv.slice(1), [process.env.npm_lifecycle_event, process.env.npm_package_config_port, process.env.npm_config_mode, process.env.npm_package_name].join()"',
        postgo: "echo after",
        fail: "exit 4",
        test: "echo tested; pwd",
      },
    }),
    "deep/x": "",
    "server.js": "console.log('served')",
    "node_modules/.bin/hello": "#!/bin/sh\necho hello $1\n",
  };

  test("runs pre and post, passes arguments and settings, and ends as the script ends", async () => {
    const [output, code] = await run(
      "npm run go --mode=fast -- x 'y z'; npm run -s fail; echo $?; cd deep; npm t --silent; npm start -s",
      files,
    );
    expect(output).toBe(
      "\n> s@3.0.0 prego\n> echo before\n\nbefore\n" +
        `\n> s@3.0.0 go\n> ${JSON.parse(files["package.json"]).scripts.go} x 'y z'\n\ngo,8080,fast,s\n` +
        "\n> s@3.0.0 postgo\n> echo after\n\nafter\n4\ntested\n/home/project\nserved\n",
    );
    expect(code).toBe(0);
  });

  test("lists scripts, names missing ones, and finds local commands", async () => {
    const [output] = await run(
      "chmod +x node_modules/.bin/hello; npm run; npm run none; npm run none --if-present; echo $?; npx hello you; npm exec hello -- me; npx nothing",
      files,
    );
    expect(output).toContain(
      "Lifecycle scripts included in s@3.0.0:\n  test\n    echo tested; pwd\n\navailable via `npm run`:\n  prego\n",
    );
    expect(output).toContain(
      'npm error Missing script: "none"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run\n0\nhello you\nhello me\n',
    );
    expect(output).toContain(
      "npm error could not determine executable to run: nothing is not in node_modules/.bin.\n",
    );
  });

  test("npm init makes what npm init -y makes", async () => {
    const [output] = await run(
      "mkdir My-App && cd My-App && npm init -y > out; node -p 'JSON.stringify(require(`./package.json`))'",
    );
    expect(JSON.parse(output)).toEqual({
      name: "my-app",
      version: "1.0.0",
      description: "",
      main: "index.js",
      scripts: { test: 'echo "Error: no test specified" && exit 1' },
      keywords: [],
      author: "",
      license: "ISC",
      type: "commonjs",
    });
  });
});
