import { describe, expect, it } from "vitest";
import { Grants } from "./permissions.ts";

function grants(...paths: string[]): Grants {
  const made = new Grants({ cwd: () => "/work", isDirectory: (path) => path === "/data" || path === "/" });
  made.allow(paths);
  return made;
}

describe("grants of paths", () => {
  it("cover the path itself, however it is written", () => {
    const file = grants("/etc/hosts", "notes.txt");
    for (const path of [
      "/etc/hosts",
      "/etc/../etc//hosts",
      "notes.txt",
      "/work/notes.txt",
      "./a/../notes.txt",
    ])
      expect(file.covers(path), path).toBe(true);
    for (const path of ["/etc", "/etc/hosts/x", "/etc/hosts2", "notes", "/notes.txt", ""])
      expect(file.covers(path), path).toBe(false);
  });

  it("of a directory cover what is in it", () => {
    const folder = grants("/data");
    for (const path of ["/data", "/data/", "/data/x", "/data/x/y", "/other/../data/x"])
      expect(folder.covers(path), path).toBe(true);
    for (const path of ["/", "/data2", "/dat", "/data/../etc"]) expect(folder.covers(path), path).toBe(false);
    expect(grants("/").covers("/anything")).toBe(true);
  });

  it("with a star cover whatever begins alike", () => {
    const some = grants("/usr/li*", "/opt/*/bin");
    for (const path of ["/usr/lib", "/usr/lib/x", "/usr/li", "/opt", "/opt/x", "/opt/x/sbin"])
      expect(some.covers(path), path).toBe(true);
    for (const path of ["/usr/l", "/usr/bin", "/optional"]) expect(some.covers(path), path).toBe(false);
  });

  it("are dropped one at a time as they were given, and never in part", () => {
    const some = grants("/data", "/etc/hosts");
    some.drop("/data/x");
    expect(some.covers("/data/x")).toBe(true);
    some.drop("/data");
    expect(some.covers("/data/x")).toBe(false);
    expect(some.covers("/etc/hosts")).toBe(true);
    some.drop();
    expect(some.covers("/etc/hosts")).toBe(false);
  });

  it("of everything are dropped only as a whole", () => {
    const all = grants("*");
    all.drop("/data");
    expect(all.covers("/data")).toBe(true);
    expect(all.everything).toBe(true);
    all.drop();
    expect(all.covers("/data")).toBe(false);
  });
});
