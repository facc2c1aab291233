import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const PAGE_FOLDER = join(__dirname, "..", "page");

interface PageFile {
  body: Buffer<ArrayBuffer>;
  gzip: () => Buffer<ArrayBuffer>;
  type: string;
  etag: string;
}

/** The text of a file of the page. */
export function readPage(name: string): string {
  return readFileSync(join(PAGE_FOLDER, name), "utf8");
}

/** The page's own modules and styles, and the chart and graph libraries as npm installed them; nothing else can be named. */
export function pageFiles(): Hono {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(PAGE_FOLDER, { recursive: true, encoding: "utf8" })) {
    if (name !== "tsconfig.json" && extname(name) in TYPES)
      files.set(name.split(sep).join("/"), load(join(PAGE_FOLDER, name)));
  }
  const uPlot = require.resolve("uplot");
  files.set("vendor/uPlot.js", load(join(uPlot, "..", "uPlot.esm.js"), ".js"));
  files.set("vendor/uPlot.css", load(join(uPlot, "..", "uPlot.min.css"), ".css"));
  files.set("vendor/cytoscape.js", load(join(require.resolve("cytoscape"), "..", "cytoscape.esm.min.mjs"), ".js"));

  return new Hono().get("/assets/:name{.+}", (context) => {
    const file = files.get(context.req.param("name"));
    if (file === undefined) return context.notFound();
    const headers: Record<string, string> = {
      "content-type": file.type,
      etag: file.etag,
      "cache-control": "no-cache",
      vary: "accept-encoding",
    };
    if (context.req.header("if-none-match") === file.etag) return context.body(null, 304, headers);
    if (!/\bgzip\b/.test(context.req.header("accept-encoding") ?? "")) return context.body(file.body, 200, headers);
    return context.body(file.gzip(), 200, { ...headers, "content-encoding": "gzip" });
  });
}

function load(path: string, extension = extname(path)): PageFile {
  const body = Buffer.from(readFileSync(path));
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
  let packed: Buffer<ArrayBuffer> | undefined;
  const gzip = () => {
    packed ??= Buffer.from(gzipSync(body));
    return packed;
  };
  return { body, gzip, type: TYPES[extension], etag };
}
