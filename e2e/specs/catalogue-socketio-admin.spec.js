// Socket.IO's own admin namespace, by its profile of the catalogue alone, against the packages themselves.
import { button, dialog, fill, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect } from "../support/fixtures.js";

async function open(console, server, path = "/hub/io") {
  const entry = { id: "io", name: "Eventos", profile: "socketio-admin", url: "/hubs/io" };
  return console([entry], { path, proxies: { "/hubs/io": server.url } });
}

const ana = (password = "secreto") => ({ username: "ana", password });

async function opened(standIn, console) {
  const server = await standIn("socketio-admin");
  const { id } = await server.control("connect", {});
  const app = await open(console, server);
  await logIn(app, ana());
  await app.online("io");
  await expect(app.row("sockets", id)).toBeVisible();
  return { server, app, id };
}

test("a middleware refuses a login in its own words, and who is in sees who is there and who comes", async ({ standIn, console }) => {
  test.slow();
  const server = await standIn("socketio-admin");
  const { id } = await server.control("connect", {});
  const app = await open(console, server);
  await expect(login(app)).toBeVisible();
  await logIn(app, ana("falsa"));
  await expect(login(app).getByRole("alert")).toContainText("invalid credentials", { timeout: 20_000 });
  await logIn(app, ana());
  await app.online("io");
  await expect(app.row("sockets", id)).toBeVisible();
  await expect(app.cell("sockets", id, "namespace")).toHaveText("/");
  await expect(app.cell("servers", "uno", "clients")).toHaveText("2", { timeout: 10_000 });
  const other = await server.control("connect", {});
  await expect(app.row("sockets", other.id)).toBeVisible();
  await expect(app.cell("namespaces", "uno /", "sockets")).toHaveText("2", { timeout: 10_000 });
  await server.control("cut", {});
  await expect(app.row("sockets", id)).toHaveCount(0);
});

test("its main actions: a socket joins a room, is sent an event, leaves and is disconnected", async ({ standIn, console }) => {
  const { server, app, id } = await opened(standIn, console);
  const rooms = async () => (await server.control("truth", {})).sockets.find((socket) => socket.id === id)?.rooms;
  await app.row("sockets", id).click();
  await button(app, "join").click();
  await fill(app, "room", "sala {seq}");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect.poll(rooms).toEqual(["sala {seq}"]);
  await expect(app.table("joins").locator("[data-key]").filter({ hasText: "sala {seq}" })).toHaveCount(1);
  await app.row("sockets", id).click();
  await button(app, "emit").click();
  await fill(app, "event", "aviso");
  await fill(app, "text", "hola");
  await send(app);
  await expect.poll(async () => (await server.control("truth", {})).received).toEqual([["aviso", "hola"]]);
  await app.row("sockets", id).click();
  await button(app, "leave").click();
  await fill(app, "room", "sala {seq}");
  await send(app);
  await expect.poll(rooms).toEqual([]);
  await expect(app.table("joins").locator("[data-key]").filter({ hasText: "sala {seq}" })).toHaveCount(0);
  await app.row("sockets", id).click();
  await button(app, "disconnect").click();
  await send(app);
  await expect(app.row("sockets", id)).toHaveCount(0);
  expect(await rooms()).toBeUndefined();
});

test("a restart logs in by itself", async ({ standIn, console }) => {
  const { server, app, id } = await opened(standIn, console);
  await server.kill();
  await expect(app.link("io")).not.toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await server.start();
  await app.online("io", 40_000);
  await expect(login(app)).toBeHidden();
  await expect(app.row("sockets", id)).toHaveCount(0);
});
