// Values of the language: what stands around a row, parts of texts that vanish, figures of a card.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { answer, test } = bench;

const profile = {
  name: "racks",
  title: "Racks",
  sources: { rest: { kind: "rest", primary: true } },
  poll: [
    {
      source: "rest",
      get: "/rows",
      every_s: 1,
      when: ["connected", "recovered"],
      do: [
        { rows: "hosts", from: "/racks", each: "/hosts", as: { id: "/id", rack: "//name", where: "{///site}{//row| fila |}", used: "/used", up: "/up" } },
        { merge: { id: "/id", title: "{/host}{/why|: |}", message: "//site" }, from: "/alarms" },
        { fact: "clients", at: "/clients" },
      ],
    },
  ],
  tables: [
    {
      id: "hosts",
      title: "Hosts",
      key: "/id",
      columns: [
        { id: "id", at: "/id", title: "Id" },
        { id: "rack", at: "/rack", title: "Rack" },
        { id: "where", at: "/where", title: "Where" },
        { id: "used", at: "/used", type: "bytes", title: "Used" },
        { id: "up", at: "/up", type: "status", map: { y: { as: "ok", es: "arriba", en: "up" }, n: { as: "error", es: "caído", en: "down" } }, title: "Up" },
      ],
    },
  ],
  figures: [
    { title: "Equipos", count: "hosts" },
    { title: "Usado", sum: { table: "hosts", column: "used" } },
    { title: "El uno", value: { table: "hosts", column: "up", key: "h1" } },
    { title: "El último", value: { table: "hosts", column: "id" } },
    { title: "Clientes", fact: "clients" },
    { title: "Nada", fact: "nothing" },
  ],
};

const racks = (used) => ({
  site: "Santiago",
  clients: 12345,
  racks: [
    { name: "r1", row: "A", hosts: [{ id: "h1", used, up: "n" }, { id: "h2", used: 500_000, up: "y" }] },
    { name: "r2", row: null, hosts: [{ id: "h3", used: 0, up: "y" }] },
    { name: "r3", hosts: [] },
  ],
  alarms: [
    { id: 1, host: "h1", why: "sin red" },
    { id: 2, host: "h2", why: "" },
  ],
});

test("rows of lists in lists know what holds them, and a card sums them up", async ({ field, console }) => {
  const server = await field();
  await answer(server, "/rows", { json: racks(1_000_000) });
  const app = await bench.open(console, server, profile, { path: "/hub/x" });
  await expect(app.cell("hosts", "h1", "where")).toHaveText("Santiago fila A");
  await expect(app.cell("hosts", "h3", "where")).toHaveText("Santiago");
  await expect(app.cell("hosts", "h3", "rack")).toHaveText("r2");
  await app.openInbox();
  await expect(app.notification("1").locator("[data-testid=title]")).toHaveText("h1: sin red");
  await expect(app.notification("2").locator("[data-testid=title]")).toHaveText("h2");
  await expect(app.notification("2")).toContainText("Santiago");
  await app.page.keyboard.press("Escape");
  await app.section("/").click();
  const figure = (title) => app.page.locator("[data-testid=card] dl div", { hasText: title }).locator("dd");
  await expect(figure("Equipos")).toHaveText("3");
  await expect(figure("Usado")).toHaveText("1,5 MB");
  await expect(figure("El uno")).toHaveText("caído");
  await expect(figure("Clientes")).toHaveText("12.345");
  await expect(figure("Nada")).toHaveText("–");
  await answer(server, "/rows", { json: racks(2_500_000) });
  await expect(figure("Usado")).toHaveText("3 MB");
  await expect(figure("El último"), "the one row that changed").toHaveText("h1");
});

const people = {
  name: "people",
  title: "People",
  sources: { live: { kind: "websocket", path: "/live", primary: true, ready: { "/kind": "welcome" } } },
  on: [
    { match: { "/kind": "room" }, do: [{ upsert: "rooms", from: "/room" }] },
    { match: { "/kind": "join" }, do: [{ append: "rooms", key: "/room", cells: { who: "/who" } }] },
    { match: { "/kind": "leave" }, do: [{ remove: "rooms", key: "/room", cells: { who: "/who" } }] },
    { match: { "/kind": "person" }, do: [{ upsert: "t", from: "/person" }] },
    { match: { "/kind": "welcome" }, do: ["beat"] },
  ],
  tables: [
    {
      id: "t",
      title: "People",
      key: "/id",
      sort: "room:asc",
      columns: [
        { id: "id", at: "/id", title: "Id", width: 12 },
        { id: "room_id", at: "/room", title: "R", hidden: true },
        { id: "room", title: "Room", name_from: { table: "rooms", key: "room_id" } },
        { id: "pulse", at: "/pulse", type: "integer", title: "Pulse", map: { "..89": { as: "ok" }, "90..119": { as: "warning" }, "120..": { as: "error" } } },
      ],
    },
    {
      id: "rooms",
      title: "Rooms",
      key: "/id",
      label: "name",
      columns: [
        { id: "name", at: "/name", title: "Name" },
        { id: "who", at: "/who", type: "list", title: "Who" },
      ],
    },
  ],
  watch: [
    { table: "t", on: { column: "pulse", above: 120, hysteresis: 10 }, cooldown_s: 0, notify: { kind: "error", title: "{id} en {room}: {pulse}" }, summary: "{count}" },
  ],
};

test("rows are called by their names, numbers have bounds and colours, lists grow and shrink", async ({ field, console, page }) => {
  const server = await field();
  const app = await bench.open(console, server, people, { path: "/hub/x" });
  const say = (json) => server.control("frame", { json });
  const person = (id, room, pulse) => say({ kind: "person", person: { id, room, pulse } });
  await expect.poll(async () => (await say({ kind: "room", room: { id: 1, name: "Zoo", who: ["ana"] } })).sockets).toBe(1);
  await person("ana", 1, 80);
  await person("eva", 2, 95);
  await expect(app.cell("t", "ana", "room")).toHaveText("Zoo");
  await expect(app.cell("t", "eva", "room"), "the key of what nobody knows").toHaveText("2");
  expect(await bench.keys(app)).toEqual(["eva", "ana"]);
  await say({ kind: "room", room: { id: 1, name: "Archivo", who: ["ana"] } });
  await say({ kind: "room", room: { id: 2, name: "Biblioteca", who: [] } });
  await expect.poll(() => bench.column(app, "room"), "in the order of the names").toEqual(["Archivo", "Biblioteca"]);
  await app.panel("t").getByRole("searchbox").fill("bibl");
  await expect.poll(() => bench.keys(app)).toEqual(["eva"]);
  await app.panel("t").getByRole("searchbox").fill("");
  const pill = (id) => app.cell("t", id, "pulse").locator(".pill");
  await expect(pill("ana")).toHaveClass(/ok/);
  await expect(pill("eva")).toHaveClass(/warn/);
  // It moves about its bound: one notification, and another after it was well.
  for (const pulse of [121, 115, 125, 111, 130, 110, 119, 122]) await person("ana", 1, pulse);
  await expect(pill("ana")).toHaveClass(/bad/);
  await expect(app.cell("t", "ana", "pulse")).toHaveText("122");
  const width = await app.cell("t", "ana", "id").evaluate((cell) => cell.getBoundingClientRect().width);
  await person("a name of many more characters than twelve", 2, 0);
  await expect.poll(() => bench.keys(app)).toHaveLength(3);
  expect(await app.cell("t", "ana", "id").evaluate((cell) => cell.getBoundingClientRect().width)).toBe(width);
  expect(width).toBeLessThan(200);
  await app.openInbox();
  await expect(app.notifications).toHaveCount(2);
  await expect(app.notifications.first()).toContainText("ana en Archivo: 122");
  await page.keyboard.press("Escape");
  for (const [kind, who] of [["join", "eva"], ["join", "eva"], ["join", ["luz", "ana"]], ["leave", "ana"]]) await say({ kind, room: 1, who });
  await expect(app.cell("rooms", "1", "who"), "each once").toHaveText("eva, luz");
});
