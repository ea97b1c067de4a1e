// A stand-in for Mastodon 4: the home timeline, notifications and the stream of one user, after
// https://docs.joinmastodon.org/methods/streaming/, /methods/notifications/, /methods/timelines/ and /methods/statuses/.
//
// usage: node mastodon.mjs --port N [--thump SECONDS]
//
// One user, whose application's token is `secreto`. Controls below /_control/: `post` writes a post as somebody whom the user
// follows does, `edit` and `remove` change one, `mention` tells the user of one, `cut` breaks all streams off, `end` ends them in
// order, `mute` stops the heartbeats, `revoke` forgets the token, `truth` is all that is held.
import { failure, listen, options, readJson, webPage } from "./server.mjs";

const { port, thump } = options({ thump: { type: "string", default: "15" } });
const USER = { id: "1", username: "ana", acct: "ana", display_name: "Ana Ñandú" };
const DENIED = failure(401, { error: "The access token is invalid" });
const missing = () => failure(404, { error: "Record not found" });
const now = () => new Date().toISOString();
let last = 109_372_843_234_000_000n;
const next = () => String((last += 7n));

let token = "secreto";
let [posts, notifications] = [[], []];
const streams = new Set();

/** Tell all who listen. A payload is JSON, but for the bare id of what was deleted. */
function tell(event, payload) {
  const data = typeof payload === "string" ? payload : JSON.stringify(payload);
  for (const response of streams) response.write(`event: ${event}\ndata: ${data}\n\n`);
}

function write({ content, by = "luz", visibility = "public", spoiler_text = "" }) {
  const account = by === USER.acct ? USER : { id: "2", username: by, acct: `${by}@otra.example`, display_name: by };
  const id = next();
  const url = `https://otra.example/@${by}/${id}`;
  const counts = { replies_count: 0, reblogs_count: 0, favourites_count: 0, favourited: false, reblogged: false };
  const post = { id, uri: url, url, created_at: now(), edited_at: null, account, content, visibility, spoiler_text, language: "es", ...counts };
  posts.unshift(post);
  tell("update", post);
  return post;
}

const of = (id) => posts.find((post) => post.id === id) ?? (() => { throw missing(); })();

function drop(id) {
  const post = of(id);
  posts = posts.filter((one) => one !== post);
  notifications = notifications.filter(({ status }) => status?.id !== id);
  tell("delete", id);
  return post;
}

/** A page of a list, newest first, and where the next one is. */
function page(list, { url, query }, most) {
  const limit = Math.min(Number(query.get("limit") ?? 20), most);
  const before = query.get("max_id");
  const older = list.filter(({ id }) => !before || BigInt(id) < BigInt(before));
  const body = older.slice(0, limit);
  const link = `<${url.origin}${url.pathname}?limit=${limit}&max_id=${body.at(-1)?.id}>; rel="next"`;
  return { status: 200, body, headers: older.length > limit ? { link } : {} };
}

const counted = (name, flag, by) => ({ id }) => {
  const post = of(id);
  if (post[flag] !== by > 0) Object.assign(post, { [flag]: by > 0, [name]: post[name] + by });
  return post;
};

const routes = {
  "GET /": () => webPage("Social", "<div class='app-holder' id='mastodon'></div>"),
  "GET /api/v2/instance": () => ({ domain: "social.example", title: "Social", version: "4.3.2", source_url: "https://github.com/mastodon/mastodon" }),
  "GET /api/v1/accounts/verify_credentials": () => USER,
  "GET /api/v1/timelines/home": (call) => page(posts, call, 40),
  "GET /api/v1/notifications": (call) => page(notifications, call, 80),
  "POST /api/v1/notifications/clear": () => (notifications = []) && {},
  "POST /api/v1/notifications/:id/dismiss": ({ id }) => {
    notifications = notifications.filter((one) => one.id !== id);
    return {};
  },
  "POST /api/v1/statuses": async ({ request }) => {
    const { status, visibility, spoiler_text } = await readJson(request);
    if (!status) throw failure(422, { error: "Validation failed: Text can't be blank" });
    return write({ content: `<p>${status.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`, by: USER.acct, visibility, spoiler_text });
  },
  "DELETE /api/v1/statuses/:id": ({ id }) => {
    if (of(id).account !== USER) throw missing();
    return drop(id);
  },
  "POST /api/v1/statuses/:id/favourite": counted("favourites_count", "favourited", 1),
  "POST /api/v1/statuses/:id/unfavourite": counted("favourites_count", "favourited", -1),
  "POST /api/v1/statuses/:id/reblog": counted("reblogs_count", "reblogged", 1),
};

function admit(route, { request, query }) {
  if (route === "GET /" || route === "GET /api/v2/instance" || route === "GET /api/v1/streaming/health") return;
  const given = request.headers.authorization?.replace(/^Bearer /, "") ?? query.get("access_token");
  if (!token || given !== token) throw DENIED;
}

const controls = {
  post: write,
  edit({ id, content }) {
    const post = Object.assign(of(id), { content, edited_at: now() });
    tell("status.update", post);
    return post;
  },
  remove: ({ id }) => drop(id),
  mention({ type = "mention", content = "<p>hola</p>" }) {
    const status = type === "follow" ? undefined : write({ content });
    const made = { id: next(), type, created_at: now(), account: { id: "2", username: "luz", acct: "luz@otra.example", display_name: "Luz" }, ...(status && { status }) };
    notifications.unshift(made);
    tell("notification", made);
    return made;
  },
  cut: () => streams.forEach((response) => response.destroy()) ?? {},
  end: () => streams.forEach((response) => response.end()) ?? {},
  mute: () => clearInterval(beating) ?? {},
  revoke() {
    token = null;
    streams.forEach((response) => response.end());
    return {};
  },
  truth: () => ({ posts, notifications, streams: streams.size }),
};

const beating = setInterval(() => {
  for (const response of streams) response.write(":thump\n");
}, Number(thump) * 1_000);

listen({
  port,
  routes,
  controls,
  admit,
  streams: {
    "GET /api/v1/streaming/health": ({ response }) => void response.writeHead(200, { "content-type": "text/plain" }).end("OK"),
    "GET /api/v1/streaming/user": ({ response }) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "private, no-store" });
      response.write(":)\n");
      streams.add(response);
      response.on("close", () => streams.delete(response));
    },
  },
});
