// Alertmanager, by its profile of the catalogue alone.
import { button, fill, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect, hurried } from "../support/fixtures.js";

test("alerts come and go as notifications, are silenced and heard again, and an outage empties nothing", async ({ standIn, console }) => {
  test.setTimeout(180_000);
  const server = await standIn("alertmanager");
  const fire = (alertname, severity, instance, summary) =>
    server.control("fire", { labels: { alertname, severity, instance, job: "node" }, annotations: { summary } });
  const old = await fire("DiskFull", "warning", "db-1:9100", "Disco al 91 %");
  // Its lists come round every 3 s, not every 10 and 30.
  const profile = hurried("alertmanager", ({ poll }) => poll.forEach((list) => (list.every_s = 3)));
  const entry = { id: "am", name: "Alertas", profile, url: "/hubs/am" };
  const app = await console([entry], { path: "/hub/am", proxies: { "/hubs/am": server.url } });
  await app.online("am");
  await expect(app.cell("alerts", old.fingerprint, "summary")).toHaveText("Disco al 91 %");
  // What stands already when one comes is no news.
  await app.unread(0);
  const down = await fire("NodeDown", "critical", "web-2:9100", "web-2 no responde");
  await app.unread(1, 20_000);
  await expect(app.cell("alerts", down.fingerprint, "severity")).toHaveText("crítica");
  await app.row("alerts", down.fingerprint).click();
  await button(app, "silence").click();
  const later = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
  await fill(app, "endsAt", later);
  await fill(app, "createdBy", "ana");
  await fill(app, "comment", "se cambia el disco");
  await send(app);
  await expect(app.cell("alerts", down.fingerprint, "state")).toHaveText("silenciada", { timeout: 20_000 });
  const { silences } = await server.control("truth");
  expect(silences).toMatchObject([{ createdBy: "ana", matchers: [{ name: "alertname", value: "NodeDown" }, { name: "instance", value: "web-2:9100" }] }]);
  await app.page.keyboard.press("Escape");

  await server.control("break", {});
  await expect(app.page.locator("[data-testid=table-failure]").first()).toBeVisible({ timeout: 30_000 });
  await expect(app.row("alerts", old.fingerprint)).toBeVisible();
  await server.control("mend", {});
  await app.online("am", 30_000);

  await app.row("silences", silences[0].id).click();
  await button(app, "expire").click();
  await send(app);
  await expect(app.cell("alerts", down.fingerprint, "state")).toHaveText("activa", { timeout: 20_000 });
  await app.page.keyboard.press("Escape");
  await server.control("resolve", down);
  await expect(app.row("alerts", down.fingerprint)).toHaveCount(0, { timeout: 20_000 });
  await app.unread(2);
  await app.openInbox();
  await expect(app.notifications.filter({ hasText: "Resuelta: NodeDown" })).toHaveAttribute("data-kind", "success");
  await expect(app.notifications.filter({ hasNotText: "Resuelta" })).toHaveAttribute("data-kind", "error");
});
