// Ten thousand at once: counted exactly, few nodes, a page that stays usable.
import { expect, portalHub, test } from "../support/fixtures.js";

// Traces take snapshots of the page: they would be the longest tasks of all.
test.use({ trace: "off" });

const COUNT = 10_000;

test("a burst of 10 000 notifications", async ({ portal, console }, info) => {
  test.setTimeout(120_000);
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await app.openInbox();
  await app.page.evaluate(() => {
    window.tasks = [];
    window.mostNodes = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.tasks.push(Math.round(task.duration));
    }).observe({ type: "longtask" });
    setInterval(() => {
      const nodes = document.querySelectorAll("[data-testid=notification]").length;
      window.mostNodes = Math.max(window.mostNodes, nodes);
    }, 20);
  });
  await server.control("burst", { count: COUNT });
  await app.unread(COUNT + 1, 60_000);
  const { tasks, mostNodes } = await app.page.evaluate(() => ({ tasks: window.tasks, mostNodes: window.mostNodes }));
  info.annotations.push({ type: "tasks over 50 ms", description: tasks.join(", ") || "none" });
  expect(mostNodes, "notification nodes at any moment").toBeLessThanOrEqual(200);
  expect(Math.max(0, ...tasks), "the longest task in ms").toBeLessThanOrEqual(150);
  await expect(app.badge).toHaveText("99+");
  // Usable: the newest is on top, a click reads it, the list scrolls, the dialog closes.
  await app.notifications.first().click();
  await app.unread(COUNT);
  await app.notifications.last().scrollIntoViewIfNeeded();
  await expect.poll(() => app.notifications.count()).toBeLessThanOrEqual(200);
  await app.page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
});
