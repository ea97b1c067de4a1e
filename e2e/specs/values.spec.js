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
