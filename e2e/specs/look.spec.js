// An address is enough: what answers there is looked at without doing harm, and its profile is proposed.
import AxeBuilder from "@axe-core/playwright";
import { instrument } from "@socket.io/admin-ui";
import { readFileSync } from "node:fs";
import { Server } from "socket.io";
import { WebSocketServer } from "ws";
import { logIn, login } from "../support/actions.js";
import { expect } from "../support/fixtures.js";
import { form, id, look, outcome } from "../support/look.js";
import { freePort } from "../support/process.js";
import { manage, test as base } from "../support/rabbitmq.js";
import { record } from "../support/recorder.js";

/** So many requests and handshakes reach a hub at the most. */
const MOST = 12;

const test = base.extend({
  /** What stands before a hub, closed at the end. */
  recorded: async ({}, use) => {
    const all = [];
    await use(async (hub, options) => all[all.push(await record(hub, options)) - 1]);
    all.forEach((one) => one.close());
  },

  /** Start a hub by the name of its profile. */
  start: async ({ hub, blocks, agenda, portal, desks, poker, standIn, rabbitmq, restFramework }, use) => {
    const starts = { "block-storage": blocks, "raft-agenda": agenda, "open-data-portal": portal, atalaya: hub, desks, rabbitmq };
    const named = { ...starts, "poker-hands": poker, "django-rest-framework": restFramework };
    await use((name) => named[name]?.() ?? standIn(name));
  },
});

const url = (app) => form(app).locator("[name=url]");
const profile = (app) => form(app).locator("[name=profile]");
const finding = (app) => id(app, "finding");

/** Every frame that the page sends. */
function framesOf(page) {
  const sent = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(payload)));
  return sent;
}

/** GETs and handshakes, few of them, that say nothing about the user. */
function isHarmless({ requests }) {
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.length).toBeLessThanOrEqual(MOST);
  expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
  for (const { headers } of requests) {
    for (const name of ["authorization", "cookie", "x-gotify-key"]) expect(headers[name]).toBeUndefined();
  }
  const followed = requests.filter(({ upgrade, headers }) => !upgrade && headers.accept?.startsWith("application/json"));
  for (const { headers } of followed) expect(headers.referer).toBeUndefined();
}

/** Handshakes of Socket.IO and of the namespace that a profile names, and answers to pings. */
const HANDSHAKES = ["40", "40/admin,", "3"];

/** Each hub, what it is recognised as, and the path of the address where that is none. */
const HUBS = [
  ["atalaya", "Hub de referencia 0.1.0"],
  ["block-storage", "Almacenamiento por bloques"],
  ["raft-agenda", "Agenda RAFT"],
  ["open-data-portal", "Portal de datos abiertos 2.0.0"],
  ["desks", "Mesas"],
  ["poker-hands", "Manos de póquer"],
  ["gotify", "Gotify 2.6.1"],
  ["ntfy", "ntfy"],
  ["alertmanager", "Alertmanager 0.27.0"],
  ["rabbitmq", "RabbitMQ"],
  ["mastodon", "Mastodon 4.3.2"],
  ["home-assistant", "Home Assistant"],
  ["uptime-kuma", "Uptime Kuma"],
  ["socketio-admin", "Socket.IO"],
  ["django-rest-framework", "Django REST framework", "/api/orders/"],
];

for (const [name, said, path = ""] of HUBS) {
  for (const across of [false, true]) {
    const where = across ? "from another origin that it allows" : "below the page's own origin";
    test(`${name} is recognised by its address alone, ${where}`, async ({ start, recorded, console, page }) => {
      const hub = await recorded((await start(name)).url, { cors: across });
      const sent = framesOf(page);
      const app = await console(null, { proxies: { "/hubs/one": hub.url } });
      await look(app, (across ? hub.url : "/hubs/one") + path);
      await outcome(app, "known");
      await expect(finding(app)).toHaveText(`Reconocido: ${said}`);
      await expect(profile(app)).toHaveValue(name);
      await expect(url(app)).toHaveValue(across ? hub.url : "/hubs/one");
      isHarmless(hub);
      expect(sent.filter((frame) => !HANDSHAKES.includes(frame))).toEqual([]);
    });
  }
}

test("every profile that comes with the app and has signs of its own is in the table above", () => {
  const file = (name) => JSON.parse(readFileSync(new URL(`../../profiles/${name}.json`, import.meta.url), "utf8"));
  const names = file("index").filter((name) => file(name).recognise);
  // The reference hub is known by `atalaya`; these two show the same hub from other sides.
  expect(file("index").filter((name) => !names.includes(name))).toEqual(["atalaya-cluster", "atalaya-state"]);
  expect(names).toEqual(HUBS.map(([name]) => name).sort());
});

test("an admin namespace that lets everybody in is known by what it sends, one in other words is not", async ({ own, console }) => {
  const server = (use) =>
    own(missing, (http) => {
      const io = use(new Server(http, { cors: { origin: "*" } }));
      return () => io.close();
    });
  const app = await console(null);
  await look(app, await server((io) => (instrument(io, { auth: false, mode: "production" }), io)));
  await outcome(app, "known");
  await expect(profile(app)).toHaveValue("socketio-admin");
  await expect(id(app, "seen")).toHaveCount(0);
  await look(app, await server((io) => (io.of("/admin").use((_, next) => next(new Error("no"))), io)));
  await expect(id(app, "look-step").filter({ hasText: "Socket.IO /admin" })).toHaveAttribute("data-came", "refused");
  await id(app, "look-at").click();
  await outcome(app, "unknown");
});

test("the address of a list is enough: its path is the profile's own, and its hub works", async ({ restFramework, console }) => {
  const server = await restFramework({ count: 3 });
  const app = await console(null, { proxies: { "/hubs/one": server.url } });
  await look(app, "/hubs/one/api/orders/");
  await outcome(app, "known");
  await expect(id(app, "seen").filter({ hasText: "/api/orders" })).toHaveCount(1);
  await id(app, "add-hub").locator("[type=submit]").click();
  await logIn(app, { username: "ana", password: "secreto" });
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await app.section(`/hub/${await link.getAttribute("data-hub")}`).click();
  await expect(app.table("items")).toHaveAttribute("aria-rowcount", "4", { timeout: 20_000 });
});

test("a list that needs no login is known wherever it stands, and an address that is none of it stays one to draw up", async ({ own, console }) => {
  const pages = { count: 2, next: null, previous: null, results: [{ id: 7, name: "siete" }, { id: 8, name: "ocho" }] };
  const lists = ["/tienda/v3/pedidos/", "/tienda/v3/pedidos"];
  const server = await own(({ url }, response) => (lists.includes(url) ? json(response, 200, pages) : missing(0, response)));
  const app = await console(null);
  // Without the slash the profile would ask for another address.
  await look(app, `${server}/tienda/v3/pedidos`);
  await outcome(app, "unknown");
  await look(app, `${server}/tienda/v3/pedidos/`);
  await outcome(app, "known");
  await expect(profile(app)).toHaveValue("django-rest-framework");
  await expect(url(app)).toHaveValue(`${server}/tienda/v3`);
  await id(app, "add-hub").locator("[type=submit]").click();
  // Its profile logs in, and this list does not ask.
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await app.section(`/hub/${await link.getAttribute("data-hub")}`).click();
  await expect(app.row("items", "8")).toContainText("ocho");
  await expect(login(app)).toBeHidden();
});

test("hubs that let no page read their answers are still known by what their sockets say", async ({ poker, desks, recorded, console }) => {
  const app = await console(null);
  const [hands, { wsUrl }] = [await recorded((await poker()).url), await desks()];
  await look(app, hands.url);
  await outcome(app, "known");
  await expect(profile(app)).toHaveValue("poker-hands");
  isHarmless(hands);
  await look(app, wsUrl);
  await outcome(app, "known");
  await expect(profile(app)).toHaveValue("desks");
});

test("the address of a profile's own socket is the hub's without the profile's path", async ({ poker, console }) => {
  const server = await poker();
  const app = await console(null);
  await look(app, `${server.url.replace("http", "ws")}/ws?client_name=yo`);
  await outcome(app, "known");
  await expect(url(app)).toHaveValue(server.url.replace("http", "ws"));
});

test("an address is enough: it is typed, looked at, added and watched, all by the keyboard", async ({ portal, console }) => {
  const server = await portal();
  const app = await console(null);
  await url(app).focus();
  await app.page.keyboard.type(server.url);
  await app.page.keyboard.press("Enter");
  await outcome(app, "known");
  await expect(url(app)).toBeFocused();
  await app.page.keyboard.press("Enter");
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 15_000 });
  await expect(link).toContainText("Portal de datos abiertos");
  await app.unread(1);
});

test("a hub that wants to know who asks says so, and asks once it is added", async ({ rabbitmq, console }) => {
  const server = await rabbitmq();
  await manage(server, "PUT", "/queues/%2F/pedidos", { durable: true });
  const app = await console(null, { proxies: { "/hubs/one": server.url } });
  await look(app, "/hubs/one");
  await outcome(app, "known");
  await expect(id(app, "seen")).toHaveText(["Preguntará quién es usted en cuanto lo añada."]);
  await id(app, "add-hub").locator("[type=submit]").click();
  await expect(login(app)).toBeVisible({ timeout: 15_000 });
});

test("a user and a password that are given for an address go to that address alone, and it says more", async ({ rabbitmq, recorded, console }) => {
  const hub = await recorded((await rabbitmq()).url);
  const app = await console(null, { proxies: { "/hubs/one": hub.url } });
  const as = async (user, password) => {
    const form = id(app, "look-as-user");
    if (!(await form.locator("[name=look-user]").isVisible())) await form.locator("summary").click();
    await form.locator("[name=look-user]").fill(user);
    await form.locator("[name=look-password]").fill(password);
    await app.page.keyboard.press("Enter");
  };
  await look(app, "/hubs/one");
  await outcome(app, "known");
  isHarmless(hub);
  await as("ana", "falsa");
  await outcome(app, "known");
  await expect(id(app, "look-as-user").locator("summary")).toContainText("tampoco");
  await as("guest", "guest");
  await expect(finding(app)).toHaveText(/^Reconocido: RabbitMQ 3\.\d+/, { timeout: 20_000 });
  await expect(id(app, "look-as-user")).toBeHidden();
  const sent = hub.requests.filter(({ headers }) => headers.authorization);
  expect(sent.filter(({ method, url }) => method !== "GET" || !url.startsWith("/"))).toEqual([]);
  hub.requests.length = 0;
  // Another address gets nothing of it, and neither does the same one once it is typed anew.
  await look(app, "/hubs/one");
  await outcome(app, "known");
  isHarmless(hub);
});

const JSON_TYPE = { "content-type": "application/json", "access-control-allow-origin": "*" };
const json = (response, status, body) => response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
const missing = (_, response) => json(response, 404, { error: "Not Found" });

test("a hub that is not known says what was seen: a list, events, frames, a stream", async ({ own, recorded, console, page }) => {
  test.setTimeout(120_000);
  const items = Array.from({ length: 240 }, (_, nr) => ({ id: nr, name: `n${nr}` }));
  const list = await own(({ url }, response) => (url === "/" ? json(response, 200, { data: { items } }) : missing(0, response)));
  const events = await own(missing, (server) => {
    const io = new Server(server, { cors: { origin: "*" } });
    io.on("connection", (socket) => ["temperatura", "puerta", "temperatura", "luz"].forEach((name, nr) => socket.emit(name, { nr })));
    return () => io.close();
  });
  const frames = await own(missing, (server) => {
    const sockets = new WebSocketServer({ server, path: "/live" });
    sockets.on("connection", (socket) => [1, 2, 3].forEach((nr) => socket.send(JSON.stringify({ nr }))));
    return () => sockets.clients.forEach((socket) => socket.terminate());
  });
  const stream = await own(({ url }, response) => {
    if (url !== "/") return missing(0, response);
    response.writeHead(200, { ...JSON_TYPE, "content-type": "text/event-stream" });
    response.write('data: {"nr":1}\n\ndata: {"nr":2}\n\n');
  });
  const sent = framesOf(page);
  const app = await console(null);
  for (const [server, seen] of [
    [list, "Una lista de 240 elementos, en /data/items"],
    [events, "Socket.IO, 3 clases de eventos: temperatura, puerta, luz"],
    [frames, "Un WebSocket en /live: 3 mensajes"],
    [stream, "Un flujo de eventos (SSE): 2 en unos segundos"],
  ]) {
    const hub = await recorded(server);
    await look(app, hub.url);
    // Of the two that are listened to one is listened to until it is over.
    if (server === frames) {
      await expect(finding(app)).toContainText("3 mensajes", { timeout: 15_000 });
      await id(app, "look-at").click();
    }
    await outcome(app, "unknown");
    await expect(id(app, "seen").filter({ hasText: seen })).toHaveCount(1);
    await expect(finding(app)).toContainText("sale un borrador de perfil");
    isHarmless(hub);
  }
  // The handshakes of Socket.IO, and nothing else.
  expect(sent).toEqual(["40", "40/admin,"]);
});

test("what takes too long is ended by the user, who keeps what was heard", async ({ own, console }) => {
  const frames = await own(missing, (server) => {
    const sockets = new WebSocketServer({ server });
    sockets.on("connection", (socket) => socket.send("hola"));
    return () => sockets.clients.forEach((socket) => socket.terminate());
  });
  const app = await console(null);
  await look(app, frames.replace("http", "ws"));
  await expect(finding(app)).toContainText("1 mensaje");
  await expect(id(app, "look-at")).toHaveText("Basta");
  await id(app, "look-at").click();
  await outcome(app, "unknown");
  await expect(id(app, "seen")).toHaveText(["Un WebSocket en /: 1 mensaje"]);
});

test("nobody there, no permission and a hub that is gone are told apart", async ({ blocks, recorded, console }) => {
  const dead = `http://127.0.0.1:${await freePort()}`;
  const hub = await recorded((await blocks()).url);
  const app = await console(null, { proxies: { "/hubs/gone": dead } });
  await look(app, dead);
  await outcome(app, "nobody");
  await expect(finding(app)).toContainText(`Nadie responde en ${dead}`);
  await look(app, hub.url);
  await outcome(app, "unreadable");
  await expect(finding(app)).toContainText("CORS");
  isHarmless(hub);
  await look(app, "/hubs/gone");
  await outcome(app, "nobody");
  await expect(finding(app)).toContainText("HTTP 502");
});

test("a redirect to another origin is not followed, whether it may be read or not", async ({ own, recorded, console }) => {
  const other = await recorded(await own((_, response) => json(response, 200, { service: "coordinator", nodes_per_shard: {} })), { cors: true });
  const leads = (headers) => own((request, response) => response.writeHead(302, { location: other.url + request.url, ...headers }).end());
  const app = await console(null, { proxies: { "/hubs/one": await leads({}) } });
  for (const [address, wanted] of [
    [await leads({ "access-control-allow-origin": "*" }), "redirected"],
    [await leads({}), "unreadable"],
    ["/hubs/one", "redirected"],
  ]) {
    await look(app, address);
    await outcome(app, wanted);
  }
  expect(other.requests).toEqual([]);
});

test("what the policy of the page forbids is not taken for nobody", async ({ portal, console, page, allowed }) => {
  allowed.push(/Content Security Policy/);
  await page.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const answer = await route.fetch();
    const policy = answer.headers()["content-security-policy"].replace(/connect-src [^;]*/, "connect-src 'self'");
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
  });
  const app = await console(null);
  await look(app, (await portal()).url);
  await outcome(app, "policy");
  await expect(finding(app)).toContainText("connect-src");
});

test("what was filled in for one address is taken back with it, what the user wrote is not", async ({ standIn, console }) => {
  const server = await standIn("gotify");
  const dead = `http://127.0.0.1:${await freePort()}`;
  const app = await console(null, { proxies: { "/hubs/one": server.url } });
  const name = id(app, "add-hub").locator("[name=name]");
  await look(app, "/hubs/one");
  await outcome(app, "known");
  await expect(name).toHaveValue("Gotify");
  await look(app, dead);
  await outcome(app, "nobody");
  await expect(name).toHaveValue("");
  await expect(profile(app)).not.toHaveValue("gotify");
  await name.fill("Mis avisos");
  await look(app, "/hubs/one");
  await outcome(app, "known");
  await expect(name).toHaveValue("Mis avisos");
  await url(app).fill(dead);
  await expect(id(app, "look")).toHaveCount(0);
  await expect(name).toHaveValue("Mis avisos");
});

test("what a hub says is only ever text, and never too much of it", async ({ own, console }) => {
  const markup = "<img src=x onerror=alert(1)>";
  const hub = await own(missing, (server) => {
    const io = new Server(server, { cors: { origin: "*" } });
    io.on("connection", (socket) => {
      for (let nr = 0; nr < 400; nr++) socket.emit(`${markup}${nr}`, "x".repeat(1_000));
    });
    return () => io.close();
  });
  const app = await console(null);
  await look(app, hub);
  await expect(finding(app)).toContainText("400 mensajes");
  await id(app, "look-at").click();
  await outcome(app, "unknown");
  await expect(id(app, "seen")).toContainText("64 clases de eventos");
  await expect(id(app, "seen")).toContainText(`${markup}0`);
  await expect(id(app, "look").locator("img")).toHaveCount(0);
});

// Colours do not depend on words: each theme once, each language once.
for (const [colorScheme, locale] of [["light", "es-CL"], ["dark", "en-US"], ["dark", "pt-BR"]]) {
  test.describe(`axe, ${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test("neither a hub that is known nor one that is not breaks a rule", async ({ standIn, own, console }) => {
      const server = await standIn("gotify");
      const app = await console(null, { proxies: { "/hubs/one": server.url } });
      const found = [];
      const closed = await own((_, response) => json(response, 401, { error: "who are you?" }));
      for (const [address, wanted] of [["/hubs/one", "known"], [`http://127.0.0.1:${await freePort()}`, "nobody"], [closed, "nothing"]]) {
        await look(app, address);
        await outcome(app, wanted);
        for (const summary of await id(app, "look").locator("summary:visible").all()) await summary.click();
        await app.page.waitForTimeout(500);
        const { violations } = await new AxeBuilder({ page: app.page }).analyze();
        found.push(...violations.map((one) => `${wanted}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`));
      }
      expect(found).toEqual([]);
    });
  });
}
