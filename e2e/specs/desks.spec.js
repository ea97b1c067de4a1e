// Hub 003, desks: plain JSON frames beside a REST API, both behind a proxy since there is no CORS.
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

/** The page, with the hub's table in front. */
async function open(console, server, { path = "/hub/desks", vars } = {}) {
  const entry = { id: "desks", name: "Mesas", profile: "desks", url: "/hubs/desks", urls: { ws: "/hubs/desks-ws" }, vars };
  const proxies = { "/hubs/desks": server.url, "/hubs/desks-ws": server.wsUrl.replace("ws:", "http:").replace(/\/$/, "") };
  const app = await console([entry], { path, proxies });
  await app.online("desks");
  return app;
}

const post = (server, body, path = "/api/v1/desk/") => server.ask(path, body);

/** The table holds what the hub holds. */
async function holdsTheTruth(app, server) {
  const rows = app.table("desks").locator("[role=row][data-key]");
  const shown = () => rows.evaluateAll((all) => all.map((row) => row.dataset.key).sort());
  const truth = async () => Object.keys((await server.control("truth")).tables.desks).sort();
  await expect.poll(async () => JSON.stringify(await shown()), { timeout: 20_000 }).toBe(JSON.stringify(await truth()));
}

test("desks that come, change and go are announced and shown (hub 003 §2)", async ({ desks, console }) => {
  const server = await desks();
  const app = await open(console, server);
  await holdsTheTruth(app, server);
  const made = await post(server, { name: "Mesa Ñ <b>", width: 180, height: 90 });
  await expect(app.cell("desks", made.desk_id, "name")).toHaveText("Mesa Ñ <b>");
  await app.unread(1);
  await look(`${server.url}/api/v1/desk/${made.desk_id}`, { method: "PATCH", json: { width: 200 } });
  await expect(app.cell("desks", made.desk_id, "width")).toHaveText("200");
  await look(`${server.url}/api/v1/desk/${made.desk_id}`, { method: "DELETE" });
  await expect(app.row("desks", made.desk_id)).toHaveCount(0);
  await app.unread(3);
  await holdsTheTruth(app, server);
});

test("forged and odd frames are only text, and the list puts them right (hub 003 §2)", async ({ desks, console }) => {
  const server = await desks();
  const app = await open(console, server);
  await holdsTheTruth(app, server);
  const frame = (message) => server.control("frame", { text: typeof message === "string" ? message : JSON.stringify(message) });
  await frame({ type: "desk_notification", action: "created", desk: { desk_id: "..", name: "<img src=x onerror=alert(1)>", width: "wide" }, message: "x", timestamp: "2026-11-23T07:29:45Z" });
  for (const odd of ["null", "[]", "{}", "no JSON", '"text"', '{"type":"desk_notification","action":"deleted","desk":{}}', '{"type":"surprise"}']) await frame(odd);
  await server.control("frame", { binary_hex: "00ff" });
  await expect(app.cell("desks", "..", "name")).toHaveText("<img src=x onerror=alert(1)>");
  await app.online("desks", 1_000);
  await holdsTheTruth(app, server);
});

for (const code of [1006, 1011]) {
  test(`a socket that closes with ${code} comes back, the list is loaded, and the gap is drawn (hub 003 §2)`, async ({ desks, console }) => {
    const server = await desks();
    const app = await open(console, server);
    await post(server, { name: "Antes", width: 1, height: 1 });
    await app.unread(1);
    await app.recordStates("desks");
    await server.control("close", { code });
    await expect.poll(async () => (await app.states()).map(({ state }) => state)).toContain("waiting");
    await app.online("desks");
    await expect(app.link("desks")).toHaveAttribute("data-recovery", "gap");
    await holdsTheTruth(app, server);
    await app.openInbox();
    await expect(app.gaps).toHaveCount(1);
  });
}

test("a broker whose pongs live but that broadcasts to nobody is made good by the list (hub 003 §2)", async ({ desks, console }) => {
  const server = await desks();
  const app = await open(console, server);
  await server.control("mute", { on: true });
  const made = await post(server, { name: "En silencio", width: 1, height: 1 });
  await expect(app.cell("desks", made.desk_id, "name")).toHaveText("En silencio", { timeout: 20_000 });
  await app.online("desks", 1_000);
});

test("the seed's path and frames (hub 003 §4)", async ({ desks, console }) => {
  const server = await desks({ path: "/api/desk", frames: "seed" });
  const app = await open(console, server, { vars: { path: "/api/desk" } });
  await holdsTheTruth(app, server);
  const made = await post(server, { name: "Semilla", width: 1, height: 1 }, "/api/desk/");
  await expect(app.cell("desks", made.desk_id, "name")).toHaveText("Semilla");
  await app.unread(1);
});
