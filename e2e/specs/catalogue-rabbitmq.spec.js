// RabbitMQ itself, by its profile of the catalogue alone.
import { button, confirm, dialog, field, fill, logIn, login, send } from "../support/actions.js";
import { expect } from "../support/fixtures.js";
import { manage, test } from "../support/rabbitmq.js";

const key = (name, vhost = "/") => JSON.stringify([vhost, name]).replaceAll('"', '\\"');

const guest = (password = "guest") => ({ user: "guest", password });

test("a broker is watched and tended: login, queues that fill, actions, an alarm, an outage", async ({ rabbitmq, console }) => {
  test.setTimeout(240_000);
  const server = await rabbitmq();
  await manage(server, "PUT", "/queues/%2F/pedidos%20ñ", { durable: true });
  const entry = { id: "broker", name: "Colas", profile: "rabbitmq", url: "/hubs/broker" };
  const app = await console([entry], { path: "/hub/broker", proxies: { "/hubs/broker": server.url } });
  const prompts = [];
  app.page.on("dialog", (dialog) => prompts.push(dialog.message()));
  await logIn(app, guest("falsa"));
  await expect(app.page.locator("[data-testid=hub-notice]")).toContainText("Login failed", { timeout: 20_000 });
  await logIn(app, guest());
  await app.online("broker", 30_000);
  await expect(app.cell("queues", key("pedidos ñ"), "vhost")).toHaveText("/");

  await test.step("a queue is made, filled, emptied and deleted", async () => {
    await button(app, "create").click();
    await expect(field(app, "vhost").locator("input")).toHaveValue("/");
    await fill(app, "name", "facturas/2024");
    await send(app);
    await expect(app.row("queues", key("facturas/2024"))).toBeVisible({ timeout: 15_000 });
    expect((await manage(server, "GET", "/queues/%2F/facturas%2F2024")).durable).toBe(true);
    const begin = async (id) => {
      await app.row("queues", key("facturas/2024")).click();
      await button(app, id).click();
    };
    for (const payload of ["una", "dos"]) {
      await begin("publish");
      await fill(app, "payload", payload);
      await send(app);
      await expect(dialog(app)).toBeHidden();
    }
    await expect(app.cell("queues", key("facturas/2024"), "ready")).toHaveText("2", { timeout: 30_000 });
    for (const id of ["purge", "delete"]) {
      await begin(id);
      await confirm(app, "facturas/2024");
      if (id === "purge") await expect(app.cell("queues", key("facturas/2024"), "messages")).toHaveText("0", { timeout: 30_000 });
    }
    await expect(app.row("queues", key("facturas/2024"))).toHaveCount(0, { timeout: 15_000 });
  });

  await test.step("a node that is short of memory is reported", async () => {
    await app.unread(0);
    await server.rabbitmqctl("set_vm_memory_high_watermark", "0");
    await app.unread(1, 40_000);
    await app.openInbox();
    await expect(app.notifications.first()).toContainText(/Al nodo atalaya\d+@localhost le falta memoria/);
    await app.page.keyboard.press("Escape");
    await server.rabbitmqctl("set_vm_memory_high_watermark", "0.4");
  });

  await test.step("a broker that stops is said to be away, and the login is kept until it is back", async () => {
    await server.kill();
    await expect(app.link("broker")).not.toHaveAttribute("data-state", "online", { timeout: 30_000 });
    await expect(app.row("queues", key("pedidos ñ"))).toBeVisible();
    await server.start();
    await app.online("broker", 90_000);
    await expect(login(app)).toHaveCount(0);
    await expect(app.row("queues", key("pedidos ñ"))).toBeVisible();
  });

  await test.step("who loses the right to look is asked again", async () => {
    await manage(server, "PUT", "/users/guest", { password: "otra", tags: "administrator" });
    await expect(login(app)).toBeVisible({ timeout: 30_000 });
  });
  expect(prompts).toEqual([]);
});
