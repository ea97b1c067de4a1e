// A stand-in for ntfy 2: publishing, the cached messages of a topic, and its WebSocket, after
// https://docs.ntfy.sh/subscribe/api/ and https://docs.ntfy.sh/publish/.
//
// usage: node ntfy.mjs --port N [--keepalive SECONDS] [--protected]
//
// Protected, only the user `ana` with `secreto` may read and write, and who has a token of theirs.
//
// Controls below /_control/: `publish` sends as another program does, `mute` stops the keepalives, `revoke` forgets
// all tokens, `truth` is all that
// is held.
import { randomBytes } from "node:crypto";
import { WebSocketServer } from "ws";
import { failure, listen, options, readJson, webPage } from "./server.mjs";

const { port, keepalive, protected: guarded } = options({
  keepalive: { type: "string", default: "45" },
  protected: { type: "boolean", default: false },
});
const USER = `Basic ${Buffer.from("ana:secreto").toString("base64")}`;
const tokens = new Set();
const CACHED_S = 12 * 3_600;
const seconds = () => Math.floor(Date.now() / 1_000);
const id = () => randomBytes(9).toString("base64url").replace(/[-_]/g, "x").slice(0, 12);
const bad = (code, error) => failure(400, { code, http: 400, error, link: "https://ntfy.sh/docs/publish/" });

const messages = [];
const sockets = new WebSocketServer({ noServer: true });
let muted = false;

function publish({ topic, message, title, priority, tags, click, attach, actions, markdown, sequence_id }) {
  if (!/^[-_A-Za-z0-9]{1,64}$/.test(topic ?? "")) throw bad(40009, "invalid request: topic invalid");
  if (priority !== undefined && !(priority >= 1 && priority <= 5)) throw bad(40007, "invalid request: priority invalid");
  const time = seconds();
  const attachment = attach && { name: attach.split("/").at(-1), url: attach, type: "text/plain", size: 2_500 };
  const made = { id: id(), sequence_id, time, expires: time + CACHED_S, event: "message", topic, title, message: message ?? "triggered", priority, tags, click, attachment, actions, content_type: markdown ? "text/markdown" : undefined };
  messages.push(made);
  for (const socket of sockets.clients) if (socket.topics.includes(topic)) socket.send(JSON.stringify(made));
  return made;
}

async function readText(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const event = (name, topic) => JSON.stringify({ id: id(), time: seconds(), event: name, topic });

const routes = {
  "GET /": () => webPage("ntfy web"),
  "GET /v1/health": () => ({ healthy: true }),
  "POST /v1/account/token": async ({ request }) => {
    const { label = "" } = await readJson(request);
    const token = `tk_${randomBytes(15).toString("hex").slice(0, 29)}`;
    tokens.add(token);
    return { token, label, last_access: seconds(), last_origin: "127.0.0.1", expires: 0 };
  },
  "GET /:topics/ws": () => {
    throw bad(40000, "invalid request: client not using the websocket protocol");
  },
  "POST /": async ({ request }) => publish(await readJson(request)),
  "POST /:topic": async ({ request, topic }) => publish({ topic, message: await readText(request) }),
  "GET /:topics/json": ({ query, topics }) => {
    if (query.get("poll") !== "1") throw failure(501, { error: "the stand-in has no endless answers" });
    const since = query.get("since") ?? "all";
    const after = messages.findIndex((one) => one.id === since);
    const wanted = messages.slice(after + 1).filter(({ topic }) => topics.split(",").includes(topic));
    return { status: 200, body: wanted.map((one) => `${JSON.stringify(one)}\n`).join(""), headers: { "content-type": "application/x-ndjson; charset=utf-8" } };
  },
};

/** A header, or what stands for it in the query. */
function admit(route, { request, query }) {
  if (!guarded || route === "GET /" || route === "GET /v1/health") return;
  const given = request.headers.authorization ?? Buffer.from(query.get("auth") ?? "", "base64url").toString();
  const known = given === USER || tokens.has(given.replace(/^Bearer /, ""));
  if (given && !known) throw failure(401, { code: 40101, http: 401, error: "unauthorized", link: "https://ntfy.sh/docs/publish/#authentication" });
  if (!known) throw failure(403, { code: 40301, http: 403, error: "forbidden", link: "https://ntfy.sh/docs/publish/#authentication" });
}

const controls = {
  publish,
  revoke() {
    tokens.clear();
    sockets.clients.forEach((socket) => socket.close());
    return {};
  },
  mute() {
    muted = true;
    return {};
  },
  truth: () => ({ messages, sockets: sockets.clients.size }),
};

setInterval(() => {
  if (muted) return;
  for (const socket of sockets.clients) socket.send(event("keepalive", socket.topics.join(",")));
}, Number(keepalive) * 1_000);

listen({
  port,
  routes,
  controls,
  admit,
  upgrade(call, socket, head) {
    const { url, request } = call;
    const [, topics, end] = url.pathname.split("/");
    if (end !== "ws") throw failure(404, { code: 40401, http: 404, error: "page not found" });
    admit("GET /:topics/ws", call);
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.topics = topics.split(",");
      client.on("error", () => {});
      client.send(event("open", topics));
    });
  },
});
