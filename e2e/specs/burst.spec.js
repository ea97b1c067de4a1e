// Ten thousand at once: counted exactly, few nodes, a page that stays usable.
import { expect, portalHub, test } from "../support/fixtures.js";
import { recordTasks } from "../support/tasks.js";

// Playwright's own traces take snapshots of the page: they would be the longest tasks of all.
test.use({ trace: "off" });

const COUNT = 10_000;

for (const dialog of [true, false]) {
  test(`a burst of 10 000 notifications, dialog ${dialog ? "open" : "closed"}`, async ({ portal, console, browser }, info) => {
    test.setTimeout(120_000);
    const server = await portal();
    const app = await console([portalHub(server)]);
    await app.online("portal");
    await app.unread(1);
    if (dialog) await app.openInbox();
    await app.page.evaluate(() => {
      window.mostNodes = 0;
      setInterval(() => {
        const nodes = document.querySelectorAll("[data-testid=notification]").length;
        window.mostNodes = Math.max(window.mostNodes, nodes);
      }, 20);
    });
    const recorded = await recordTasks(browser, app.page);
    await server.control("burst", { count: COUNT });
    await app.unread(COUNT + 1, 90_000);
    const tasks = await recorded();
    info.annotations.push({ type: "longest tasks in ms", description: tasks.slice(0, 5).map(Math.round).join(", ") });
    expect(tasks.length, "tasks were recorded").toBeGreaterThan(1_000);
    expect(tasks[0], "the longest task in ms").toBeLessThanOrEqual(150);
    expect(await app.page.evaluate(() => window.mostNodes), "notification nodes at any moment").toBeLessThanOrEqual(200);
    await expect(app.badge).toHaveText("99+");
    await expect(app.bell).toHaveAttribute("aria-label", /10001/);
    if (!dialog) await app.openInbox();
    // Usable: the newest is on top, a click reads it, the list scrolls to ever older ones, the dialog closes.
    await expect(app.notifications.first()).toContainText(`Ráfaga ${COUNT}`);
    await app.notifications.first().click();
    await app.unread(COUNT);
    const oldest = async () => Number((await app.notifications.last().innerText()).match(/Ráfaga (\d+)/)[1]);
    const before = await oldest();
    for (let turns = 0; turns < 6; turns += 1) {
      await app.notifications.last().scrollIntoViewIfNeeded();
      await app.page.waitForTimeout(50);
    }
    await expect.poll(oldest).toBeLessThan(before);
    expect(await app.notifications.count()).toBeLessThanOrEqual(200);
    // The click has opened its details, which are left first.
    await app.page.keyboard.press("Escape");
    await app.page.keyboard.press("Escape");
    await expect(app.dialog).toBeHidden();
  });
}

test("neither the newest nor the oldest of many is out of reach of the wheel", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await server.control("burst", { count: 400, apart_s: 0.001 });
  await app.unread(401);
  await app.openInbox();
  const seen = new Set();
  const down = async (pixels) => {
    await app.page.mouse.wheel(0, pixels);
    await app.page.waitForTimeout(40);
    for (const id of await app.ids()) seen.add(id);
  };
  await app.notifications.first().hover();
  const end = app.notifications.filter({ hasText: "Sistema Iniciado" });
  for (let turns = 0; turns < 200 && (await end.count()) === 0; turns += 1) await down(700);
  await expect(end).toHaveCount(1);
  expect(seen.size, "each was drawn on the way").toBe(401);
  const newest = app.notifications.filter({ hasText: "Ráfaga 400" });
  for (let turns = 0; turns < 200 && (await newest.count()) === 0; turns += 1) await down(-700);
  await expect(newest).toHaveCount(1);
});
