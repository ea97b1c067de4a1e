// The console behind nginx with the files of deploy/ (docs/deploy.md): the page, and the page with a hub.
import { connect } from "node:http2";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Console } from "../support/console.js";
import { DIST, watch } from "../support/fixtures.js";
import { expect, test } from "../support/nginx.js";
import { freePort } from "../support/process.js";
import { POLICY } from "../support/static.js";
import { send } from "../support/upstream.js";

const KEPT = "public, max-age=31536000, immutable";
const PORTAL = { id: "portal", profile: "open-data-portal", url: "/hubs/portal" };
const names = (await readdir(DIST)).filter((name) => !/\.(br|gz)$/.test(name));
const hashed = names.filter((name) => /-[0-9a-f]{16}\./.test(name));

test("every file goes out as the build packed it, brotli before gzip", async ({ nginx }) => {
  const server = await nginx();
  for (const name of names.filter((name) => name.includes("."))) {
    const plain = await readFile(join(DIST, name));
    const get = (coding) => send(server, `/${name}`, { headers: { "accept-encoding": coding } });
    const [brotli, gzip, none] = [await get("gzip, deflate, br"), await get("gzip"), await get("identity")];
    expect(brotli.headers["content-encoding"], name).toBe("br");
    expect(brotli.body.equals(await readFile(join(DIST, `${name}.br`))), name).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain), name).toBe(true);
    expect(gzip.headers["content-encoding"], name).toBe("gzip");
    expect(gzip.body.equals(await readFile(join(DIST, `${name}.gz`))), name).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain), name).toBe(true);
    expect(none.headers["content-encoding"], name).toBeUndefined();
    expect(none.body.equals(plain), name).toBe(true);
    for (const { headers } of [brotli, gzip]) expect(headers.vary, name).toBe("Accept-Encoding");
  }
});

test("the policy under which the page is tested, and the other headers, stand on every status", async ({ nginx }) => {
  const server = await nginx();
  const answers = {
    200: await send(server, "/"),
    404: await send(server, "/missing.js"),
    405: await send(server, "/", { method: "POST" }),
  };
  const { etag } = answers[200].headers;
  answers[304] = await send(server, "/", { headers: { "if-none-match": etag } });
  for (const [status, { statusCode, headers }] of Object.entries(answers)) {
    expect(statusCode).toBe(Number(status));
    expect(headers["content-security-policy"], status).toBe(POLICY);
    expect(headers["x-content-type-options"], status).toBe("nosniff");
    expect(headers["referrer-policy"], status).toBe("no-referrer");
    expect(headers.server, status).toBe("nginx");
  }
});

test("an operator narrows whom the page may speak to in one line", async ({ nginx }) => {
  const server = await nginx({ edits: [['$atalaya_elsewhere "http: https: ws: wss:"', '$atalaya_elsewhere ""']] });
  const { headers } = await send(server, "/");
  expect(headers["content-security-policy"]).toContain("connect-src 'self' ; ");
});

test("each kind of file goes out as what it is", async ({ nginx }) => {
  const server = await nginx({ files: { "hubs.json": "{}" } });
  const type = async (path) => (await send(server, path)).headers["content-type"];
  const one = (extension) => `/${hashed.find((name) => name.endsWith(extension))}`;
  expect(await type(one(".wasm"))).toBe("application/wasm");
  expect(await type(one(".js"))).toMatch(/^(text|application)\/javascript; charset=utf-8$/);
  expect(await type(one(".css"))).toBe("text/css; charset=utf-8");
  expect(await type(one(".svg"))).toBe("image/svg+xml");
  expect(await type("/")).toBe("text/html; charset=utf-8");
  expect(await type("/hubs.json")).toMatch(/^application\/json/);
});

test("a name with a hash is kept for a year, but not that it is missing", async ({ nginx }) => {
  const server = await nginx();
  expect(hashed.length).toBeGreaterThanOrEqual(4);
  for (const name of hashed) {
    const answer = await send(server, `/${name}`);
    expect([answer.status, answer.headers["cache-control"]], name).toEqual([200, KEPT]);
  }
  const gone = await send(server, "/atalaya-0123456789abcdef.wasm");
  expect([gone.status, gone.headers["cache-control"]]).toEqual([404, "no-cache"]);
});

test("index.html, hubs.json and boot.js are asked for again each time", async ({ nginx }) => {
  const server = await nginx({ files: { "hubs.json": '{"hubs":[]}' } });
  for (const path of ["/", "/index.html", "/hub/portal", "/hubs.json", "/boot.js", "/hubs.example.json"]) {
    const first = await send(server, path);
    expect([first.status, first.headers["cache-control"]], path).toEqual([200, "no-cache"]);
    const again = await send(server, path, { headers: { "if-none-match": first.headers.etag } });
    expect([again.status, again.headers["cache-control"]], path).toEqual([304, "no-cache"]);
  }
});

test("profiles, whose names have no hash, are asked for again each time", async ({ nginx }) => {
  const server = await nginx();
  const profiles = (await readdir(join(DIST, "profiles"))).filter((name) => name.endsWith(".json"));
  expect(profiles).toContain("open-data-portal.json");
  for (const name of profiles) {
    const { status, headers } = await send(server, `/profiles/${name}`);
    expect([status, headers["cache-control"]], name).toEqual([200, "no-cache"]);
  }
});

test("a path without a file extension is the page", async ({ nginx }) => {
  const server = await nginx();
  const page = await readFile(join(DIST, "index.html"), "utf8");
  for (const path of ["/", "/inbox", "/hub/a/table/b?sort=x:desc&filter=y.z", "/v1.2/inbox", "/profiles"]) {
    const { status, body } = await send(server, path);
    expect([status, body.toString()], path).toEqual([200, page]);
  }
});

test("a page built for another path is found below it", async ({ nginx }) => {
  const files = { "x/index.html": "below x", "x/boot.js": "1" };
  const server = await nginx({ edits: [["set $atalaya_base /;", "set $atalaya_base /x/;"]], files });
  for (const path of ["/x/", "/x/hub/portal", "/"]) {
    expect((await send(server, path)).body.toString(), path).toBe("below x");
  }
  expect((await send(server, "/x/boot.js")).status).toBe(200);
  expect((await send(server, "/x/missing.js")).status).toBe(404);
});

test("a missing file is missing, and a hidden one too", async ({ nginx }) => {
  const server = await nginx({ files: { ".secret": "x", ".secret.json": "x" } });
  const missing = ["/missing.js", "/hubs.json", "/profiles/none.json", "/.git/config", "/hubs/nobody/x"];
  for (const path of [...missing, "/.secret", "/.secret.json"]) {
    const { status, body } = await send(server, path);
    expect(status, path).toBe(404);
    expect(body.toString(), path).not.toContain("boot");
  }
});

test("HTTP/2 comes with the lines for TLS: many hung requests take one connection and hold up nobody", async ({
  nginx,
  upstream,
}) => {
  const port = await freePort();
  // What `listen 443 ssl http2` says, but for the certificate.
  const edits = [["# listen 443 ssl http2;", `listen 127.0.0.1:${port} http2;`]];
  const hung = await upstream(() => {});
  const well = await upstream();
  await nginx({ edits, hubs: { files: hung.url, portal: well.url } });
  const origin = `http://127.0.0.1:${port}`;
  const session = connect(origin);
  for (let more = 0; more < 50; more += 1) session.request({ ":path": "/hubs/files/api/nodes/" }).on("error", () => {});
  await expect.poll(() => hung.requests.length).toBe(50);
  for (const [path, method, status] of [
    ["/", "GET", 200],
    ["/hubs/portal/check", "POST", 200],
  ]) {
    const stream = session.request({ ":path": path, ":method": method, origin, "sec-fetch-site": "same-origin" });
    const [headers] = await once(stream.end().resume(), "response");
    expect(headers[":status"], path).toBe(status);
  }
  session.destroy();
});

test("the console hears a hub that allows no other origin, and marks what is read there", async ({
  nginx,
  portal,
  page,
}) => {
  const faults = await watch(page);
  const sockets = [];
  page.on("websocket", (socket) => sockets.push(new URL(socket.url()).pathname));
  const hub = await portal({ noCors: true });
  const files = { "hubs.json": JSON.stringify({ hubs: [PORTAL] }) };
  // Nothing but nginx itself may be asked.
  const edits = [['$atalaya_elsewhere "http: https: ws: wss:"', '$atalaya_elsewhere ""']];
  const server = await nginx({ hubs: { portal: hub.url }, files, edits });
  const app = await new Console(page, server).open("/");
  await app.online("portal");
  expect(sockets).toEqual(["/hubs/portal/socket.io/"]);
  const { notification } = await hub.ask("/api/notifications/test", { title: "Recién" });
  await app.unread(2);
  await app.openInbox();
  await expect(app.notification(notification.id)).toContainText("Recién");
  await app.notification(notification.id).click();
  const read = `POST /api/notifications/${notification.id}/read`;
  await expect.poll(async () => (await hub.control("state")).requests).toContain(read);
  await app.unread(1);
  expect(faults).toEqual([]);
});

test("behind it one logs in, acts, and sends and fetches files; no token is written down", async ({
  nginx,
  agenda,
  blocks,
  page,
}) => {
  const faults = await watch(page);
  const [cluster, store] = [await agenda(), await blocks()];
  const urls = { agenda: "/hubs/agenda-api", ws: "/hubs/agenda-ws" };
  const hubs = [
    { id: "agenda", profile: "raft-agenda", url: "/hubs/agenda", urls },
    { id: "files", profile: "block-storage", url: "/hubs/files" },
  ];
  const behind = {
    agenda: cluster.url,
    "agenda-api": cluster.agendaUrl,
    "agenda-ws": cluster.wsUrl.replace("ws:", "http:").replace(/\/$/, ""),
    files: store.url,
  };
  const server = await nginx({ hubs: behind, files: { "hubs.json": JSON.stringify({ hubs }) } });
  const app = await new Console(page, server).open("/hub/agenda");
  const login = page.locator("[data-testid=login]");
  await login.locator("input[name=username]").fill("ana");
  await login.locator("input[name=password]").fill("secreto");
  await login.locator("button[type=submit]").click();
  await expect(app.table("users")).toContainText("bob", { timeout: 20_000 });
  await app.online("agenda");
  await cluster.control("notify", { user_id: 1, type: "group_invitation", title: "Consejo" });
  await app.unread(1);
  await app.section("/hub/files").click();
  await page.locator("button[data-action=upload]").click();
  const bytes = Buffer.alloc(2_000_000, 5);
  await page.locator("[data-testid=action] input[type=file]").setInputFiles({ name: "ñ 1.bin", mimeType: "application/octet-stream", buffer: bytes });
  await page.locator("[data-testid=action] button[type=submit]").click();
  const row = app.table("files").locator("[data-key]", { hasText: "ñ 1.bin" });
  await expect(row).toBeVisible({ timeout: 20_000 });
  await row.click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("button[data-action=download]").click()]);
  expect(Buffer.compare(await readFile(await file.path()), bytes)).toBe(0);
  expect(await server.logged()).not.toContain("token");
  expect(faults).toEqual([]);
});
