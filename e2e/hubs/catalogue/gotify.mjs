// A stand-in for Gotify 2: its REST API and its stream, after https://gotify.net/api-docs and https://gotify.net/docs.
//
// usage: node gotify.mjs --port N
//
// One user, `ana` with `secreto`. Controls below /_control/: `push` sends a message as an application does, `revoke`
// forgets all clients, `truth` is all that is held.
import { randomBytes } from "node:crypto";
import { WebSocketServer } from "ws";
import { failure, listen, options, readJson, webPage } from "./server.mjs";

const USER = `Basic ${Buffer.from("ana:secreto").toString("base64")}`;
const token = (kind) => kind + randomBytes(7).toString("hex");
const now = () => new Date().toISOString().replace("Z", "123456Z");

let [messages, applications, clients] = [[], [], []];
let last = 0;
const next = () => ++last;

const DENIED = failure(401, {
  error: "Unauthorized",
  errorCode: 401,
  errorDescription: "you need to provide a valid access token or user credentials to access this api",
});
const missing = (what) => failure(404, { error: "Not Found", errorCode: 404, errorDescription: `${what} does not exist` });
const bad = (why) => failure(400, { error: "Bad Request", errorCode: 400, errorDescription: why });

const sockets = new WebSocketServer({ noServer: true });

function addApplication({ name, description = "", defaultPriority = 0 }) {
  if (!name) throw bad("Field 'name' is required");
  const application = { id: next(), token: token("A"), name, description, internal: false, image: "static/defaultapp.png", defaultPriority, lastUsed: null };
  applications.push(application);
  return application;
}

function addMessage({ appid, message, title, priority, extras }) {
  const application = applications.find(({ id }) => id === appid) ?? applications[0];
  application.lastUsed = now();
  const made = { id: next(), appid: application.id, message, title: title ?? application.name, priority: priority ?? application.defaultPriority, date: now(), ...(extras && { extras }) };
  messages.push(made);
  sockets.clients.forEach((socket) => socket.send(JSON.stringify(made)));
  return made;
}

/** Newest first; `since` is the last id of the page before. */
function page({ url, query }) {
  const limit = Number(query.get("limit") ?? 100);
  if (!(limit >= 1 && limit <= 200)) throw bad("Field 'limit' must be between 1 and 200");
  const since = Number(query.get("since") ?? 0);
  const older = messages.filter(({ id }) => since === 0 || id < since).reverse();
  const shown = older.slice(0, limit);
  const oldest = shown.at(-1)?.id ?? 0;
  const more = older.length > limit && { next: `${url.origin}/message?limit=${limit}&since=${oldest}` };
  return { paging: { size: shown.length, since: oldest, limit, ...more }, messages: shown };
}

const drop = (from, id, what) => {
  const place = from.findIndex((one) => one.id === Number(id));
  if (place < 0) throw missing(what);
  from.splice(place, 1);
};

const routes = {
  "GET /": () => webPage("Gotify"),
  "GET /health": () => ({ health: "green", database: "green" }),
  "GET /version": () => ({ version: "2.6.1", commit: "stand-in", buildDate: "2024-11-17-18:49:31" }),
  "GET /message": page,
  "DELETE /message": () => (messages = []) && undefined,
  "DELETE /message/:id": ({ id }) => drop(messages, id, "message"),
  "GET /application": () => applications,
  "POST /application": async ({ request }) => addApplication(await readJson(request)),
  "PUT /application/:id": async ({ request, id }) => {
    const application = applications.find((one) => one.id === Number(id));
    if (!application) throw missing("application");
    const { name, description, defaultPriority } = await readJson(request);
    if (!name) throw bad("Field 'name' is required");
    return Object.assign(application, { name, description, defaultPriority: defaultPriority ?? application.defaultPriority });
  },
  "DELETE /application/:id": ({ id }) => {
    drop(applications, id, "application");
    messages = messages.filter(({ appid }) => appid !== Number(id));
  },
  "DELETE /application/:id/message": ({ id }) => {
    messages = messages.filter(({ appid }) => appid !== Number(id));
  },
  // Who may not listen is told so before it is seen that this is no WebSocket.
  "GET /stream": () => {
    throw bad("websocket: the client is not using the websocket protocol");
  },
  "GET /client": () => clients,
  "POST /client": async ({ request }) => {
    const { name } = await readJson(request);
    if (!name) throw bad("Field 'name' is required");
    const client = { id: next(), token: token("C"), name, lastUsed: null };
    clients.push(client);
    return client;
  },
};

/** Everything but these wants a client's token, or the user's own name. */
const OPEN = ["GET /", "GET /health", "GET /version"];

function admit(route, { request, query }) {
  if (OPEN.includes(route)) return;
  const given = request.headers["x-gotify-key"] ?? query.get("token") ?? request.headers.authorization?.replace(/^Bearer /, "");
  const client = clients.find(({ token }) => token === given);
  if (!client && request.headers.authorization !== USER) throw DENIED;
  if (client) client.lastUsed = now();
}

const controls = {
  push: (wish) => addMessage(wish),
  revoke() {
    clients = [];
    sockets.clients.forEach((socket) => socket.close());
    return {};
  },
  truth: () => ({ messages, applications, clients }),
};

addApplication({ name: "Copias", description: "Copias de seguridad", defaultPriority: 5 });
listen({
  ...options(),
  routes,
  controls,
  admit,
  upgrade(call, socket, head) {
    if (call.url.pathname !== "/stream") throw missing("page");
    admit("GET /stream", call);
    sockets.handleUpgrade(call.request, socket, head, (client) => client.on("error", () => {}));
  },
});
