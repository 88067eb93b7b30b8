// A static server for dist/ without dependencies. Isolation headers are on unless `headers: false`.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonl": "application/jsonl; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".bin": "application/octet-stream",
  ".txt": "text/plain; charset=utf-8",
};
// Not the large binaries: on this computer compressing them takes longer than sending them.
const TEXT = new Set([".html", ".js", ".mjs", ".css", ".json", ".jsonl", ".md", ".svg", ".txt"]);

/**
 * Serves `folder` at `base` (a path that begins and ends with "/").
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serve(folder, { port = 0, base = "/", headers = true, host = "127.0.0.1" } = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    let path;
    try {
      path = decodeURIComponent(pathname);
    } catch {
      response.writeHead(400).end("Bad address");
      return;
    }
    const inside = path.startsWith(base) ? path.slice(base.length) : null;
    let file = inside === null ? null : normalize(join(root, inside));
    if (file !== null && !(file === root || file.startsWith(`${root}/`))) file = null;
    if (file !== null && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    // As most static hosts do: /headless is headless.html.
    if (file !== null && !existsSync(file) && existsSync(`${file}.html`)) file = `${file}.html`;
    if (file === null || !existsSync(file)) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found");
      return;
    }
    const type = extname(file);
    const { mtimeMs, size } = statSync(file);
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    const head = { "content-type": TYPES[type] ?? "application/octet-stream", etag: tag };
    // Hashed names never change; everything else is asked for again, which costs a 304.
    head["cache-control"] = file.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    if (headers) {
      head["cross-origin-opener-policy"] = "same-origin";
      head["cross-origin-embedder-policy"] = "require-corp";
      head["cross-origin-resource-policy"] = "cross-origin";
    }
    if (request.headers["if-none-match"] === tag) {
      response.writeHead(304, head).end();
      return;
    }
    const zipped = TEXT.has(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(
      200,
      zipped ? { ...head, "content-encoding": "gzip" } : { ...head, "content-length": size },
    );
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    const stream = createReadStream(file);
    stream.on("error", () => response.destroy());
    (zipped ? stream.pipe(createGzip({ level: 4 })) : stream).pipe(response);
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      const url = `http://localhost:${server.address().port}${base}`;
      done({
        url,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
