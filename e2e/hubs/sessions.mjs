// A hub whose logins end: tokens that are renewed, each by what only one renewal may use, and sessions in a cookie.
//
// usage: node sessions.mjs --port N
//
// `POST /login` gives tokens that hold for 2 s, `POST /renew` new ones; who brings what was used before is out, with all that came of
// it. `POST /session` sets a cookie, and `POST /session/renew` another one. `/list` and `/session/list` are for who is known. The socket
// `/live` tells numbered news: `?after=` or a first frame `{ "after": … }` repeats what came since. Controls below /_control/: `life` is
// how long tokens hold, and whether that is said, `expire` ends all of them, `revoke` ends what renews, `say` tells news, `cut` ends all
// sockets, `truth` is what happened.
import { randomUUID } from "node:crypto";
import { WebSocketServer } from "ws";
import { failure, listen, options, readJson } from "./catalogue/server.mjs";

const truth = { logins: 0, touched: 0, renewals: 0, reused: 0, refused: 0, came: [] };
let life = { s: 2, said: true };
let family = 0;
const access = new Map();
const refresh = new Map();
const sessions = new Map();
const news = [];
const live = new WebSocketServer({ noServer: true });

const ends = () => Date.now() + life.s * 1_000;
const holds = (end) => end !== undefined && end > Date.now();

function tokens(of) {
  const [token, renewing] = [randomUUID(), randomUUID()];
  access.set(token, ends());
  refresh.set(renewing, { of, used: false });
  return { access_token: token, refresh_token: renewing, ...(life.said ? { expires_in: life.s } : {}) };
}

function known(request) {
  const bearer = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  const cookie = /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  return holds(access.get(bearer)) || holds(sessions.get(cookie));
}

const cookie = () => {
  const sid = randomUUID();
  sessions.set(sid, ends());
  return { status: 200, body: { in: life.s }, headers: { "set-cookie": `sid=${sid}; Path=/; HttpOnly; SameSite=Lax` } };
};

const login = async (request) => {
  const { user, password } = await readJson(request);
  if (password !== "secreto") throw failure(401, { error: `nobody is ${user}` });
  truth.logins += 1;
};

live.on("connection", (socket, request) => {
  const after = new URL(request.url, "http://hub").searchParams.get("after");
  truth.came.push(after);
  const repeat = (from) => news.filter(({ nr }) => nr > Number(from)).forEach((one) => socket.send(JSON.stringify(one)));
  if (after !== null) repeat(after);
  socket.on("message", (text) => {
    const { after } = JSON.parse(text);
    truth.came.push(after ?? "nothing");
    if (after !== undefined) repeat(after);
  });
});

listen({
  ...options(),
  routes: {
    "POST /login": async ({ request }) => {
      await login(request);
      return tokens((family += 1));
    },
    "POST /renew": async ({ request }) => {
      const { refresh_token } = await readJson(request);
      const it = refresh.get(refresh_token);
      if (!it || it.used) {
        truth.reused += it ? 1 : 0;
        for (const other of refresh.values()) other.used ||= other.of === it?.of;
        throw failure(400, { error: "what renews was used before" });
      }
      it.used = true;
      truth.renewals += 1;
      return tokens(it.of);
    },
    "POST /session": async ({ request }) => {
      await login(request);
      return cookie();
    },
    "POST /session/renew": ({ request }) => {
      if (!known(request)) throw failure(401, { error: "the session is over" });
      truth.renewals += 1;
      return cookie();
    },
    "GET /list": () => [{ id: "a", at: Date.now() }],
    "GET /other": () => [{ id: "b" }],
    "POST /touch": () => ({ ok: (truth.touched += 1) > 0 }),
    "GET /session/list": () => [{ id: "a", at: Date.now() }],
  },
  admit(route, { request }) {
    if (/^POST \/(login|renew|session)/.test(route) || known(request)) return;
    truth.refused += 1;
    throw failure(401, { error: "the token has ended" });
  },
  upgrade({ request, url }, socket, head) {
    const token = url.searchParams.get("token");
    const may = url.searchParams.has("free") || holds(access.get(token)) || known(request);
    if (!may) throw failure(401, { error: "nobody" });
    live.handleUpgrade(request, socket, head, (open) => live.emit("connection", open, request));
  },
  controls: {
    life: (wish) => Object.assign(life, wish),
    expire() {
      access.clear();
      sessions.clear();
      return {};
    },
    revoke() {
      refresh.clear();
      return {};
    },
    say({ text }) {
      const one = { nr: news.length + 1, text };
      news.push(one);
      for (const socket of live.clients) socket.send(JSON.stringify(one));
      return one;
    },
    cut() {
      for (const socket of live.clients) socket.terminate();
      return {};
    },
    truth: () => ({ ...truth, sockets: live.clients.size }),
  },
});
