import DOMPurify from "dompurify";
import { Marked } from "marked";

const marked = new Marked({ gfm: true });

/** A private instance: its hooks are ours alone. */
const purify = DOMPurify(window);
purify.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    const target = node.getAttribute("href") ?? "";
    if (/^https?:/.test(target)) {
      node.setAttribute("target", "_blank");
      node.setAttribute("rel", "noreferrer noopener");
    } else if (target !== "" && /^([\w.-]+\.md)?(#.*)?$/.test(target)) {
      // The page's fragment is the app's own address, so the reader follows links within a manual itself.
      const [page = "", anchor = ""] = target.split("#", 2);
      node.setAttribute("data-page", page);
      node.setAttribute("data-anchor", anchor);
      node.setAttribute("href", location.hash);
    } else {
      node.removeAttribute("href");
    }
  }
});

export interface Rendered {
  /** Sanitised: no scripts, no styles, no images or other remote loads. */
  readonly html: string;
  readonly headings: readonly Heading[];
}

interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** GitHub's rule for the ids of headings: lower case, punctuation out, spaces to hyphens. */
function slug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}

/** Markdown to safe HTML. Headings get `data-heading` with their slug, unique within the text. */
export function render(markdown: string): Rendered {
  const raw = marked.parse(markdown, { async: false });
  const fragment = purify.sanitize(raw, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: [
      "img",
      "picture",
      "video",
      "audio",
      "source",
      "svg",
      "math",
      "style",
      "form",
      "button",
      "textarea",
      "select",
      "iframe",
    ],
    FORBID_ATTR: ["style", "class", "id", "name", "srcset", "background"],
    ADD_ATTR: ["target", "data-page", "data-anchor"],
  });
  const seen = new Map<string, number>();
  const headings: Heading[] = [];
  for (const element of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const text = element.textContent ?? "";
    const base = slug(text);
    const times = seen.get(base) ?? 0;
    seen.set(base, times + 1);
    const id = times === 0 ? base : `${base}-${times}`;
    element.setAttribute("data-heading", id);
    headings.push({ id, level: Number(element.tagName.slice(1)), text });
  }
  for (const element of fragment.querySelectorAll("pre")) element.setAttribute("tabindex", "0");
  for (const input of fragment.querySelectorAll("input")) input.setAttribute("disabled", "");
  const holder = document.createElement("div");
  holder.append(fragment);
  return { html: holder.innerHTML, headings };
}
