// Answers over HTTP. What is held is answered as JSON; a path can be given any other answer, to the byte.
import { setTimeout as sleep } from "node:timers/promises";

/** What the hub holds, in its order. */
export const rows = new Map(["a", "b", "c"].map((id, at) => [id, { id, name: `Fila ${id}`, n: at + 1, on: true, state: "up" }]));
const notes = [];
/** Path, or path with query → the answers that stand in place of the usual one, the first being next. */
const set = new Map();

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-allow-methods": "*",
};

const json = (value) => ({ json: value });
const USUAL = {
  "/rows": () => json({ rows: [...rows.values()] }),
  "/notes": () => json({ notes }),
};

function chosen(url, pathname) {
  for (const path of [url, pathname]) {
    const [first, ...rest] = set.get(path) ?? [];
    if (first === undefined) continue;
    if (first.times !== undefined && --first.times <= 0) rest.length ? set.set(path, rest) : set.delete(path);
    return first;
  }
  return USUAL[pathname]?.() ?? { status: 404, json: { error: "no such path" } };
}

/** Bytes without an end, until the other side has enough. */
async function endless(response) {
  const chunk = Buffer.alloc(64 * 1024, "x");
  while (!response.destroyed) {
    if (!response.write(chunk)) await Promise.race([sleep(50), new Promise((go) => response.once("drain", go))]);
  }
}

/** Answer as the test said, or with what the hub holds. */
export async function answer(request, response, pathname) {
  if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
  const said = chosen(request.url, pathname);
  if (said.wait_s) await sleep(said.wait_s * 1_000);
  if (said.close) return request.socket.destroy();
  if (said.hang) return undefined;
  const headers = { ...CORS, "access-control-expose-headers": "*", ...said.headers };
  const { etag } = headers;
  if (etag && request.headers["if-none-match"] === etag) return response.writeHead(304, headers).end();
  if (said.json !== undefined) headers["content-type"] ??= "application/json";
  response.writeHead(said.status ?? 200, headers);
  if (said.endless) return endless(response);
  if (said.base64 !== undefined) return response.end(Buffer.from(said.base64, "base64"));
  return response.end(said.text ?? (said.json === undefined ? "" : JSON.stringify(said.json)));
}

export const controls = {
  /**
   * `path` (with or without its query) is answered with `answers`, one after the other, where each stays `times` times
   * or for good. An answer has `status`, `headers`, and `json`, `text` or `base64`; or `hang`, `close`, `endless`;
   * `wait_s` comes before. Without answers: the usual one again.
   */
  answer({ path, answers = [] }) {
    answers.length ? set.set(path, answers) : set.delete(path);
    return {};
  },
  /** Hold these rows, in this order. */
  rows({ rows: all }) {
    rows.clear();
    for (const row of all) rows.set(row.id, row);
    return {};
  },
  /** Hold these notes. */
  notes({ notes: all }) {
    notes.splice(0, notes.length, ...all);
    return {};
  },
  /** What the page must show in the end. */
  truth() {
    return { rows: [...rows.values()] };
  },
};
