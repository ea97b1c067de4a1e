// The overview: what a card says of its hub, which tables need attention, what all hubs reported last.
import AxeBuilder from "@axe-core/playwright";
import { answer } from "../support/bench.js";
import { expect, portalHub, test } from "../support/fixtures.js";

const LATER = /\/later-deferred-[^/]*\.wasm$/;
const id = (name) => `[data-testid=${name}]`;
const card = (app, hub) => app.page.locator(`${id("card")}[data-hub="${hub}"]`);
const events = (around) => around.locator(id("event"));
const strip = (app) => app.page.locator(id("attention"));
const needy = (app) => app.page.locator(id("attention-table"));

/** A hub with a list of machines, and one of rooms from a second source. */
const machines = {
  name: "machines",
  title: "Máquinas",
  sources: { rest: { kind: "rest", primary: true }, rooms: { kind: "rest" } },
  poll: [
    { source: "rest", get: "/machines", every_s: 1, do: [{ rows: "machines", as: { id: "/id", state: "/state" } }] },
    { source: "rooms", get: "/rooms", every_s: 1, do: [{ rows: "rooms", as: { id: "/id" } }] },
  ],
  tables: [
    {
      id: "machines",
      title: "Máquinas",
      key: "/id",
      columns: [
        { id: "id", at: "/id", title: "Id" },
        { id: "state", at: "/state", type: "status", map: { up: { as: "ok", es: "arriba", en: "up" }, down: { as: "error", es: "caída", en: "down" } }, title: "Estado" },
      ],
    },
    { id: "rooms", title: "Salas", key: "/id", columns: [{ id: "id", at: "/id", title: "Id" }] },
  ],
};

const ROOMS = { json: [{ id: "a" }] };
const rows = (...states) => ({ json: states.map((state, at) => ({ id: at + 1, state })) });

/** A hub of machines below the page's own origin. */
async function hubOfMachines(field, ...states) {
  const server = await field();
  await answer(server, "/machines", rows(...states));
  await answer(server, "/rooms", ROOMS);
  const hub = { id: "machines", name: "Taller", profile: machines, url: "/hubs/machines" };
  return { server, hub, proxies: { "/hubs/machines": server.url } };
}

test("a card lists the three newest notifications without the second module", async ({ portal, console, page }) => {
  const requests = [];
  page.on("request", (request) => LATER.test(request.url()) && requests.push(request.url()));
  const server = await portal();
  for (const title of ["Alfa", "Beta", "Gama"]) await server.ask("/api/notifications/test", { type: "warning", title });
  const app = await console([portalHub(server)]);
  await app.unread(4);
  await expect(events(card(app, "portal"))).toContainText(["Gama", "Beta", "Alfa"]);
  await expect(events(card(app, "portal")).first()).toHaveAttribute("data-kind", "warning");
  expect(requests).toEqual([]);
  await server.ask("/api/notifications/test", { type: "error", title: "Delta" });
  await expect(events(card(app, "portal"))).toContainText(["Delta", "Gama", "Beta"]);
  await expect(events(card(app, "portal")).first()).toHaveAttribute("data-kind", "error");
});

test("an event opens its notification in the inbox of its hub, with the focus, and marks it read", async ({ portal, console, page }) => {
  const server = await portal();
  for (const title of ["Alfa", "Beta", "Gama"]) await server.ask("/api/notifications/test", { type: "info", title });
  const app = await console([portalHub(server)]);
  await app.unread(4);
  await events(card(app, "portal")).filter({ hasText: "Beta" }).click();
  await expect(page).toHaveURL(/\/inbox\?hub=portal&event=/);
  const note = app.notifications.filter({ hasText: "Beta" });
  await expect(note).toBeFocused();
  await expect(note).toHaveAttribute("data-read", "true");
  await expect(note).toHaveAttribute("aria-current", "true");
  await expect(page.locator(`${id("notification")}[aria-current]`)).toHaveCount(1);
  await app.unread(3);
  await page.reload();
  await expect(note, "an address that is opened later says the same").toBeFocused();
  await app.section("/").click();
  await expect(events(card(app, "portal")).filter({ hasText: "Beta" })).toHaveAttribute("data-read", "true");
});

test("a card of a hub that reported nothing says so", async ({ field, console }) => {
  const { hub, proxies } = await hubOfMachines(field, "up");
  const app = await console([hub], { proxies });
  await app.online("machines");
  await expect(events(card(app, "machines"))).toHaveCount(0);
  await expect(card(app, "machines").getByText("aún sin notificaciones")).toBeVisible();
});

test("tables that need attention are named, the worst first, until they are well", async ({ portal, field, console, page }) => {
  const { server, hub, proxies } = await hubOfMachines(field, "up", "down", "down");
  const app = await console([portalHub(await portal()), hub], { proxies });
  await app.online("machines");
  await expect(needy(app)).toHaveCount(1);
  await expect(needy(app)).toHaveAttribute("data-why", "errors");
  await expect(needy(app)).toContainText("Máquinas");
  await expect(needy(app)).toContainText("Taller");
  await expect(needy(app)).toContainText("2 filas con error");
  await answer(server, "/rooms", { status: 500, json: {} });
  await expect(needy(app)).toHaveCount(2);
  await expect(needy(app).first()).toHaveAttribute("data-table", "rooms");
  await expect(needy(app).first()).toHaveAttribute("data-why", "failing");
  await needy(app).last().click();
  await expect(page).toHaveURL(/\/hub\/machines\/table\/machines$/);
  await page.goBack();
  await answer(server, "/rooms", ROOMS);
  await answer(server, "/machines", rows("up", "up"));
  await expect(needy(app)).toHaveCount(0, { timeout: 15_000 });
  await expect(strip(app)).toHaveText("3 tablas al día");
});

test("of a hub that is not heard the strip says nothing: its card does", async ({ portal, console }) => {
  const app = await console([portalHub(await portal()), portalHub({ url: "http://127.0.0.1:9" }, { id: "gone" })]);
  await app.online("portal");
  await expect(strip(app)).toHaveText("1 tabla al día");
  await expect(card(app, "gone").locator(id("why")).first()).toContainText("Nadie responde");
});

test("the newest notifications of several hubs stand below their cards, with whose they are", async ({ portal, console, page }) => {
  const servers = [await portal(), await portal()];
  const app = await console(servers.map((server, at) => portalHub(server, { id: `p${at}`, name: `Portal ${at}` })));
  await app.unread(2);
  await servers[0].ask("/api/notifications/test", { type: "error", title: "Primera" });
  await app.unread(3);
  await servers[1].ask("/api/notifications/test", { type: "info", title: "Segunda" });
  await app.unread(4);
  const newest = events(page.locator(id("newest")));
  await expect(newest).toHaveCount(4);
  await expect(newest.nth(0)).toContainText(/Segunda.*Portal 1/);
  await expect(newest.nth(1)).toContainText(/Primera.*Portal 0/);
  await newest.nth(1).click();
  await expect(page).toHaveURL(/\/inbox\?hub=p0&event=/);
  await expect(app.notifications.filter({ hasText: "Primera" })).toBeFocused();
});

test("a hub's page begins with its status map, and so do the links to its tables", async ({ blocks, console, page }) => {
  const server = await blocks();
  const hub = { id: "files", name: "Archivos", profile: "block-storage", url: "/hubs/files" };
  const app = await console([hub], { path: "/hub/files", proxies: { "/hubs/files": server.url } });
  await app.online("files");
  const tables = () => page.locator(id("table")).evaluateAll((all) => all.map((one) => one.dataset.table));
  await expect.poll(tables).toEqual(["blocks", "nodes", "files"]);
  const links = page.locator(id("tables-index")).getByRole("link");
  await expect(links.nth(1)).toHaveAttribute("href", "/hub/files/table/blocks");
});

test("what stands in place of rows stands below their headings", async ({ field, console, page }) => {
  const { hub, proxies } = await hubOfMachines(field);
  const app = await console([hub], { path: "/hub/machines", proxies });
  const sentence = app.panel("machines").getByText("El hub no tiene filas.");
  await expect(sentence).toBeVisible();
  const heading = app.table("machines").getByRole("columnheader").first();
  const [above, below] = [await heading.boundingBox(), await sentence.boundingBox()];
  expect(below.y).toBeGreaterThanOrEqual(above.y + above.height);
  const panel = await app.panel("machines").boundingBox();
  expect(below.y + below.height, "and in the table's panel").toBeLessThanOrEqual(panel.y + panel.height);
  await expect(page.locator(id("table-panel"))).toHaveCount(2);
});

/** The right edges of the cards of each row, and that of what they stand in. */
const edges = (page) =>
  page.locator(".cards").evaluate((cards) => {
    const rows = new Map();
    for (const one of cards.children) {
      const { top, right } = one.getBoundingClientRect();
      rows.set(Math.round(top), Math.max(rows.get(Math.round(top)) ?? 0, Math.round(right)));
    }
    return { rows: [...rows.values()], right: Math.round(cards.getBoundingClientRect().right) };
  });

// Colours do not depend on words: each theme once, each language once.
for (const [colorScheme, locale] of [["light", "es-CL"], ["dark", "en-US"]]) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    for (const count of [1, 2, 3, 4, 6, 20]) {
      test(`${count} hubs fill their rows, and nothing breaks a rule or hangs out`, async ({ portal, field, console, page }) => {
        test.setTimeout(120_000);
        const server = await portal();
        await server.ask("/api/notifications/test", { type: "error", title: "x".repeat(200) });
        const { hub, proxies } = await hubOfMachines(field, "down");
        const portals = Array.from({ length: count - 1 }, (_, at) => portalHub(server, { id: `p${at}`, name: `Portal de datos ${at}` }));
        const app = await console([hub, ...portals], { proxies });
        await app.online("machines");
        if (count > 1) {
          await app.online("p0");
          await expect(needy(app)).toHaveCount(1);
          await expect(events(page.locator(id("newest"))).first()).toBeVisible();
        }
        // Arrivals fade in; a colour in the middle of that is nobody's choice.
        await page.waitForTimeout(1_700);
        for (const width of [1920, 1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`), `${width}`).toEqual([]);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(over, `${width}`).toBeLessThanOrEqual(0);
          const { rows, right } = await edges(page);
          const full = count <= 6 ? rows : rows.slice(0, -1);
          expect(full.filter((edge) => Math.abs(edge - right) > 1), `rows with room left, ${width} px wide`).toEqual([]);
        }
      });
    }
  });
}
