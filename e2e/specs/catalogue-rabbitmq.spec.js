// RabbitMQ itself, by its profile of the catalogue alone.
import { expect } from "../support/fixtures.js";
import { manage, test } from "../support/rabbitmq.js";

const form = (app) => app.page.locator("[data-testid=login]");
const action = (app) => app.page.locator("[data-testid=action]");
const button = (app, id) => app.page.locator(`button[data-action="${id}"]`).filter({ visible: true });
const field = (app, id) => action(app).locator(`[data-field="${id}"] input`);
const send = (app) => action(app).locator("button[type=submit]").click();
const key = (name, vhost = "/") => JSON.stringify([vhost, name]).replaceAll('"', '\\"');

async function logIn(app, password = "guest") {
  await form(app).locator("input[name=user]").fill("guest");
  await form(app).locator("input[name=password]").fill(password);
  await form(app).locator("button[type=submit]").click();
}

test("a broker is watched and tended: login, queues that fill, actions, an alarm, an outage", async ({ rabbitmq, console }) => {
  test.setTimeout(240_000);
  const server = await rabbitmq();
  await manage(server, "PUT", "/queues/%2F/pedidos%20ñ", { durable: true });
  const entry = { id: "broker", name: "Colas", profile: "rabbitmq", url: "/hubs/broker" };
  const app = await console([entry], { path: "/hub/broker", proxies: { "/hubs/broker": server.url } });
  const prompts = [];
  app.page.on("dialog", (dialog) => prompts.push(dialog.message()));
  await logIn(app, "falsa");
  await expect(app.page.locator("[data-testid=hub-notice]")).toContainText("Login failed", { timeout: 20_000 });
  await logIn(app);
  await app.online("broker", 30_000);
  await expect(app.cell("queues", key("pedidos ñ"), "vhost")).toHaveText("/");

  await test.step("a queue is made, filled, emptied and deleted", async () => {
    await button(app, "create").click();
    await expect(field(app, "vhost")).toHaveValue("/");
    await field(app, "name").fill("facturas/2024");
    await send(app);
    await expect(app.row("queues", key("facturas/2024"))).toBeVisible({ timeout: 15_000 });
    expect((await manage(server, "GET", "/queues/%2F/facturas%2F2024")).durable).toBe(true);
    const begin = async (id) => {
      await app.row("queues", key("facturas/2024")).click();
      await button(app, id).click();
    };
    for (const payload of ["una", "dos"]) {
      await begin("publish");
      await field(app, "payload").fill(payload);
      await send(app);
      await expect(action(app)).toBeHidden();
    }
    await expect(app.cell("queues", key("facturas/2024"), "ready")).toHaveText("2", { timeout: 30_000 });
    for (const id of ["purge", "delete"]) {
      await begin(id);
      await action(app).locator("input[name=confirm]").fill("facturas/2024");
      await send(app);
      if (id === "purge") await expect(app.cell("queues", key("facturas/2024"), "messages")).toHaveText("0", { timeout: 30_000 });
    }
    await expect(app.row("queues", key("facturas/2024"))).toHaveCount(0, { timeout: 15_000 });
  });

  await test.step("a broker that stops is said to be away, and the login is kept until it is back", async () => {
    await server.kill();
    await expect(app.link("broker")).not.toHaveAttribute("data-state", "online", { timeout: 30_000 });
    await expect(app.row("queues", key("pedidos ñ"))).toBeVisible();
    await server.start();
    await app.online("broker", 90_000);
    await expect(form(app)).toHaveCount(0);
    await expect(app.row("queues", key("pedidos ñ"))).toBeVisible();
  });

  await test.step("who loses the right to look is asked again", async () => {
    await manage(server, "PUT", "/users/guest", { password: "otra", tags: "administrator" });
    await expect(form(app)).toBeVisible({ timeout: 30_000 });
  });
  expect(prompts).toEqual([]);
});
