// Habits of the five hubs themselves, which their contracts tell of and a page meets only in the field.
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "../support/bench.js";
import { expect, hurried, portalHub } from "../support/fixtures.js";
import { look } from "../support/wire.js";

const testid = (app, name) => app.page.locator(`[data-testid=${name}]`);
const titles = async (app) => (await app.notifications.locator("[data-testid=title]").allTextContents()).sort();

test.describe("the portal", () => {
  const BANK = "PIB Trimestral - Banco Central";
  const check = async (server, status, error = null) => {
    await server.control("dataset", { id: "bcentral_pib", status, http_code: status === "up" ? 200 : null, error });
    await server.ask("/check", {});
  };

  test("a data set that flaps: what the hub reports five times stands five times, and is read five times (hub 002 §2.3)", async ({ portal, console }) => {
    const server = await portal();
    const app = await console([portalHub(server)]);
    await app.online("portal");
    await app.unread(1);
    for (const status of ["down", "up", "down", "up", "down"]) await check(server, status, status === "down" ? "ConnectionError" : null);
    await app.unread(6);
    await app.openInbox();
    const held = (await server.ask("/api/notifications?limit=100")).notifications.map(({ id }) => id);
    await expect.poll(async () => (await app.ids()).sort()).toEqual(held.sort());
    await testid(app, "mark-all-read").click();
    await expect.poll(async () => (await server.ask("/api/notifications?limit=100")).unread_count).toBe(0);
    await app.unread(0);
  });

  test("more is lost than the hub keeps: the gap is drawn where it lies (hub 002 §2.3, §4)", async ({ portal, console }) => {
    test.setTimeout(90_000);
    const server = await portal({ pingInterval: 2, pingTimeout: 1 });
    const app = await console([portalHub(server)], { path: "/inbox" });
    await app.online("portal");
    await app.unread(1);
    await server.control("deaf", {});
    await server.control("burst", { count: 150, apart_s: 0.002 });
    await expect(app.link("portal")).toHaveAttribute("data-recovery", "gap", { timeout: 30_000 });
    await app.unread(101);
    await expect(app.gaps).toHaveCount(1);
    await expect(app.gaps).toHaveAttribute("data-hub", "portal");
  });

  test("an outage that lost nothing has no gap (hub 002 §4)", async ({ portal, console }) => {
    const server = await portal({ pingInterval: 2, pingTimeout: 1 });
    const app = await console([portalHub(server)], { path: "/inbox" });
    await app.online("portal");
    await app.unread(1);
    await server.control("deaf", {});
    await server.control("burst", { count: 60, apart_s: 0.002 });
    await app.unread(61, 30_000);
    await expect(app.link("portal")).toHaveAttribute("data-recovery", "resync");
    await expect(app.gaps).toHaveCount(0);
  });

  test("a cell that the hub empties is empty, and a cached list takes nothing back (hub 002 §3, §4)", async ({ portal, console }) => {
    test.setTimeout(90_000);
    const server = await portal();
    const profile = hurried("open-data-portal", ({ poll }) => (poll.find(({ every_s }) => every_s === 30).every_s = 10));
    const app = await console([portalHub(server, { profile })], { path: "/hub/portal" });
    await app.online("portal");
    const cell = (column) => app.cell("datasets", "bcentral_pib", column);
    await expect(cell("status")).toHaveText("disponible");
    await check(server, "down", "ConnectionError");
    await expect(cell("status")).toHaveText("caído", { timeout: 10_000 });
    await expect(cell("result")).toContainText("ConnectionError");
    await check(server, "up");
    await expect(cell("status")).toHaveText("disponible", { timeout: 10_000 });
    await expect(cell("result")).not.toContainText("ConnectionError");
    await check(server, "down", "ConnectionError");
    await expect(cell("status")).toHaveText("caído", { timeout: 10_000 });
    // The list of before stands in the hub's cache for a minute, and is asked for meanwhile.
    const lists = async () => (await server.control("state")).requests.filter((it) => it.startsWith("GET /status")).length;
    const before = await lists();
    await expect.poll(lists, { timeout: 45_000 }).toBeGreaterThan(before);
    await sleep(1_000);
    await expect(cell("status")).toHaveText("caído");
  });

  test("without a zone, in a browser half a day east: one event is told once (hub 002 §2.3)", async ({ portal, console }) => {
    test.setTimeout(120_000);
    const server = await portal();
    const profile = hurried("open-data-portal", ({ poll, watch }) => {
      poll.find(({ every_s }) => every_s === 30).every_s = 5;
      watch[0].for_s = 15;
    });
    // Nothing that could be measured.
    await server.control("faults", { fail: { "/health": [500, 10_000] } });
    const app = await console([portalHub(server, { profile })], { path: "/hub/portal" });
    await app.online("portal");
    await app.unread(1);
    await check(server, "down", "ConnectionError");
    await app.unread(2);
    await expect(app.cell("datasets", "bcentral_pib", "status")).toHaveText("caído", { timeout: 15_000 });
    // The page's own alert comes when it has lasted for so long.
    await sleep(25_000);
    await app.openInbox();
    await expect(app.notifications.filter({ hasText: BANK })).toHaveCount(1);
    await app.unread(2);
  });
});

test.describe("the agenda", () => {
  async function open(console, server, path = "/hub/agenda") {
    const urls = { agenda: "/hubs/agenda-api", ws: server.wsUrl };
    const entry = { id: "agenda", name: "Agenda", profile: "raft-agenda", url: "/hubs/agenda", urls, time_zone: "America/Santiago" };
    const app = await console([entry], { path, proxies: { "/hubs/agenda-api": server.agendaUrl, "/hubs/agenda": server.url } });
    await expect(app.row("shards", "groups")).toBeVisible({ timeout: 15_000 });
    return app;
  }
  async function logIn(app) {
    const form = testid(app, "login");
    await form.locator("input[name=username]").fill("ana");
    await form.locator("input[name=password]").fill("secreto");
    await form.locator("button[type=submit]").click();
    await expect(testid(app, "log-out")).toBeVisible();
  }
  const of = async (server, shard) => (await server.control("truth")).tables.shards[shard];

  test("nodes that hang: the long answer is waited for, the leaders are asked all the while (hub 001 §5.2)", async ({ agenda, console }) => {
    test.setTimeout(120_000);
    const server = await agenda({ hangS: 7 });
    const app = await open(console, server);
    await expect(app.row("members", "http://127.0.0.1:21801")).toBeVisible();
    for (const index of [0, 1]) await server.control("node", { shard: "events_a_m", index, action: "hang" });
    const leaders = async () => (await server.control("state")).requests.coordinator.filter((it) => JSON.stringify(it).includes("/leaders")).length;
    const before = await leaders();
    await expect(app.cell("members", "http://127.0.0.1:21801", "status")).toHaveText("inalcanzable", { timeout: 50_000 });
    await expect(app.cell("members", "http://127.0.0.1:21802", "status")).toHaveText("inalcanzable");
    expect(await leaders(), "asked while the other answer was waited for").toBeGreaterThan(before);
    await expect(app.panel("members").locator("[data-testid=table-failure]")).toHaveCount(0);
  });

  test("a node that the coordinator drops is told as well, and one that comes back (hub 001 §2)", async ({ agenda, console }) => {
    test.setTimeout(90_000);
    const server = await agenda({ electionS: 1 });
    const app = await open(console, server);
    const { leader, nodes } = await of(server, "events_a_m");
    const gone = nodes.find((url) => url !== leader);
    await server.control("node", { shard: "events_a_m", url: gone, action: "drop" });
    await expect(app.row("members", gone)).toHaveAttribute("data-removed", "true", { timeout: 20_000 });
    await app.openInbox();
    await expect.poll(() => titles(app), { timeout: 20_000 }).toEqual([`${gone} ya no está en la lista`]);
    await app.page.keyboard.press("Escape");
    // What was opened says that it is gone, and what was known of it.
    await app.row("members", gone).click();
    await expect(testid(app, "row-gone")).toBeVisible();
    await expect(testid(app, "details")).toContainText(gone);
  });

  test("a shard that has a leader again is told, and who led before by the last that did (hub 001 §5.2)", async ({ agenda, console }) => {
    test.setTimeout(120_000);
    const server = await agenda({ electionS: 1 });
    const app = await open(console, server);
    const { leader } = await of(server, "groups");
    await expect(app.cell("shards", "groups", "leader")).toHaveText(leader);
    await server.control("node", { shard: "groups", url: leader, action: "kill" });
    await app.openInbox();
    await expect.poll(() => titles(app), { timeout: 40_000 }).toContain("La partición groups no tiene líder");
    await server.control("node", { shard: "groups", url: leader, action: "restart" });
    await expect.poll(() => titles(app), { timeout: 60_000 }).toContain("La partición groups vuelve a tener líder");
    for (const message of await app.notifications.allTextContents()) expect(message).not.toContain("antes No disponible");
  });

  for (const variantB of [false, true]) {
    test(`invitations are read and answered, ${variantB ? "variant B: objects and the query (hub 001 §7)" : "arrays and a body (hub 001 §4.2)"}`, async ({ agenda, console }) => {
      test.setTimeout(90_000);
      const server = await agenda({ variantB });
      const app = await open(console, server);
      await logIn(app);
      await expect(testid(app, "login").or(app.page.locator(".known")).first()).toContainText("como ana");
      const invitations = app.table("invitations").locator("[role=row][data-key]");
      await expect(invitations).toHaveCount(2, { timeout: 20_000 });
      for (const kind of ["group", "event"]) {
        const row = app.table("invitations").locator(`[role=row][data-key*="${kind}"]`);
        await row.click();
        await testid(app, "details").locator(`button[data-action=accept-${kind}]`).click();
        await expect(row).toHaveCount(0, { timeout: 30_000 });
        if (await testid(app, "details").isVisible()) await app.page.keyboard.press("Escape");
      }
      const { tables } = await server.control("truth");
      expect(Object.keys(tables.invitations)).toEqual([]);
      await expect(app.table("groups").locator("[role=row][data-key]")).toHaveCount(2, { timeout: 20_000 });
    });
  }

  test("an event without a description is made, and messages name whom they mean (hub 001 §4.2, §4.3)", async ({ agenda, console }) => {
    test.setTimeout(90_000);
    const server = await agenda();
    /** What somebody else does. */
    const post = async (path, json) => (await look(server.agendaUrl + path, { json })).json;
    const known = async (username, password) => (await post("/auth/login", { username, password })).token;
    await post("/auth/register", { username: "cleo", password: "c" });
    const app = await open(console, server);
    await logIn(app);
    await expect(app.table("groups").locator("[role=row][data-key]").first()).toBeVisible({ timeout: 20_000 });
    await expect(app.table("users")).toContainText("cleo", { timeout: 20_000 });
    await app.page.locator("button[data-action=create-event]").filter({ visible: true }).first().click();
    const dialog = testid(app, "action");
    await dialog.locator("[data-field=title] input").fill("Sin descripción");
    await dialog.locator("[data-field=start_time] input").fill("2026-12-20T10:00");
    await dialog.locator("[data-field=end_time] input").fill("2026-12-20T11:00");
    await dialog.locator("button[type=submit]").click();
    await expect(dialog).toBeHidden({ timeout: 15_000 });
    await expect(app.table("events")).toContainText("Sin descripción", { timeout: 20_000 });
    const [ana, cleo] = [await known("ana", "secreto"), await known("cleo", "c")];
    await post(`/groups/invite?token=${ana}`, { group_id: 1, invited_user_id: 3 });
    await post(`/groups/invitations/respond?token=${cleo}`, { invitation_id: 3, response: "accepted" });
    await app.openInbox();
    await expect.poll(() => titles(app)).toContain("El grupo Equipo tiene un miembro nuevo: cleo");
  });
});
