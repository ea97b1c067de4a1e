// Home Assistant, by its profile of the catalogue alone.
import { button, dialog, field, fill, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect } from "../support/fixtures.js";

async function open(console, server, path = "/hub/casa") {
  const entry = { id: "casa", name: "Casa", profile: "home-assistant", url: "/hubs/casa" };
  return console([entry], { path, proxies: { "/hubs/casa": server.url } });
}

async function opened(standIn, console) {
  const server = await standIn("home-assistant");
  const app = await open(console, server);
  await logIn(app, { token: "secreto" });
  await app.online("casa");
  await expect(app.row("entities", "light.patio")).toBeVisible();
  return { server, app };
}

test("a token is taken by a frame, and states and notifications come as they change", async ({ standIn, console }) => {
  const server = await standIn("home-assistant");
  await server.control("notify", { notification_id: "vieja", title: "De antes", message: "ya estaba" });
  const app = await open(console, server);
  await expect(login(app)).toBeVisible();
  await logIn(app, { token: "falso" });
  await expect(login(app).getByRole("alert")).toContainText("Invalid access token or password");
  await logIn(app, { token: "secreto" });
  await app.online("casa");
  await expect(app.cell("entities", "sensor.temperatura", "state")).toHaveText("21.5");
  await expect(app.cell("entities", "light.patio", "state")).toHaveText("apagado");
  await app.unread(1);
  await server.control("state", { entity_id: "sensor.temperatura", state: "22.75" });
  await expect(app.cell("entities", "sensor.temperatura", "state")).toHaveText("22.75");
  await server.control("state", { entity_id: "sensor.nuevo", state: "on" });
  await expect(app.row("entities", "sensor.nuevo")).toBeVisible();
  await server.control("forget", { entity_id: "sensor.nuevo" });
  await expect(app.row("entities", "sensor.nuevo")).toHaveCount(0);
  await server.control("notify", { notification_id: "fuga", title: "Fuga de agua", message: "En la cocina" });
  await app.unread(2);
  await app.openInbox();
  await expect(app.notifications.first()).toContainText("Fuga de agua");
  await expect(app.notifications.first()).toContainText("En la cocina");
});

test("its main actions: things are turned on and off, and a notification is made and dismissed", async ({ standIn, console }) => {
  const { server, app } = await opened(standIn, console);
  await app.row("entities", "light.patio").click();
  await button(app, "turn_on").click();
  await expect(app.cell("entities", "light.patio", "state")).toHaveText("encendido");
  await app.row("entities", "light.patio").click();
  await button(app, "turn_off").click();
  await expect(app.cell("entities", "light.patio", "state")).toHaveText("apagado");
  await app.row("entities", "switch.bomba").click();
  await button(app, "toggle").click();
  await expect(app.cell("entities", "switch.bomba", "state")).toHaveText("apagado");
  await button(app, "call").click();
  await fill(app, "service", "explode");
  await send(app);
  await expect(dialog(app)).toContainText("Action light.explode not found");
  await fill(app, "service", "turn_on");
  await field(app, "entity_id").locator("select").selectOption({ label: "Luz del patio" });
  await send(app);
  await expect(app.cell("entities", "light.patio", "state")).toHaveText("encendido");
  await button(app, "create").click();
  await fill(app, "title", "Aviso");
  await fill(app, "message", "de prueba {seq}");
  await send(app);
  await expect(app.row("notifications", "n1")).toBeVisible();
  await app.row("notifications", "n1").click();
  await button(app, "dismiss").click();
  await expect(app.row("notifications", "n1")).toHaveCount(0);
  const { calls } = await server.control("truth");
  expect(calls.map(({ domain, service }) => `${domain}.${service}`)).toEqual([
    "homeassistant.turn_on",
    "homeassistant.turn_off",
    "homeassistant.toggle",
    "light.turn_on",
    "persistent_notification.create",
    "persistent_notification.dismiss",
  ]);
  expect(calls.find(({ service }) => service === "create").message).toBe("de prueba {seq}");
});

test("a restart is no harm, and a token that was taken back asks the user", async ({ standIn, console }) => {
  const { server, app } = await opened(standIn, console);
  await server.kill();
  await expect(app.link("casa")).not.toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await server.start();
  await app.online("casa", 40_000);
  await server.control("state", { entity_id: "light.patio", state: "on" });
  await expect(app.cell("entities", "light.patio", "state")).toHaveText("encendido");
  await server.control("revoke", {});
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
  await expect(login(app).getByRole("alert")).toContainText("Invalid access token or password");
});

test("a page that is not there is said", async ({ standIn, console }) => {
  const server = await standIn("gotify");
  const app = await open(console, server);
  await logIn(app, { token: "secreto" });
  await expect(app.link("casa")).not.toHaveAttribute("data-state", "online");
  await app.open("/hub/casa/link");
  await expect(app.page.getByText("no tiene nada en la ruta del perfil")).toBeVisible({ timeout: 20_000 });
});
