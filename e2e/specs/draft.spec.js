// A hub that no profile is for: what it sends while it is looked at makes a first one.
import AxeBuilder from "@axe-core/playwright";
import { WebSocketServer } from "ws";
import { expect, test } from "../support/fixtures.js";
import { add, form, id, look, outcome, written } from "../support/look.js";

const guess = (app, subject) => id(app, "guess").filter({ has: app.page.locator("b", { hasText: subject }) });

async function drawUp(app, address) {
  await look(app, address);
  await outcome(app, "unknown", 25_000);
  await expect(id(app, "draft")).toBeVisible();
}

const json = (response, value) => response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(JSON.stringify(value));
const at = (seconds) => new Date(Date.now() - seconds * 1_000).toISOString();

/** Looms of a mill, by GET only. */
const looms = () =>
  Array.from({ length: 24 }, (_, nr) => ({
    loom: `T-${String(nr + 1).padStart(3, "0")}`,
    estado: ["tejiendo", "parado", "averiado"][nr % 3],
    metros: nr * 12.5,
    visto_en: at(nr),
    averias: nr % 4,
  }));

test("a list becomes a table: its key, its types, its address", async ({ own, console }) => {
  const mill = await own((request, response) => (request.url === "/planta/telares" ? json(response, { telares: looms() }) : response.writeHead(404).end()));
  const app = await console(null);
  await drawUp(app, `${mill}/planta/telares`);
  const profile = await written(app);
  expect(profile.tables).toHaveLength(1);
  const [table] = profile.tables;
  expect(table.key).toBe("/loom");
  const type = (at) => table.columns.find((column) => column.at === at)?.type ?? "text";
  expect([type("/metros"), type("/visto_en"), type("/averias"), type("/estado")]).toEqual(["number", "time", "integer", "status"]);
  await expect(form(app).locator("[name=url]")).toHaveValue(`${mill}/planta`);
  const { violations } = await new AxeBuilder({ page: app.page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
  await add(app);
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 20_000 });
  const hub = await link.getAttribute("data-hub");
  await app.section(`/hub/${hub}`).click();
  await expect(app.page.locator("[role=row][data-key='T-001']")).toBeVisible();
});

test("what a socket pushes is rows and notifications, and nothing is reported before the user says so", async ({ own, console }) => {
  test.setTimeout(90_000);
  let alarms = 0;
  const mill = await own(
    (request, response) => response.writeHead(404).end(),
    (server) => {
      const sockets = new WebSocketServer({ server, path: "/live" });
      const tell = (message) => sockets.clients.forEach((socket) => socket.send(JSON.stringify(message)));
      let turn = 0;
      const timer = setInterval(() => {
        turn += 1;
        tell({ type: "tank", tank_id: `k${(turn % 5) + 1}`, level_pct: 40 + (turn % 50), state: turn % 7 ? "ok" : "low", seen_at: at(0) });
        if (turn % 20 === 0) tell({ type: "alarm", alarm_id: `a${(alarms += 1)}`, severity: "warning", message: `Tanque ${turn} bajo`, raised_at: at(0) });
      }, 250);
      return () => clearInterval(timer);
    },
  );
  const app = await console(null);
  await drawUp(app, mill);
  const rules = async () => (await written(app)).on;
  const profile = await written(app);
  expect(profile.tables.map(({ key }) => key)).toContain("/tank_id");
  const told = async () => (await rules()).some((rule) => rule.do.some((effect) => effect.notify));
  expect(await told(), "nobody has said yes").toBe(false);
  const line = id(app, "guess").filter({ hasText: "notificaciones" }).first();
  await line.getByRole("button", { name: "Sí", exact: true }).click();
  await expect.poll(told).toBe(true);
  await add(app);
  const link = app.page.locator("[data-testid=link]");
  await expect(link).toHaveAttribute("data-state", "online", { timeout: 20_000 });
  const hub = await link.getAttribute("data-hub");
  await app.section(`/hub/${hub}`).click();
  await expect(app.page.locator("[role=row][data-key='k1']")).toBeVisible({ timeout: 15_000 });
  await expect.poll(async () => Number(await app.badge.getAttribute("data-count")), { timeout: 20_000 }).toBeGreaterThan(0);
});

test("a guess is turned over by a click, and what was filled in is taken back with the address", async ({ own, console }) => {
  const mill = await own((request, response) => (request.url === "/" ? json(response, { "10": { nombre: "uno" }, "11": { nombre: "dos" } }) : response.writeHead(404).end()));
  const app = await console(null);
  await drawUp(app, mill);
  const before = JSON.stringify(await written(app));
  await id(app, "guess").locator("button").last().click();
  await expect.poll(async () => JSON.stringify(await written(app))).not.toBe(before);
  await form(app).locator("[name=url]").fill("http://127.0.0.1:9");
  await expect(id(app, "draft")).toHaveCount(0);
  await expect(form(app).locator("[name=other-profile]")).toHaveValue("");
});

test("a hub that sends too much of everything is bounded, and the page stays usable", async ({ own, console }) => {
  test.setTimeout(90_000);
  const deep = (left) => (left ? { inside: deep(left - 1), ["x".repeat(5)]: left } : 1);
  const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, nr) => [`column_${nr}`, nr]));
  const hostile = {
    ...Object.fromEntries(Array.from({ length: 5_000 }, (_, nr) => [`m${nr * 7919}`, { v: nr }])),
    ["__proto__x"]: { v: 1 },
    constructor: [{ id: 1, ...wide }, { id: 2, ...wide }],
    "": { "/": [{ "~": 1 }] },
    deep: deep(100),
  };
  const text = JSON.stringify(hostile).replace('"__proto__x"', '"__proto__"');
  const mill = await own((request, response) =>
    request.url === "/" ? response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(text) : response.writeHead(404).end(),
  );
  const app = await console(null);
  await drawUp(app, mill);
  const profile = await written(app);
  for (const table of profile.tables ?? []) expect(table.columns.length).toBeLessThanOrEqual(200);
  await app.section("/settings").click();
  await app.page.getByRole("button", { name: "English" }).click();
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(app.page.locator("[data-testid=panic]")).toHaveCount(0);
});
