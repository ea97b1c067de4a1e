// Contract 002 in a real browser: every oddity that a client must cope with, in both modes of the server.
import { expect, portalHub, test } from "../support/fixtures.js";

/** "METHOD path?query" of every request that a hub got; only those that begin so. */
const requests = async (server, start) =>
  (await server.control("state")).requests.filter((request) => request.startsWith(start));

for (const mode of ["threading", "eventlet"]) {
  test.describe(mode, () => {
    test("events before the CONNECT answer are shown (hub 002 §1.1)", async ({ portal, console }) => {
      const server = await portal({ mode });
      // Only the socket announces it: the list is made to fail.
      await server.control("faults", { fail: { "/api/notifications": [500, 1_000] } });
      const app = await console([portalHub(server)]);
      await app.online("portal");
      await app.unread(1);
      await app.openInbox();
      await expect(app.notifications).toHaveCount(1);
      await expect(app.notifications.locator("[data-testid=title]")).toHaveText("Sistema Iniciado");
      await expect(app.notifications).toHaveAttribute("data-kind", "success");
      await expect(app.notifications).toHaveAttribute("data-hub", "portal");
    });

    test("out-of-order frames stand in the order of their time, and unread_count is not believed (§2.3)", async ({
      portal,
      console,
    }) => {
      const server = await portal({ mode });
      const app = await console([portalHub(server)]);
      await app.online("portal");
      await app.unread(1);
      const { ids } = await server.control("burst", { count: 120, shuffle: true, apart_s: 0.002 });
      // The hub says 100: it counts only what it keeps.
      await app.unread(121);
      expect((await server.ask("/api/notifications")).unread_count).toBe(100);
      await app.openInbox();
      const newest = [...ids].sort().reverse();
      await expect.poll(async () => (await app.ids()).slice(0, 50)).toEqual(newest.slice(0, 50));
    });

    test("a socket gone deaf is found by the dead-man rule and healed by the list (§4)", async ({ portal, console }) => {
      const server = await portal({ mode, pingInterval: 2, pingTimeout: 1 });
      const app = await console([portalHub(server)]);
      await app.online("portal");
      await app.unread(1);
      await app.recordStates("portal");
      await server.control("deaf", {});
      await server.control("burst", { count: 15 });
      // More than the ten of recent_notifications: only GET /api/notifications?limit=100 has them all.
      await app.unread(16, 25_000);
      await app.online("portal");
      expect((await app.states()).map((one) => one.state)).not.toEqual(["online"]);
      await expect(app.link("portal")).toHaveAttribute("data-recovery", "resync");
      expect((await requests(server, "GET /api/notifications?limit=100")).length).toBeGreaterThanOrEqual(2);
      await app.openInbox();
      const shown = await app.ids();
      expect(new Set(shown).size, "nothing twice").toBe(shown.length);
    });
  });
}

test("eventlet: what the scheduler's thread loses is there after the reconnect (§4)", async ({ portal, console }) => {
  const server = await portal({ mode: "eventlet", pingInterval: 2, pingTimeout: 1 });
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await server.control("dataset", { id: "ine_censo", status: "down", error: "ReadTimeout" });
  await server.control("tick", {});
  await app.unread(2, 25_000);
  await app.openInbox();
  await expect(app.notifications.first()).toContainText("Error al verificar el dataset Censo");
  await expect(app.notifications.first()).toHaveAttribute("data-kind", "error");
});

test("naive local times are read in the hub's zone, which is measured (§2.3)", async ({ portal, console }) => {
  // Santiago's wall clock, and a browser in Tokyo: twelve hours or more apart.
  const server = await portal({ zone: "America/Santiago" });
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await server.ask("/api/notifications/test", { title: "Recién" });
  await app.openInbox();
  const age = async () => {
    const stamp = await app.notifications.first().locator("time").getAttribute("datetime");
    return Math.abs(Date.now() - Date.parse(stamp));
  };
  await expect(app.notifications.first()).toContainText("Recién");
  await expect.poll(age, { timeout: 20_000 }).toBeLessThan(60_000);
});

test("time_zone in hubs.json says what need not be measured", async ({ portal, console }) => {
  const server = await portal({ zone: "America/Santiago" });
  await server.control("faults", { fail: { "/health": [500, 1_000] } });
  const app = await console([portalHub(server, { time_zone: "America/Santiago" })]);
  await app.openInbox();
  await expect(app.notifications).toHaveCount(1);
  const stamp = await app.notifications.first().locator("time").getAttribute("datetime");
  expect(Math.abs(Date.now() - Date.parse(stamp))).toBeLessThan(60_000);
});

test("a click marks read over REST, so that other pages hear it (§2.1)", async ({ portal, console, context }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  const other = await context.newPage();
  await other.goto(app.url);
  await app.online("portal");
  const badge = other.locator("[data-testid=badge]");
  await expect(badge).toHaveAttribute("data-count", "1");
  await app.openInbox();
  await app.notifications.first().click();
  await expect(app.notifications.first()).toHaveAttribute("data-read", "true");
  await app.unread(0);
  await expect(badge).toHaveAttribute("data-count", "0");
  const { events } = await server.control("state");
  expect(events).not.toContain("mark_notification_read");
  expect((await requests(server, "POST /api/notifications/notif_")).length).toBe(1);
});

test("acks never come, and nothing waits for one (§1.3)", async ({ portal, console, page }) => {
  const server = await portal();
  const asked = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => asked.push(String(payload))));
  const app = await console([portalHub(server)]);
  await app.online("portal");
  // The client's ping has no argument and its answer is an event; both are what the contract asks for.
  await expect.poll(async () => (await server.control("state")).events.length, { timeout: 15_000 }).toBeGreaterThan(0);
  await expect(app.link("portal")).toHaveAttribute("data-rtt-ms", /^\d+$/);
  expect(asked.filter((frame) => /^42\d/.test(frame)), "frames that ask for an ack").toEqual([]);
  await app.online("portal");
});

test("titles that are null, numbers or HTML, and unknown types, are shown as text (§2.3)", async ({
  portal,
  console,
}) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  const odd = [
    { type: null, title: null, message: { a: [1] } },
    { type: 5, title: 7, message: "" },
    { type: "critical<b>", title: "<img src=x onerror=alert(1)>", message: "<script>alert(1)</script>" },
    { type: "", title: "", message: null },
  ];
  for (const wish of odd) await server.ask("/api/notifications/test", wish);
  await app.unread(5);
  await app.openInbox();
  await expect(app.notifications).toHaveCount(5);
  for (const one of await app.notifications.all()) {
    await expect(one).toHaveAttribute("data-kind", /^(info|success|warning|error)$/);
    await expect(one.locator("[data-testid=title]")).not.toBeEmpty();
    await expect(one.locator("img, script")).toHaveCount(0);
  }
  await expect(app.dialog).toContainText("<img src=x onerror=alert(1)>");
});

test("what is no notification at all takes nothing else with it", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  for (const notification of [null, 7, "text", [], {}]) await server.control("raw", { notification });
  await server.control("frame", { event: "never heard of", args: [{ a: 1 }] });
  await server.control("frame", { event: "new_notification", args: [] });
  await server.ask("/api/notifications/test", { title: "Sigue viva" });
  await app.openInbox();
  await expect(app.dialog).toContainText("Sigue viva");
  await app.online("portal");
});

test("only http and https links open, and without a way back", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  const raw = (id, url) =>
    server.control("raw", { notification: { id, type: "info", title: id, message: "", data: { url }, read: false } });
  await raw("good", "https://datos.example/serie");
  await raw("bad", "javascript:alert(1)");
  await app.unread(3);
  await app.openInbox();
  await expect(app.notification("bad").locator("a")).toHaveCount(0);
  const link = app.notification("good").locator("a");
  await expect(link).toHaveAttribute("href", "https://datos.example/serie");
  await expect(link).toHaveAttribute("rel", /noopener noreferrer/);
});

test("reading what a restarted hub forgot is done, not an error (§3: 404)", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await server.control("forget", {});
  await app.openInbox();
  const answer = app.page.waitForResponse((response) => response.url().endsWith("/read"));
  await app.notifications.first().click();
  expect((await answer).status()).toBe(404);
  // Long enough for a complaint to be shown, and for a second try to be made.
  await app.page.waitForTimeout(2_500);
  await expect(app.notifications.first()).toHaveAttribute("data-read", "true");
  expect((await requests(server, "POST /api/notifications/notif_")).length).toBe(1);
  // At this moment: a toast that is gone after a while has been there.
  expect(await app.toasts.allInnerTexts()).toEqual([]);
  await app.unread(0);
});

test("a refusal is shown where it can be seen: in the dialog while that is open", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  const [{ id }] = (await server.control("state")).notifications;
  await server.control("faults", { fail: { [`/api/notifications/${id}/read`]: [403, 1] } });
  await app.openInbox();
  await app.notifications.first().click();
  await expect(app.dialog.locator("[data-testid=toast]")).toContainText("made to fail with 403");
  await app.page.keyboard.press("Escape");
  await expect(app.toasts).toHaveCount(1);
  await expect(app.toasts).toBeVisible();
});

test("mark all reads each that the hub still lists", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await server.control("burst", { count: 9 });
  await app.unread(10);
  await app.openInbox();
  await app.page.locator("[data-testid=mark-all-read]").click();
  await app.unread(0);
  await expect.poll(async () => (await server.ask("/api/notifications")).unread_count).toBe(0);
});

test("clear waits for its undo; without undo the hub clears too", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await server.control("burst", { count: 3 });
  await app.unread(4);
  await app.openInbox();
  await app.page.locator("[data-testid=clear-all]").click();
  await expect(app.notifications).toHaveCount(0);
  await app.unread(0);
  await app.page.locator("[data-testid=undo]").click();
  await expect(app.notifications).toHaveCount(4);
  await app.unread(4);
  await app.page.locator("[data-testid=clear-all]").click();
  await expect.poll(async () => (await requests(server, "POST /api/notifications/clear")).length).toBe(1);
  await expect(app.notifications).toHaveCount(0);
});

test("a clear survives closing the tab", async ({ portal, console, page }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await app.openInbox();
  await page.locator("[data-testid=clear-all]").click();
  await expect(app.notifications).toHaveCount(0);
  expect(await requests(server, "POST /api/notifications/clear"), "it can still be taken back").toEqual([]);
  // All six connections to the hub are busy: the request waits for one, and what does not outlive the page is given up.
  await server.control("faults", { delay_s: 4 });
  await page.evaluate((url) => {
    for (let busy = 0; busy < 6; busy += 1) fetch(`${url}/health?busy=${busy}`).catch(() => {});
  }, server.url);
  await expect.poll(async () => (await requests(server, "GET /health?busy=")).length).toBe(6);
  await page.close({ runBeforeUnload: true });
  // The undo time is 5 s: only a page that says it as it goes is heard before.
  const cleared = async () => (await requests(server, "POST /api/notifications/clear")).length;
  await expect.poll(cleared, { timeout: 4_000 }).toBe(1);
});

test("what came after a clear is not cleared with it", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await app.openInbox();
  await app.page.locator("[data-testid=clear-all]").click();
  await server.ask("/api/notifications/test", { title: "Después" });
  await expect(app.notifications).toHaveCount(1);
  // The hub would clear the newer one too: so it is not asked to.
  await app.page.waitForTimeout(7_000);
  expect(await requests(server, "POST /api/notifications/clear")).toEqual([]);
  await expect(app.notifications).toHaveCount(1);
});

test("the data sets stand in a table that sorts, and follow a change at once (§3)", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)], { path: "/hub/portal" });
  const table = app.table("datasets");
  await expect(table).toHaveAttribute("aria-rowcount", "6");
  await expect(table).toHaveAttribute("data-stale", "false");
  await expect(table).toHaveAttribute("data-as-of", /^\d{4}-\d\d-\d\dT/);
  await expect(app.cell("datasets", "ine_censo", "status")).toHaveText(/disponible/i);
  const keys = () => table.locator("[role=row][data-key]").evaluateAll((rows) => rows.map((row) => row.dataset.key));
  const heading = table.locator("[role=columnheader]", { hasText: "Nombre" });
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  const names = ["ine_censo", "dmc_clima", "deis_defunciones", "mineduc_matricula", "bcentral_pib"];
  await expect.poll(keys).toEqual(names);
  await heading.getByRole("button").click();
  await expect.poll(keys).toEqual(names.reverse());
  // /status stays old for a minute: the row follows what the notification says.
  await server.control("dataset", { id: "ine_censo", status: "down", error: "ReadTimeout" });
  await server.ask("/check", {});
  await expect(app.cell("datasets", "ine_censo", "status")).toHaveText(/caído/i);
  await expect(app.cell("datasets", "ine_censo", "result")).toHaveText("ReadTimeout");
});

test("a list that fails says so in its table and is tried again", async ({ portal, console }) => {
  const server = await portal();
  await server.control("faults", { fail: { "/status": [500, 1_000] } });
  const app = await console([portalHub(server)], { path: "/hub/portal" });
  await app.online("portal");
  await expect(app.page.getByRole("main")).toContainText(/500|No se pudo leer/);
  await server.control("faults", {});
  await expect(app.table("datasets")).toHaveAttribute("aria-rowcount", "6", { timeout: 45_000 });
});

test("the same hub twice in hubs.json under two ids is two hubs", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server), portalHub(server, { id: "again", name: "Otra vez" })]);
  await app.online("portal");
  await app.online("again");
  await app.unread(2);
  await expect(app.page.locator("[data-testid=link]")).toHaveCount(2);
});
