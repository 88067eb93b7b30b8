/** Turns a glob (`*`, `**`, `?`, `[a-z]`, `{a,b}`) into a test of relative paths. */
export function globTest(glob: string): (path: string) => boolean {
  const pattern = new RegExp(`^(?:${source(glob.replace(/^\.?\//, ""))})$`, "u");
  return (path) => pattern.test(path);
}

function source(glob: string): string {
  let out = "";
  let groups = 0;
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i]!;
    if (char === "*" && glob[i + 1] === "*") {
      // `**/` also matches nothing; `/**` at the end also matches the folder itself.
      if (glob[i + 2] === "/") {
        out += "(?:[^/]+/)*";
        i += 2;
      } else {
        if (out.endsWith("/")) out = `${out.slice(0, -1)}(?:/.*)?`;
        else out += ".*";
        i += 1;
      }
    } else if (char === "*") out += "[^/]*";
    else if (char === "?") out += "[^/]";
    else if (char === "{") {
      groups++;
      out += "(?:";
    } else if (char === "}" && groups > 0) {
      groups--;
      out += ")";
    } else if (char === "," && groups > 0) out += "|";
    else if (char === "[" && glob.indexOf("]", i + 2) > 0) {
      const end = glob.indexOf("]", i + 2);
      out += `[${glob
        .slice(i + 1, end)
        .replace(/^!/, "^")
        .replace(/[\\[]/g, "\\$&")}]`;
      i = end;
    } else out += char.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
  }
  return out + ")".repeat(groups);
}
