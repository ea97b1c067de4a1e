// dist/ as an operator's web server would send it: the policy, precompressed files, the page for every route.
import { createServer } from "node:http";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import * as proxy from "./proxy.js";

export const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' http: https: ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
].join("; ");

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serve `dist`. `files` maps a path to the text that stands there instead, or to null where nothing stands; `proxies`
 * maps a path prefix to the address that is asked for what stands below it, `{"/hubs/files": "http://127.0.0.1:4000"}`.
 */
export async function serve(dist, files = {}, proxies = {}) {
  const server = createServer(async (request, response) => {
    const elsewhere = proxy.route(proxies, request.url);
    if (elsewhere) return proxy.forward(elsewhere, request, response);
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const head = (status, type, more = {}) =>
      response.writeHead(status, { "content-type": type, "content-security-policy": POLICY, ...more });
    if (path in files) {
      if (files[path] === null) return head(404, "text/plain").end();
      return head(200, TYPES[extname(path)] ?? "text/plain", { "cache-control": "no-cache" }).end(files[path]);
    }
    const wanted = extname(path) ? path : "/index.html";
    const file = join(dist, wanted);
    const packed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "") && (await isFile(`${file}.br`));
    try {
      const bytes = await readFile(packed ? `${file}.br` : file);
      head(200, TYPES[extname(wanted)] ?? "application/octet-stream", packed ? { "content-encoding": "br" } : {});
      response.end(bytes);
    } catch {
      head(404, "text/plain").end("not found");
    }
  });
  // The server forgets a socket once it is upgraded.
  const upgraded = new Set();
  server.on("upgrade", (request, socket, head) => {
    const elsewhere = proxy.route(proxies, request.url);
    if (!elsewhere) return socket.destroy();
    upgraded.add(socket.on("close", () => upgraded.delete(socket)));
    proxy.join(elsewhere, request, socket, head);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    upgraded.forEach((socket) => socket.destroy());
    server.closeAllConnections();
    server.close();
  };
  return { url, files, proxies, close };
}

const isFile = (path) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
