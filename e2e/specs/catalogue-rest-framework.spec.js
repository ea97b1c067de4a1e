// A Django REST framework server, by the profile of the catalogue alone: a list in pages, behind a token.
import { button, dialog, field, fill, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect, hurried } from "../support/fixtures.js";

/** The list is asked for every 4 s, not every 15. */
const profile = hurried("django-rest-framework", ({ poll }) => (poll[0].every_s = 4));

async function open(console, server, { password = "secreto", path = "/hub/shop" } = {}) {
  const entry = { id: "shop", name: "Tienda", profile, url: "/hubs/shop", vars: { path: "/api/orders" } };
  const app = await console([entry], { path, proxies: { "/hubs/shop": server.url } });
  await logIn(app, { username: "ana", password });
  return app;
}

const rows = (app, count) => expect(app.table("items")).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 30_000 });

test("all pages are one list, also when one is made, goes, or is missing for a while", async ({ restFramework, console }) => {
  test.setTimeout(120_000);
  const server = await restFramework();
  const app = await open(console, server, { path: "/hub/shop/table/items?sort=id:desc" });
  await app.online("shop");
  await rows(app, 120);
  await expect(app.cell("items", "120", "name")).toHaveText("Pedido 120");
  await expect(app.cell("items", "120", "status")).toHaveText("new");
  await server.control("drop", { name: "Pedido 60" });
  await rows(app, 119);
  const { id } = await server.control("make", { name: "Pedido ñ", status: "paid" });
  await expect(app.cell("items", String(id), "name")).toHaveText("Pedido ñ", { timeout: 30_000 });
  await rows(app, 120);
  const lists = async () => (await server.control("truth", {})).requests.filter((it) => it.startsWith("GET /api/orders/")).length;
  const before = await lists();
  await server.control("fail", { path: "/api/orders/", how: "500", count: 2 });
  // The two that fail, and three pages that do not.
  await expect.poll(lists, { timeout: 40_000 }).toBeGreaterThan(before + 4);
  await rows(app, 120);
});

test("an object is added, renamed and deleted; what the server refuses stands at its field", async ({ restFramework, console }) => {
  const server = await restFramework({ count: 3 });
  const app = await open(console, server);
  await rows(app, 3);
  await button(app, "add").click();
  await fill(app, "name", "Pedido 2");
  await send(app);
  await expect(field(app, "name").locator("[data-testid=problem]")).toContainText("already exists");
  await fill(app, "name", "Nuevo");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect(app.cell("items", "4", "name")).toHaveText("Nuevo");
  await app.row("items", "4").click();
  await button(app, "rename").click();
  await fill(app, "name", "Otro");
  await send(app);
  await expect(app.cell("items", "4", "name")).toHaveText("Otro");
  await app.row("items", "1").click();
  await button(app, "delete").click();
  await send(app);
  await expect(app.row("items", "1")).toHaveCount(0);
  expect((await server.control("truth", {})).orders.map(({ name }) => name)).toEqual(["Pedido 2", "Pedido 3", "Otro"]);
});

test("a wrong password is refused in the server's words, and a token that is gone is asked for again", async ({ restFramework, console }) => {
  const server = await restFramework({ count: 3 });
  const app = await open(console, server, { password: "falsa" });
  await expect(login(app).getByRole("alert")).toContainText("Unable to log in with provided credentials");
  await logIn(app, { username: "ana", password: "secreto" });
  await rows(app, 3);
  await server.control("revoke", {});
  await expect(login(app)).toBeVisible({ timeout: 40_000 });
  await logIn(app, { username: "ana", password: "secreto" });
  await rows(app, 3);
});
