// Gotify, by its profile of the catalogue alone.
import { button, confirm, dialog, fill, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect } from "../support/fixtures.js";

async function open(console, server, path = "/hub/push") {
  const entry = { id: "push", name: "Avisos", profile: "gotify", url: "/hubs/push" };
  return console([entry], { path, proxies: { "/hubs/push": server.url } });
}

const ana = (password = "secreto") => ({ username: "ana", password });

test("a user logs in as on its own page, and hears what comes and what came before", async ({ standIn, console }) => {
  const server = await standIn("gotify");
  for (let nr = 1; nr <= 130; nr++) await server.control("push", { message: `antes ${nr}`, priority: 0 });
  const app = await open(console, server);
  await expect(login(app)).toBeVisible();
  await logIn(app, ana("falsa"));
  await expect(login(app).getByRole("alert")).toContainText("you need to provide a valid access token or user credentials");
  await logIn(app, ana());
  await app.online("push");
  // Two pages are one list.
  await expect(app.table("messages")).toHaveAttribute("aria-rowcount", "131");
  await app.unread(130);
  const extras = { "client::display": { contentType: "text/markdown" }, "client::notification": { click: { url: "https://copias.example/7" } } };
  await server.control("push", { title: "Copia 7", message: "**terminó**", priority: 8, extras });
  await app.unread(131);
  await app.openInbox();
  const newest = app.notifications.first();
  await expect(newest).toContainText("Copia 7");
  await expect(newest).toHaveAttribute("data-kind", "error");
  await expect(newest.getByTestId("message").locator("strong")).toHaveText("terminó");
  await expect(newest.getByTestId("priority")).toHaveText("Prioridad alta");
  await expect(newest.locator("a[href='https://copias.example/7']")).toBeVisible();
  await expect(app.cell("messages", "133", "priority")).toHaveText("alta");
  const { clients } = await server.control("truth");
  expect(clients.map(({ name }) => name)).toEqual(["Atalaya"]);
  await expect(app.cell("applications", "1", "messages")).toHaveText("131");
});

test("its main actions: an application is made, changed and deleted, messages are deleted", async ({ standIn, console }) => {
  const server = await standIn("gotify");
  const held = async (name, of) => (await server.control("truth"))[name].map(of);
  for (const message of ["uno", "dos", "tres"]) await server.control("push", { message });
  const app = await open(console, server);
  await logIn(app, ana());
  await expect(app.row("messages", "2")).toBeVisible();
  await button(app, "create").click();
  await fill(app, "name", "Riego");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  const made = ({ name, description, defaultPriority }) => [name, description, defaultPriority];
  expect(await held("applications", made)).toEqual([["Copias", "Copias de seguridad", 5], ["Riego", "", 0]]);
  const [, id] = await held("applications", (one) => String(one.id));
  await app.row("applications", id).click();
  await button(app, "edit").click();
  await fill(app, "name", "Riego del huerto");
  await send(app);
  await expect(app.cell("applications", id, "name")).toHaveText("Riego del huerto");
  await app.row("applications", id).click();
  await button(app, "remove").click();
  await confirm(app, "Riego del huerto");
  await expect(app.row("applications", id)).toHaveCount(0);
  await app.row("messages", "3").click();
  await button(app, "delete").click();
  await expect(app.row("messages", "3")).toHaveCount(0);
  expect(await held("messages", ({ message }) => message)).toEqual(["uno", "tres"]);
});

test("a client that is deleted elsewhere is asked for again, and a restart is no harm", async ({ standIn, console }) => {
  const server = await standIn("gotify");
  await server.control("push", { message: "uno" });
  const app = await open(console, server);
  await logIn(app, ana());
  await app.online("push");
  await server.control("revoke", {});
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
  await logIn(app, ana());
  await app.online("push");
  await expect(app.row("messages", "2")).toBeVisible();
  await server.kill();
  await expect(app.link("push")).not.toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await server.start();
  // It came up without its clients: the token is refused.
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
});

test("a page of the list that is missing empties nothing, and the list comes whole once it is there", async ({ standIn, console, page }) => {
  test.setTimeout(120_000);
  const server = await standIn("gotify");
  for (let nr = 1; nr <= 130; nr += 1) await server.control("push", { message: `m${nr}` });
  const app = await open(console, server, "/hub/push/table/messages");
  await logIn(app, ana());
  const rows = (count) => expect(app.table("messages")).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 60_000 });
  await rows(130);
  let missed = 0;
  const second = /\/message\?.*since=/;
  await page.route(second, (route) => {
    missed += 1;
    return route.fulfill({ status: 500, json: { error: "Internal Server Error", errorDescription: "page gone" } });
  });
  const [newest] = await app.table("messages").locator("[data-key]").evaluateAll((all) => all.map((row) => row.dataset.key));
  await app.row("messages", newest).click();
  await button(app, "delete").click();
  await expect.poll(() => missed, { timeout: 20_000 }).toBeGreaterThan(1);
  await rows(130);
  await page.unroute(second);
  await rows(129);
});
