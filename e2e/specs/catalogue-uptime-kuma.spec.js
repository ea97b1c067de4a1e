// Uptime Kuma, by its profile of the catalogue alone.
import { button, confirm, dialog, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect } from "../support/fixtures.js";

async function open(console, server, path = "/hub/kuma") {
  const entry = { id: "kuma", name: "Vigía", profile: "uptime-kuma", url: "/hubs/kuma" };
  return console([entry], { path, proxies: { "/hubs/kuma": server.url } });
}

const ana = (password = "secreto") => ({ username: "ana", password });

async function opened(standIn, console) {
  const server = await standIn("uptime-kuma");
  const app = await open(console, server);
  await logIn(app, ana());
  await app.online("kuma");
  await expect(app.row("monitors", "1")).toBeVisible();
  return { server, app };
}

test("a user logs in over the socket, and sees the monitors, what was and what comes", async ({ standIn, console }) => {
  const server = await standIn("uptime-kuma", { code: "123456" });
  const app = await open(console, server);
  await expect(login(app)).toBeVisible();
  await logIn(app, ana("falsa"));
  await expect(login(app).getByRole("alert")).toContainText("Incorrect username or password.");
  // A second factor is asked for by a refusal without words.
  await logIn(app, ana());
  await expect(login(app).getByRole("alert")).toBeVisible();
  await expect(login(app).getByRole("alert")).not.toContainText("HTTP");
  await logIn(app, { ...ana(), code: "123456" });
  await app.online("kuma");
  await expect(app.cell("monitors", "1", "status")).toHaveText("disponible");
  await expect(app.cell("monitors", "3", "address")).toHaveText("192.0.2.1");
  await expect(app.cell("monitors", "1", "uptime")).toContainText("100");
  await app.unread(3);
  await server.control("beat", { id: 1, status: 1, msg: "200 - OK", ping: 41 });
  await expect(app.cell("monitors", "1", "ping")).toContainText("41");
  await app.unread(3);
  await server.control("beat", { id: 1, status: 0, msg: "connect ECONNREFUSED" });
  await expect(app.cell("monitors", "1", "status")).toHaveText("caído");
  await app.unread(4);
  await app.openInbox();
  const newest = app.notifications.first();
  await expect(newest).toContainText("portal");
  await expect(newest).toContainText("connect ECONNREFUSED");
  await expect(newest).toHaveAttribute("data-kind", "error");
});

test("its main actions: a monitor is paused, resumed and deleted", async ({ standIn, console }) => {
  const { server, app } = await opened(standIn, console);
  const held = async () => (await server.control("truth")).monitors.map(({ id, active }) => [id, active]);
  await app.row("monitors", "2").click();
  await button(app, "pause").click();
  await expect(app.cell("monitors", "2", "active")).not.toHaveText("sí");
  expect(await held()).toEqual([[1, true], [2, false], [3, true]]);
  // What a monitor is does not forget how it is.
  await expect(app.cell("monitors", "2", "status")).toHaveText("disponible");
  await app.row("monitors", "2").click();
  await button(app, "resume").click();
  await expect(app.cell("monitors", "2", "active")).toHaveText("sí");
  await app.row("monitors", "2").click();
  await button(app, "delete").click();
  await confirm(app, "agenda");
  await expect(app.row("monitors", "2")).toHaveCount(0);
  expect(await held()).toEqual([[1, true], [3, true]]);
});

test("an answer that does not come is said, and another try does no harm", async ({ standIn, console }) => {
  test.slow();
  const { server, app } = await opened(standIn, console);
  await server.control("mute", { answers: 1 });
  await app.row("monitors", "1").click();
  await button(app, "delete").click();
  await confirm(app, "portal");
  await expect(dialog(app)).toContainText("sin respuesta en 10 s", { timeout: 20_000 });
  await send(app);
  // It was done before.
  await expect(dialog(app)).toContainText("You do not own this monitor.");
});

test("a restart logs in by itself, and a token that holds no longer asks the user", async ({ standIn, console }) => {
  const { server, app } = await opened(standIn, console);
  await server.kill();
  await expect(app.link("kuma")).not.toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await server.start();
  await app.online("kuma", 40_000);
  await expect(login(app)).toBeHidden();
  await server.control("beat", { id: 2, status: 0, msg: "timeout of 48000ms exceeded" });
  await expect(app.cell("monitors", "2", "status")).toHaveText("caído");
  // A page that is loaded again knows who the user is.
  await app.page.reload();
  await app.online("kuma");
  await expect(app.cell("monitors", "2", "status")).toHaveText("caído");
  await server.control("revoke", {});
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
  await expect(login(app).getByRole("alert")).toContainText("authInvalidToken");
  await logIn(app, ana());
  await app.online("kuma");
});
