// kill -9 and start again: the indicator says the truth, the page comes back by itself, nothing twice, nothing missing.
import { setTimeout as sleep } from "node:timers/promises";
import { Console } from "../support/console.js";
import { expect, portalHub, test } from "../support/fixtures.js";

/** Kill a server for some seconds while the states are recorded; gives when it was away. */
async function outage(app, server, id, seconds) {
  await app.recordStates(id);
  const killed = Date.now();
  await server.kill();
  await sleep(seconds * 1_000 - (Date.now() - killed));
  const starting = Date.now();
  await server.start();
  return { killed, starting, back: Date.now() };
}

/** From the kill until the new start nothing may be called online; the first second is for noticing. */
function expectTruth(states, { killed, starting }) {
  const during = states.filter(({ at }) => at > killed + 1_000 && at < starting);
  expect(during.filter(({ state }) => state === "online")).toEqual([]);
  const last = states.filter(({ at }) => at < Math.min(killed + 1_000, starting)).at(-1);
  expect(last.state, "a second after the kill").not.toBe("online");
}

for (const seconds of [1, 5, 30]) {
  test(`reference hub, ${seconds} s`, async ({ hub, page }) => {
    test.setTimeout(60_000 + seconds * 1_000);
    const server = await hub();
    const app = await new Console(page, server).open();
    await app.online("atalaya");
    for (const title of ["Uno", "Dos", "Tres"]) await server.ask("/api/notifications/test", { title });
    const known = (await server.ask("/api/notifications?limit=100")).notifications.map((one) => one.id);
    await app.unread(known.length);
    const away = await outage(app, server, "atalaya", seconds);
    // Announced before the page is back: the hub still has it, so it must not be missing.
    await server.ask("/api/notifications/test", { title: "Al volver" });
    await app.online("atalaya", 25_000);
    const online = (await app.states()).filter(({ state, at }) => state === "online" && at > away.killed).at(-1).at;
    expectTruth(await app.states(), away);
    if (seconds === 1) expect(online - away.back, "online again, ms after the hub answers").toBeLessThan(2_000);
    await server.ask("/api/notifications/test", { title: "Después" });
    const now = (await server.ask("/api/notifications?limit=100")).notifications.map((one) => one.id);
    await app.openInbox();
    await expect.poll(async () => (await app.ids()).sort()).toEqual([...new Set([...known, ...now])].sort());
    await expect(app.link("atalaya")).toHaveAttribute("data-recovery", /^(replay|resync)$/);
  });
}

for (const [seconds, mode] of [
  [1, "threading"],
  [5, "threading"],
  [5, "eventlet"],
  [30, "threading"],
]) {
  test(`portal, ${mode}, ${seconds} s: what it forgot stays, what it says anew is added`, async ({ portal, console }) => {
    test.setTimeout(60_000 + seconds * 1_000);
    const server = await portal({ mode });
    const app = await console([portalHub(server)], { path: "/hub/portal" });
    await app.online("portal");
    await server.control("burst", { count: 3 });
    await app.unread(4);
    await expect(app.table("datasets")).toHaveAttribute("data-stale", "false");
    const away = await outage(app, server, "portal", seconds);
    await app.online("portal", 25_000);
    expectTruth(await app.states(), away);
    // It remembers nothing and announces that it started: four known ones and a new one.
    await app.unread(5);
    await app.openInbox();
    await expect(app.notifications).toHaveCount(5);
    const ids = await app.ids();
    expect(new Set(ids).size).toBe(5);
  });
}

test("silence is shown as such before the connection is given up", async ({ portal, console }) => {
  // Its own pings are far apart: it is the page's ping that goes unanswered.
  const server = await portal();
  const app = await console([portalHub(server)], { path: "/hub/portal" });
  await app.online("portal");
  await app.unread(1);
  await app.recordStates("portal");
  await server.control("deaf", {});
  await server.control("burst", { count: 1 });
  await expect(app.link("portal")).toHaveAttribute("data-state", "stale", { timeout: 12_000 });
  await expect(app.link("portal")).toContainText(/callado/);
  await app.unread(2, 30_000);
  await app.online("portal");
  const states = (await app.states()).map((one) => one.state);
  expect(states.slice(0, 2)).toEqual(["online", "stale"]);
});

test("while the hub is away the indicator counts down, says why, and retries when asked", async ({
  portal,
  console,
}) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await server.kill();
  await expect(app.link("portal")).toHaveAttribute("data-state", /waiting|connecting/);
  const { box, retry } = await app.openLink("portal");
  await expect(box).toContainText(server.url, { timeout: 20_000 });
  // Let the waits grow, so that only the button explains a quick return.
  await app.page.waitForTimeout(12_000);
  await server.start();
  await retry.click();
  await app.online("portal", 3_000);
});

test("stopped by the user it stays stopped, and says so", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  const { stop, retry } = await app.openLink("portal");
  await stop.click();
  await expect(app.link("portal")).toHaveAttribute("data-state", "stopped");
  await expect.poll(async () => (await server.control("state")).clients).toBe(0);
  await app.page.waitForTimeout(3_000);
  await expect(app.link("portal")).toHaveAttribute("data-state", "stopped");
  await retry.click();
  await app.online("portal");
});

test("a browser without a network says so and comes back at once", async ({ portal, console, context }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await server.kill();
  await context.setOffline(true);
  await expect(app.link("portal")).toHaveAttribute("data-state", "offline");
  await server.start();
  await context.setOffline(false);
  await app.online("portal", 5_000);
});

test("what was read while the hub was away reaches it after a reload", async ({ hub, console, page }) => {
  const server = await hub();
  const app = await console([{ id: "atalaya", profile: "atalaya", url: server.url }]);
  await app.online("atalaya");
  await server.ask("/api/notifications/test", { title: "Leída lejos" });
  await app.openInbox();
  const note = app.notifications.filter({ hasText: "Leída lejos" });
  await expect(note).toHaveAttribute("data-read", "false");
  await server.kill();
  await expect(app.link("atalaya")).not.toHaveAttribute("data-state", "online");
  await note.click();
  await expect(note).toHaveAttribute("data-read", "true");
  await page.reload();
  await server.start();
  await app.online("atalaya", 25_000);
  const readAtHub = async () => {
    const { notifications } = await server.ask("/api/notifications?limit=100");
    return notifications.find(({ title }) => title === "Leída lejos").read;
  };
  await expect.poll(readAtHub).toBe(true);
  await app.openInbox();
  await expect(note).toHaveAttribute("data-read", "true");
});
