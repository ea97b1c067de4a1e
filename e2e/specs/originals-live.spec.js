// Habits of the hubs that are heard over a plain WebSocket: brokers that go, heartbeats that stop, lists that upsert.
import { test } from "../support/bench.js";
import { expect, hurried } from "../support/fixtures.js";

const testid = (app, name) => app.page.locator(`[data-testid=${name}]`);

test.describe("poker hands", () => {
  async function open(console, server, path = "/hub/poker", profile = "poker-hands") {
    const entry = { id: "poker", name: "Póquer", profile, url: "/hubs/poker" };
    const app = await console([entry], { path, proxies: { "/hubs/poker": server.url } });
    await app.online("poker");
    return app;
  }

  test("heartbeats that the hub itself stops are no silence; a hub that then hangs is silent (hub 004 §1)", async ({ poker, console }) => {
    test.setTimeout(120_000);
    const server = await poker({ heartbeat: 8 });
    const profile = hurried("poker-hands", ({ sources }) => Object.assign(sources.live.heartbeat, { every_s: 8 }));
    const app = await open(console, server, "/hub/poker", profile);
    await server.control("heartbeat", { on: false });
    // A beat is overdue by then; the hub says that it sends none.
    await app.recordStates("poker");
    await app.page.waitForTimeout(25_000);
    await app.online("poker");
    // It may have been asked whether it really sends some, and it kept its connection.
    expect((await app.states()).map(({ state }) => state)).not.toContain("waiting");
    server.freeze();
    await expect(app.link("poker")).not.toHaveAttribute("data-state", "online", { timeout: 60_000 });
    server.thaw();
    await app.online("poker", 60_000);
  });

  test("a list that fills by upsert fails, is said, and comes back as any list (hub 004 §2)", async ({ poker, console }) => {
    const server = await poker();
    await server.control("fail", { path: "/api/v1/hands/recent", how: "500", times: 3 });
    const app = await open(console, server);
    await expect(app.panel("hands").locator("[data-testid=skeleton]")).toHaveCount(0);
    await expect(testid(app, "table-failure")).toContainText("500", { timeout: 15_000 });
    await server.control("hand", { hand_id: "w9", stakes: "1/2", game_type: "NLH" });
    await expect(app.cell("hands", "w9", "stakes")).toHaveText("1/2");
    await server.control("fail", { path: "/api/v1/hands/recent", how: "500", times: 0 });
    const { retry } = await app.openLink("poker");
    await retry.click();
    await expect(testid(app, "table-failure")).toHaveCount(0, { timeout: 15_000 });
    await expect(app.row("hands", "w9")).toHaveCount(1);
  });

  test("an error frame stands in the inbox as the hub's (hub 004 §1)", async ({ poker, console }) => {
    const server = await poker();
    const app = await open(console, server, "/inbox");
    await server.control("frame", { text: '{"type":"error","message":"Unknown message type","timestamp":"2026-01-01T00:00:00"}' });
    await app.unread(1);
    await expect(app.notifications.first()).toHaveAttribute("data-kind", "error");
    await expect(app.notifications.first()).toContainText("Unknown message type");
  });
});

test.describe("desks", () => {
  async function open(console, server, path = "/hub/desks") {
    const entry = { id: "desks", name: "Mesas", profile: "desks", url: "/hubs/desks", urls: { ws: "/hubs/desks-ws" } };
    const proxies = { "/hubs/desks": server.url, "/hubs/desks-ws": server.wsUrl.replace("ws:", "http:").replace(/\/$/, "") };
    return console([entry], { path, proxies });
  }

  test("a broker that is down behind the page's own server: the hub behind it does not answer, no advice about CORS (hub 003 §2)", async ({ desks, console }) => {
    test.setTimeout(90_000);
    const server = await desks();
    const app = await open(console, server, "/");
    await app.online("desks");
    await server.control("broker", { up: false });
    await server.control("close", { code: 1006 });
    const card = app.page.locator('[data-testid=card][data-hub="desks"]');
    await expect(card.locator("[data-testid=why]")).toContainText("HTTP 502", { timeout: 30_000 });
    await expect(card).not.toContainText("CORS");
    await server.control("broker", { up: true });
    await app.online("desks", 40_000);
    await expect(card.locator("[data-testid=why]")).toBeEmpty();
  });

  test("the REST API is down while the broker lives: the table and the overview say so, the rows stay (hub 003 §1)", async ({ desks, console }) => {
    test.setTimeout(90_000);
    const server = await desks();
    const app = await open(console, server);
    await app.online("desks");
    await expect(app.table("desks").locator("[data-key]").first()).toBeVisible();
    const rows = await app.table("desks").getAttribute("aria-rowcount");
    await server.control("fail", { path: "/api/v1/desk/", method: "GET", how: "500", times: 50 });
    const { retry } = await app.openLink("desks");
    await retry.click();
    await app.page.keyboard.press("Escape");
    await expect(testid(app, "table-failure")).toBeVisible({ timeout: 20_000 });
    await expect(app.table("desks")).toHaveAttribute("aria-rowcount", rows);
    await app.section("/").click();
    const card = app.page.locator('[data-testid=card][data-hub="desks"]');
    await expect(card.locator(".why").filter({ hasText: "500" })).toBeVisible({ timeout: 20_000 });
  });
});

test("a refusal that is HTTP 500 is shown in the hub's words (hub 000 §1)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await console([{ id: "blocks", name: "Bloques", profile: "block-storage", url: "/hubs/blocks" }], {
    path: "/hub/blocks",
    proxies: { "/hubs/blocks": server.url },
  });
  await app.online("blocks");
  const { tables } = await server.control("truth");
  // One node alone cannot keep two copies.
  for (const node of Object.keys(tables.nodes).slice(1)) await server.control("node", { node_id: node, action: "kill" });
  await app.page.locator("button[data-action=upload]").filter({ visible: true }).first().click();
  const dialog = testid(app, "action");
  await dialog.locator("input[type=file]").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await dialog.locator("button[type=submit]").click();
  await expect(dialog.locator("[data-end]")).toContainText("HTTP 500: Se necesitan al menos 2 nodos activos", { timeout: 30_000 });
  await expect(dialog.locator("[data-end]")).not.toContainText("no llegó");
});
