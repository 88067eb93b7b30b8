// @vitest-environment jsdom
import { expect, test } from "vitest";
import { render } from "./markdown.ts";

function dom(markdown: string): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = render(markdown).html;
  return holder;
}

test("nothing that acts or loads survives", () => {
  const bad = [
    "<script>alert(1)</script>",
    '<img src="https://example.org/x.png" onerror="alert(1)">',
    "![remote](https://example.org/x.png)",
    '<a href="javascript:alert(1)">a</a>',
    '<iframe src="https://example.org"></iframe>',
    '<svg onload="alert(1)"></svg>',
    '<form action="https://example.org"><button>b</button></form>',
    '<p style="background:url(https://example.org/x)" class="mine" id="root" onclick="alert(1)">p</p>',
    "<style>body { display: none }</style>",
    '<video src="https://example.org/x"></video>',
  ].join("\n\n");
  const text = dom(bad);
  expect(text.querySelector("script, img, iframe, svg, form, button, style, video")).toBeNull();
  expect(text.innerHTML).not.toMatch(/javascript:|onerror|onclick|onload|style=|class=|id=|url\(/);
});

test("links out open apart, links within a manual are marked for the reader", () => {
  const text = dom(
    "[out](https://example.org) [here](#two-words) [page](other.md#x) [odd](file:///etc/passwd)",
  );
  const [out, here, page, odd] = text.querySelectorAll("a");
  expect([out?.getAttribute("target"), out?.getAttribute("rel")]).toEqual(["_blank", "noreferrer noopener"]);
  expect([here?.dataset["page"], here?.dataset["anchor"]]).toEqual(["", "two-words"]);
  expect([page?.dataset["page"], page?.dataset["anchor"]]).toEqual(["other.md", "x"]);
  expect(odd?.outerHTML).toBe("<a>odd</a>");
});

test("headings get GitHub's ids, unique within the text", () => {
  const { headings } = render("# Two words\n\n## `-b` style\n\n## Two words\n");
  expect(headings).toEqual([
    { id: "two-words", level: 1, text: "Two words" },
    { id: "-b-style", level: 2, text: "-b style" },
    { id: "two-words-1", level: 2, text: "Two words" },
  ]);
});

test("code and tables are kept as they are", () => {
  const text = dom("```sh\n$ jq '.a | .b' <in.json\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n");
  expect(text.querySelector("pre")?.textContent).toBe("$ jq '.a | .b' <in.json\n");
  expect(text.querySelectorAll("td")).toHaveLength(2);
});
