// What nginx does with the hubs below /hubs/ (docs/deploy.md), asked with and without a browser's manners.
import { setTimeout as sleep } from "node:timers/promises";
import { readFile } from "node:fs/promises";
import { Console } from "../support/console.js";
import { expect, test } from "../support/nginx.js";
import { freePort } from "../support/process.js";
import { echo, open, send } from "../support/upstream.js";

const SANDBOX = "sandbox; default-src 'none'";
const own = (server) => ({ origin: server.url, "sec-fetch-site": "same-origin" });
/** The hub's last request as it came. */
const last = (hub) => hub.requests.at(-1);

/** One upstream in the place of several hubs. */
const every = (url, ids) => Object.fromEntries(ids.map((id) => [id, url]));

test("each hub answers below its prefix, by requests and by WebSocket", async ({ nginx, upstream }) => {
  const [files, portal] = [await upstream(), await upstream()];
  const server = await nginx({ hubs: { files: files.url, portal: portal.url } });
  const answer = await send(server, "/hubs/files/api/files/info/?file_id=a%20b", { headers: { "x-mine": "1" } });
  expect([answer.status, answer.body.toString()]).toEqual([200, "{}"]);
  expect(last(files)).toMatchObject({ method: "GET", url: "/api/files/info/?file_id=a%20b", httpVersion: "1.1" });
  expect(last(files).headers).toMatchObject({ "x-mine": "1", host: new URL(files.url).host });
  const path = "/socket.io/?EIO=4&transport=websocket";
  const { socket } = await open(server, `/hubs/portal${path}`, { headers: own(server) });
  expect(last(portal).url).toBe(path);
  expect(await echo(socket, "¿Oyes?")).toBe("¿Oyes?");
  socket.terminate();
  for (const id of ["nobody", "files2"]) expect((await send(server, `/hubs/${id}/api/nodes/`)).status).toBe(404);
});

test("a hub of several servers has a prefix for each, and a socket's prefix needs no slash", async ({
  nginx,
  upstream,
}) => {
  const ids = ["agenda", "agenda-api", "agenda-ws", "desks", "desks-ws"];
  const servers = await Promise.all(ids.map(() => upstream()));
  const server = await nginx({ hubs: Object.fromEntries(ids.map((id, at) => [id, servers[at].url])) });
  for (const [at, id] of ids.entries()) {
    await send(server, `/hubs/${id}/events?token=1`);
    expect(servers[at].requests.map(({ url }) => url), id).toEqual(["/events?token=1"]);
  }
  for (const [id, asked, url] of [
    ["agenda-ws", "/hubs/agenda-ws", "/"],
    ["desks-ws", "/hubs/desks-ws?a=/b/", "/?a=/b/"],
    ["desks-ws", "/hubs/desks-ws/", "/"],
  ]) {
    const { socket } = await open(server, asked, { headers: own(server) });
    expect(await echo(socket, "{}"), asked).toBe("{}");
    expect(last(servers[ids.indexOf(id)]).url).toBe(url);
    socket.terminate();
  }
});

test("a path arrives as it was sent: slashes at the end, doubled and encoded", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const server = await nginx({ hubs: every(hub.url, ["files", "desks"]) });
  for (const path of ["/api/nodes/", "/api/nodes", "/a//b/", "/x%2Fy%20z/%C3%B1?q=%2F&r=a+b", "/"]) {
    await send(server, `/hubs/files${path}`);
    expect(last(hub).url).toBe(path);
    await send(server, `/hubs/desks${path}`, { method: "POST", body: "{}" });
    expect(last(hub)).toMatchObject({ method: "POST", url: path, bytes: 2 });
  }
  // No browser asks so: nothing separates the prefix from the rest, and nothing is guessed.
  await send(server, "/hubs/none/../files/x");
  expect(last(hub).url).toBe("/hubs/none/../files/x");
});

test("whatever a hub answers is sandboxed and not sniffed, and its own policy is gone", async ({ nginx, upstream }) => {
  const hub = await upstream((request, response) => {
    const status = Number(request.url.slice(1));
    response.writeHead(status, {
      "content-type": "text/html",
      "content-security-policy": "default-src *; script-src 'unsafe-inline' *",
      "content-security-policy-report-only": "default-src 'none'; report-uri /spy",
      "x-content-type-options": "none",
      "referrer-policy": "unsafe-url",
    });
    response.end();
  });
  const gone = await freePort();
  const server = await nginx({ hubs: { files: hub.url, agenda: `http://127.0.0.1:${gone}`, poker: hub.url } });
  const strange = { origin: "http://evil.example" };
  const asked = [200, 201, 204, 301, 304, 400, 403, 404, 422, 500, 503].map((status) => [status, `files/${status}`]);
  // What nginx answers itself.
  asked.push([502, "agenda/"], [404, "nobody/"], [403, "poker/200", { from: "127.0.0.2" }]);
  asked.push([403, "files/200", { method: "POST", headers: strange }]);
  asked.push([413, "files/200", { method: "POST", headers: { "content-length": 2 ** 30 } }]);
  for (const [status, path, options] of asked) {
    const answer = await send(server, `/hubs/${path}`, options);
    const { headers } = answer;
    expect(answer.status, path).toBe(status);
    expect(headers["content-security-policy"], path).toBe(SANDBOX);
    expect(headers["content-security-policy-report-only"], path).toBeUndefined();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
  }
});

test("a hub's page, opened in the browser, runs nothing and has no origin", async ({ nginx, upstream, page }) => {
  const html = "<!doctype html><title>hub</title><script>document.title = 'ran'</script>";
  const hub = await upstream((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(html));
  const server = await nginx({ hubs: { files: hub.url } });
  await page.goto(`${server.url}/hubs/files/`);
  expect(await page.title()).toBe("hub");
  expect(await page.evaluate(() => self.origin)).toBe("null");
  const kept = await page.evaluate(() => {
    try {
      return localStorage.length;
    } catch (error) {
      return error.name;
    }
  });
  expect(kept).toBe("SecurityError");
});

test("no cookie passes, in either direction", async ({ nginx, upstream }) => {
  const cookies = ["sessionid=1; Path=/", "io=2; HttpOnly", "__Host-x=3; Secure; Path=/"];
  const hub = await upstream((_, response) => response.writeHead(200, { "set-cookie": cookies }).end());
  const server = await nginx({ hubs: every(hub.url, ["files", "desks-ws"]) });
  const { headers } = await send(server, "/hubs/files/", { headers: { cookie: "console=secret" } });
  expect(headers["set-cookie"]).toBeUndefined();
  const { socket } = await open(server, "/hubs/desks-ws/", { headers: { ...own(server), cookie: "console=secret" } });
  socket.terminate();
  expect(hub.requests.map((request) => request.headers.cookie)).toEqual([undefined, undefined]);
});

test("a hub gets no service worker", async ({ nginx, upstream }) => {
  const wide = { "service-worker-allowed": "/", "content-type": "text/javascript" };
  const hub = await upstream((_, response) => response.writeHead(200, wide).end("1"));
  const server = await nginx({ hubs: { files: hub.url } });
  const worker = await send(server, "/hubs/files/sw.js", { headers: { "service-worker": "script", ...own(server) } });
  expect([worker.status, hub.requests.length]).toEqual([403, 0]);
  const script = await send(server, "/hubs/files/sw.js");
  expect([script.status, script.headers["service-worker-allowed"]]).toEqual([200, undefined]);
});

test("another site's page neither acts on a hub nor listens to it", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const server = await nginx({ hubs: every(hub.url, ["files", "desks-ws"]) });
  const ours = { host: `127.0.0.1:${server.port}` };
  const strangers = [
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: `http://127.0.0.1:${server.port + 1}` },
    { origin: `${server.url}.evil.example` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: server.url, "sec-fetch-site": "cross-site" },
    // A name of the stranger's that leads here (DNS rebinding).
    { origin: "http://evil.example", host: "evil.example", "sec-fetch-site": "same-origin" },
  ];
  for (const headers of strangers) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const options = { method, headers: { ...ours, ...headers }, body: "{}" };
      const refused = await send(server, "/hubs/files/x", options);
      expect(refused.status, JSON.stringify(headers)).toBe(403);
      // The log says why.
      expect(refused.headers["content-type"]).toBe("text/plain");
      expect(refused.body.toString()).toMatch(/^(Another site's page|Pages under this name) may not /);
    }
    const { status } = await open(server, "/hubs/desks-ws/", { headers: { ...ours, ...headers } });
    expect(status, JSON.stringify(headers)).toBe(403);
  }
  expect(hub.requests).toEqual([]);
});

test("the console's own page acts and listens, and so do programs, with or without TLS in front", async ({
  nginx,
  upstream,
}) => {
  const hub = await upstream();
  const server = await nginx({ hubs: every(hub.url, ["files", "desks-ws"]) });
  const secure = { origin: server.url.replace("http:", "https:"), "sec-fetch-site": "same-origin" };
  for (const headers of [{}, own(server), secure, { "sec-fetch-site": "none" }]) {
    expect((await send(server, "/hubs/files/x", { method: "DELETE", headers })).status).toBe(200);
    const { socket } = await open(server, "/hubs/desks-ws/", { headers });
    expect(await echo(socket, "a")).toBe("a");
    socket.terminate();
    // A hub that knows only its own origin would refuse the console's.
    expect(last(hub).headers.origin).toBeUndefined();
  }
});

test("another site may link to a hub, but reads nothing of it", async ({ nginx, upstream }) => {
  const shared = { "access-control-allow-origin": "http://evil.example", "access-control-allow-credentials": "true" };
  for (const rest of ["allow-methods", "allow-headers", "expose-headers", "max-age"]) {
    shared[`access-control-${rest}`] = "1";
  }
  const hub = await upstream((_, response) => response.writeHead(200, shared).end("secret"));
  const server = await nginx({ hubs: { portal: hub.url } });
  const strange = { origin: "http://evil.example", "sec-fetch-site": "cross-site" };
  for (const method of ["GET", "OPTIONS"]) {
    const { status, headers } = await send(server, "/hubs/portal/", { method, headers: strange });
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(last(hub).headers.origin).toBe("http://evil.example");
  }
});

test("a hub does not speak for the whole origin, and does not steer nginx", async ({ nginx, upstream }) => {
  const wide = {
    "clear-site-data": '"*"',
    "strict-transport-security": "max-age=1",
    "alt-svc": 'h2="evil.example:443"',
    nel: "{}",
    "report-to": "{}",
    "reporting-endpoints": 'a="/x"',
  };
  const steered = { "x-accel-redirect": "/index.html", "x-accel-limit-rate": "1" };
  const hub = await upstream((_, response) => response.writeHead(200, { ...wide, ...steered }).end("its own"));
  const server = await nginx({ hubs: { files: hub.url } });
  const { headers, body } = await send(server, "/hubs/files/");
  expect(body.toString()).toBe("its own");
  expect(Object.keys(headers).filter((name) => name in wide || name in steered)).toEqual([]);
});

test("only a WebSocket is an upgrade", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const server = await nginx({ hubs: { files: hub.url } });
  const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABkAAQAAP__" };
  expect((await send(server, "/hubs/files/", { headers })).status).toBe(200);
  expect(last(hub).headers).toMatchObject({ connection: "close" });
  expect(last(hub).headers.upgrade).toBeUndefined();
});

test("no query is written down, whatever becomes of the request", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const hubs = { files: hub.url, "agenda-api": `http://127.0.0.1:${await freePort()}`, "desks-ws": hub.url };
  const server = await nginx({ hubs });
  const asked = ["/hubs/files/a", "/hubs/agenda-api/down", "/hubs/desks-ws/b", "/hubs/files", "/missing.js", "/inbox"];
  for (const path of asked) await send(server, `${path}?token=s3cret`, { headers: { referer: "http://a/?s3cret" } });
  await send(server, "/hubs/files/big?s3cret", { method: "POST", headers: { "content-length": 2 ** 30 } });
  await send(server, "/hubs/files/foreign?s3cret", { method: "POST", headers: { origin: "http://evil.example" } });
  const { socket } = await open(server, "/hubs/desks-ws/live?s3cret");
  socket.terminate();
  for (const path of [...asked, "/hubs/files/big", "/hubs/files/foreign", "/hubs/desks-ws/live"]) {
    await expect.poll(() => server.logged()).toMatch(new RegExp(`"(GET|POST) ${path} HTTP/1.1" \\d{3} `));
  }
  expect(await server.logged()).not.toContain("s3cret");
});

test("a hub hears nothing of a proxy (hub 004 §2)", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const server = await nginx({ hubs: every(hub.url, ["files", "desks-ws", "poker"]) });
  const claimed = { forwarded: "for=1.2.3.4", "x-real-ip": "1.2.3.4" };
  for (const name of ["for", "host", "proto", "port", "prefix"]) claimed[`x-forwarded-${name}`] = "1";
  for (const headers of [{}, claimed]) {
    await send(server, "/hubs/files/health", { headers });
    const { socket } = await open(server, "/hubs/desks-ws/", { headers });
    socket.terminate();
  }
  await send(server, "/hubs/poker/health");
  const { socket } = await open(server, "/hubs/poker/ws?client_name=a");
  socket.terminate();
  expect(hub.requests.length).toBe(6);
  for (const { headers } of hub.requests) {
    expect(Object.keys(headers).filter((name) => /forwarded|real-ip|via/.test(name))).toEqual([]);
  }
});

test("a hub that trusts its own machine only answers nobody else (hub 004 §2)", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const server = await nginx({ hubs: every(hub.url, ["files", "poker"]) });
  const both = async (options) => {
    const { status } = await send(server, "/hubs/poker/health", options);
    const opened = await open(server, "/hubs/poker/ws", options);
    opened.socket?.terminate();
    return [status, opened.status ?? 101];
  };
  expect(await both()).toEqual([200, 101]);
  expect(await both({ from: "127.0.0.2" })).toEqual([403, 403]);
  // From this machine, but on behalf of another.
  expect(await both({ headers: { "x-forwarded-for": "203.0.113.9" } })).toEqual([403, 403]);
  expect((await send(server, "/hubs/files/", { from: "127.0.0.2" })).status).toBe(200);
});

test("an operator lets more machines use such a hub in one line", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const edits = [["# 192.168.1.0/24 1;", "127.0.0.2/31 1;"]];
  const server = await nginx({ hubs: { poker: hub.url }, edits });
  expect((await send(server, "/hubs/poker/health", { from: "127.0.0.2" })).status).toBe(200);
  const { socket } = await open(server, "/hubs/poker/ws", { from: "127.0.0.3" });
  socket.terminate();
  expect((await send(server, "/hubs/poker/health", { from: "127.0.0.4" })).status).toBe(403);
});

test("a body of 100 MB arrives whole, a larger one is refused", async ({ nginx, upstream }) => {
  const hub = await upstream();
  const server = await nginx({ hubs: { files: hub.url } });
  // 100 MiB, and the form around it.
  const body = Buffer.alloc(100 * 1024 * 1024 + 1_000);
  expect((await send(server, "/hubs/files/api/files/upload/", { method: "POST", body })).status).toBe(200);
  expect(last(hub).bytes).toBe(body.length);
  const headers = { "content-length": 102 * 1024 * 1024 };
  expect((await send(server, "/hubs/files/api/files/upload/", { method: "POST", headers })).status).toBe(413);
  expect(hub.requests.length).toBe(1);
});

test("an answer may take more than 12 s (hub 000 §1)", async ({ nginx, upstream }) => {
  const hub = await upstream((_, response) => sleep(13_000).then(() => response.end("late")));
  const server = await nginx({ hubs: { files: hub.url } });
  expect((await send(server, "/hubs/files/api/nodes/")).body.toString()).toBe("late");
});

test("a WebSocket may be silent for longer than any answer may take", async ({ nginx, upstream }) => {
  const hub = await upstream(() => {});
  const sockets = { "agenda-ws": "/", "desks-ws": "/", poker: "/ws", portal: "/socket.io/" };
  const ids = Object.keys(sockets);
  // A day is long enough for any silence; what an answer may take is made short enough for a test.
  const snippets = { "hub.conf": ["proxy_read_timeout 60s;", "proxy_read_timeout 1s;"] };
  const server = await nginx({ hubs: every(hub.url, [...ids, "files"]), snippets });
  const opened = await Promise.all(ids.map((id) => open(server, `/hubs/${id}${sockets[id]}`)));
  expect((await send(server, "/hubs/files/api/nodes/")).status).toBe(504);
  await sleep(1_500);
  for (const [at, { socket }] of opened.entries()) {
    expect(await echo(socket, "still here"), ids[at]).toBe("still here");
    socket.terminate();
  }
  const text = await readFile(new URL("../../deploy/atalaya/socket.conf", import.meta.url), "utf8");
  expect(text).toContain("proxy_read_timeout 1d;");
});

test("what a hub says is passed on at once", async ({ nginx, upstream }) => {
  let heard;
  const hub = await upstream((_, response) => {
    response.write("data: 1\n\n");
    // The second comes once the first was read, and then nothing more.
    heard = () => response.write("data: 2\n\n");
  });
  const server = await nginx({ hubs: { files: hub.url } });
  const answer = await fetch(`${server.url}/hubs/files/stream`);
  const reader = answer.body.getReader();
  const next = async () => Buffer.from((await reader.read()).value).toString();
  expect(await next()).toBe("data: 1\n\n");
  heard();
  expect(await next()).toBe("data: 2\n\n");
  await reader.cancel();
});

test("a download keeps the name that the hub gave it (hub 000 §2)", async ({ nginx, upstream, page }) => {
  // Raw Latin-1, as captured.
  const name = 'attachment; filename="a\u00f1o 1.bin"';
  const hub = await upstream((_, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-disposition": name }).end("bytes");
  });
  const server = await nginx({ hubs: { files: hub.url }, files: { "hubs.json": '{"hubs":[]}' } });
  const path = "/hubs/files/api/files/download/?file_id=a";
  expect((await send(server, path)).headers["content-disposition"]).toBe(name);
  // The sandbox binds the hub's pages, not what the console downloads.
  await new Console(page, server).open("/");
  const downloading = page.waitForEvent("download");
  await page.evaluate((href) => Object.assign(document.createElement("a"), { href, download: "a" }).click(), path);
  const download = await downloading;
  expect(await readFile(await download.path(), "utf8")).toBe("bytes");
});

test("a hub's redirect stays below its prefix (hub 000 §1, hub 003 §1)", async ({ nginx, upstream }) => {
  let location;
  const hub = await upstream((_, response) => response.writeHead(301, { location }).end());
  const server = await nginx({ hubs: { files: hub.url, "agenda-api": hub.url } });
  for (const [said, heard] of [
    ["/api/nodes/", "/hubs/files/api/nodes/"],
    ["/api/nodes/?since=1&a=%2F", "/hubs/files/api/nodes/?since=1&a=%2F"],
    [`${hub.url}/api/nodes/`, "/hubs/files/api/nodes/"],
    [`${hub.url.replace("http:", "https:")}/`, "/hubs/files/"],
    ["/", "/hubs/files/"],
    ["next/?a=1", "next/?a=1"],
    ["https://elsewhere.example/x", "https://elsewhere.example/x"],
  ]) {
    location = said;
    expect((await send(server, "/hubs/files/api/nodes")).headers.location, said).toBe(heard);
  }
  location = "/events/";
  expect((await send(server, "/hubs/agenda-api/events")).headers.location).toBe("/hubs/agenda-api/events/");
});

test("a hub that hangs, or is down, holds up neither the page nor the others", async ({ nginx, upstream }) => {
  const [hung, well] = [await upstream(() => {}), await upstream()];
  const down = `http://127.0.0.1:${await freePort()}`;
  const server = await nginx({ hubs: { files: hung.url, portal: well.url, desks: down } });
  const given = new AbortController();
  const path = `${server.url}/hubs/files/api/nodes/`;
  const asked = Array.from({ length: 100 }, () => fetch(path, { signal: given.signal }).catch(() => "given up"));
  await expect.poll(() => hung.requests.length).toBe(100);
  expect((await send(server, "/")).status).toBe(200);
  expect((await send(server, "/hubs/portal/health")).status).toBe(200);
  expect((await send(server, "/hubs/desks/")).status).toBe(502);
  given.abort();
  expect(new Set(await Promise.all(asked))).toEqual(new Set(["given up"]));
});
