// The reference hub serves the page and speaks to it from one address.
import { Console } from "../support/console.js";
import { expect, test, watch } from "../support/fixtures.js";
import { POLICY } from "../support/static.js";

test("one address serves the page, its configuration, and a live hub", async ({ hub, page }) => {
  const faults = await watch(page);
  const server = await hub();
  const app = await new Console(page, server).open();
  await app.online("atalaya");
  await server.ask("/api/notifications/test", { type: "warning", title: "Desde el hub" });
  await app.openInbox();
  await expect(app.notifications.first()).toContainText("Desde el hub");
  await expect(app.notifications.first()).toHaveAttribute("data-kind", "warning");
  await app.notifications.first().click();
  await expect(app.notifications.first()).toHaveAttribute("data-read", "true");
  const first = async () => (await server.ask("/api/notifications?limit=1")).notifications[0].read;
  await expect.poll(first).toBe(true);
  expect(faults).toEqual([]);
});

test("it sends the policy, packed files, the page for every route, and 404 for missing files", async ({ hub }) => {
  const server = await hub();
  const directives = (text) => text.split(";").map((one) => one.trim()).filter(Boolean).sort();
  const page = await fetch(`${server.url}/hub/atalaya`, { headers: { "accept-encoding": "br" } });
  expect(page.status).toBe(200);
  expect(directives(page.headers.get("content-security-policy"))).toEqual(directives(POLICY));
  const html = await page.text();
  const script = html.match(/data-wasm="?([^" >]+)/)[1];
  const wasm = await fetch(server.url + script, { headers: { "accept-encoding": "br" } });
  expect([wasm.status, wasm.headers.get("content-type"), wasm.headers.get("content-encoding")]).toEqual([
    200,
    "application/wasm",
    "br",
  ]);
  for (const path of ["/missing.js", "/style/none.css"]) {
    expect((await fetch(server.url + path)).status, path).toBe(404);
  }
});

test("the demo moves notifications and data sets through the public API", async ({ hub, page }) => {
  const server = await hub({ demo: true, demoEvery: 0.2 });
  const { hubs } = await server.ask("/hubs.json");
  const app = await new Console(page, server).open(`/hub/${hubs[0].id}`);
  await app.online(hubs[0].id);
  await expect.poll(async () => Number(await app.badge.getAttribute("data-count")), { timeout: 20_000 }).toBeGreaterThan(3);
  const rows = async () => Number(await app.page.locator("[data-testid=table]").first().getAttribute("aria-rowcount"));
  await expect.poll(rows).toBeGreaterThan(1);
});

test("what one page reads and clears, another sees", async ({ hub, page, context }) => {
  const server = await hub();
  const app = await new Console(page, server).open();
  const other = await new Console(await context.newPage(), server).open();
  await app.online("atalaya");
  await other.online("atalaya");
  await server.ask("/api/notifications/test", { title: "Para ambas" });
  const count = Number(await app.badge.getAttribute("data-count"));
  await expect(app.notifications).toHaveCount(0);
  await app.openInbox();
  await app.page.locator("[data-testid=mark-all-read]").click();
  await app.unread(0);
  await other.unread(0);
  expect(count).toBeGreaterThan(0);
});
