import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";

const DIST = join(import.meta.dirname, "../../dist");

export type Server = Awaited<ReturnType<typeof serve>>;

/** The built app on a server of this test's own. */
export function serveApp(options: { base?: string; headers?: boolean } = {}): Promise<Server> {
  return serve(DIST, options);
}

/** The verbs of a person at the workbench, by what the screen calls them. */
export class Bench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the front page through the program's page to a fresh workbench whose sandbox is up. */
  async start(url: string, taskId: string): Promise<void> {
    await this.page.goto(`${url}#/task/${taskId}`);
    await this.page.getByRole("link", { name: "Start", exact: true }).click();
    await this.ready();
  }

  /** Waits until programs can run. */
  async ready(): Promise<void> {
    await this.button("Run visible cases").waitFor();
    await this.page
      .getByText(/^(By hand|Agent .*|Recording .*)$/)
      .first()
      .waitFor({ timeout: 30_000 });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole("tab", { name, exact: true }).click();
  }

  async createFile(path: string, text: string): Promise<void> {
    await this.tab("Files");
    await this.button("New file").click();
    const name = this.page.getByRole("textbox", { name: "Name of the new file" });
    await name.fill(path);
    await name.press("Enter");
    await this.page.getByRole("treeitem", { name: path.slice(path.lastIndexOf("/") + 1) }).waitFor();
    await this.type(text);
  }

  /** Pastes into the open editor at the cursor: typing would be indented by the editor. */
  async type(text: string): Promise<void> {
    const editor = this.page.getByRole("region", { name: "Editor" }).locator(".monaco-editor").first();
    await editor.locator(".view-lines").click();
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await this.page.keyboard.press("Control+V");
  }

  /** The text of a file as the workspace has it, read through the terminal-free way: the editor's own lines. */
  async editorText(): Promise<string> {
    const lines = this.page.getByRole("region", { name: "Editor" }).locator(".view-line");
    return (await lines.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  }

  async runVisibleCases(): Promise<void> {
    await this.button("Run visible cases").click();
    await this.button("Run visible cases")
      .waitFor({ state: "detached", timeout: 10_000 })
      .catch(() => undefined);
    await this.button("Run visible cases").waitFor({ timeout: 240_000 });
  }

  async submit(): Promise<string> {
    await this.button("Submit").click();
    return await this.verdict();
  }

  /** The verdict's word, for instance "Not solved", once there is one. */
  async verdict(timeout = 240_000): Promise<string> {
    const region = this.page.getByRole("region", { name: "Verdict" });
    await region
      .getByText(/^(Solved|Near|Not solved|Error)$/)
      .first()
      .waitFor({ timeout });
    return (
      await region
        .getByText(/^(Solved|Near|Not solved|Error)$/)
        .first()
        .innerText()
    ).trim();
  }

  /** Types a line into the shell and waits for what it prints. */
  async shell(line: string, answer: RegExp, timeout = 30_000): Promise<void> {
    await this.tab("Terminal");
    const screen = this.page.locator(".xterm-rows:visible, .xterm-accessibility:visible").first();
    await screen.waitFor();
    // Not before the prompt: the shell is still being started until then.
    await this.page.waitForFunction(() =>
      /\$\s*$/.test(document.querySelector(".xterm-rows")?.textContent ?? ""),
    );
    await this.page.locator(".xterm:visible").first().click();
    await this.page.keyboard.type(`${line}\n`);
    await this.page.waitForFunction(
      ([source, flags]) =>
        new RegExp(source, flags).test(document.querySelector(".xterm")?.textContent ?? ""),
      [answer.source, answer.flags] as const,
      { timeout },
    );
  }

  async askReference(line: string, stdin = ""): Promise<string> {
    await this.tab("Reference");
    const panel = this.page.getByRole("tabpanel", { name: "Reference" });
    if (stdin !== "") {
      const more = panel.getByRole("button", { name: /Input and files/ });
      if ((await more.getAttribute("aria-expanded")) === "false") await more.click();
      await panel.getByRole("textbox", { name: "stdin" }).fill(stdin);
    }
    const input = panel.getByPlaceholder("arguments, quoted as in a shell");
    await input.fill(line);
    const answers = panel.getByRole("log").locator("article, li, [data-answer]");
    const before = await answers.count();
    await panel.getByRole("button", { name: "Ask the original" }).click();
    await panel.getByRole("button", { name: "Ask the original" }).waitFor({ timeout: 60_000 });
    await answers.nth(before).waitFor();
    return await answers.first().innerText();
  }

  /** `format` as the form writes it; what was chosen last when it is left out. */
  async startAgent(settings: {
    baseUrl: string;
    model: string;
    key: string;
    turns?: number;
    format?: string;
  }): Promise<void> {
    const agent = this.page.getByRole("region", { name: "Agent" });
    if (!(await agent.getByLabel("Base URL").isVisible())) {
      await this.page.getByRole("button", { name: /^Arrange: watch/i }).click();
    }
    await agent.getByLabel("Base URL").fill(settings.baseUrl);
    if (settings.format !== undefined) {
      await agent.getByLabel("Format").selectOption({ label: settings.format });
    }
    await agent.getByLabel("Model").fill(settings.model);
    await agent.getByLabel("Key", { exact: true }).fill(settings.key);
    if (settings.turns !== undefined) await agent.getByLabel(/^Turns/).fill(String(settings.turns));
    await this.button("Start agent").click();
  }

  /** Goes on with a run that was interrupted; a key that was held in memory only is asked for again. */
  async resumeAgent(key: string): Promise<void> {
    await this.button("Resume").click();
    const field = this.page.getByRole("region", { name: "Agent" }).getByLabel("Key", { exact: true });
    const going = this.button("Pause");
    await going.or(field).first().waitFor();
    if (await going.isVisible()) return;
    await field.fill(key);
    await this.button("Resume").click();
  }
}
