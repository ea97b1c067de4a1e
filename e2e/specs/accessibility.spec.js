// Accessibility rules, the keyboard, live regions, small screens, both languages, both themes.
import AxeBuilder from "@axe-core/playwright";
import { expect, portalHub, test } from "../support/fixtures.js";

const WIDTHS = { phone: 320, desk: 1280 };

/** Looks for broken rules, here and there; `found` is what was found. */
function looker(app) {
  const found = [];
  const look = async (where) => {
    // Arrivals fade in; a colour in the middle of that is nobody's choice.
    await app.page.waitForTimeout(1_700);
    const { violations } = await new AxeBuilder({ page: app.page }).analyze();
    for (const one of violations) {
      found.push(`${where}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
    }
  };
  return { look, found };
}

// Colours do not depend on words: each theme once, each language once.
for (const [colorScheme, locale] of [["light", "es-CL"], ["dark", "en-US"]]) {
  test.describe(`axe, ${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test("no page and no dialog breaks a rule", async ({ portal, console }) => {
      const server = await portal();
      const app = await console([portalHub(server)], { path: "/hub/portal" });
      await app.online("portal");
      const kinds = ["info", "success", "warning", "error"];
      for (const type of kinds) await server.ask("/api/notifications/test", { type, title: `Tipo ${type}` });
      await app.unread(5);
      const { look, found } = looker(app);
      for (const path of ["/", "/inbox", "/hub/portal", "/hub/portal/link", "/settings"]) {
        await app.open(path);
        await app.online("portal");
        await look(path);
      }
      await app.openInbox();
      await expect(app.notifications).toHaveCount(5);
      await look("dialog");
      await app.dialog.getByTestId("inbox-search").fill("tipo is:pinned");
      await look("search");
      // Escape empties the field first, as browsers have it, and then closes the dialog.
      await app.page.keyboard.press("Escape");
      await expect(app.dialog.getByTestId("inbox-search")).toHaveValue("");
      await app.page.keyboard.press("Escape");
      await app.openLink("portal");
      await look("link details");
      expect(found).toEqual([]);
    });

    test("no login, no form and no confirmation breaks a rule", async ({ agenda, blocks, console, page }) => {
      const [cluster, files] = [await agenda(), await blocks()];
      const urls = { agenda: "/hubs/agenda-api", ws: cluster.wsUrl };
      const hubs = [
        { id: "agenda", profile: "raft-agenda", url: "/hubs/agenda", urls },
        { id: "files", profile: "block-storage", url: "/hubs/files" },
      ];
      const proxies = { "/hubs/agenda-api": cluster.agendaUrl, "/hubs/agenda": cluster.url, "/hubs/files": files.url };
      const app = await console(hubs, { path: "/hub/agenda", proxies });
      const { look, found } = looker(app);
      const login = page.locator("[data-testid=login]");
      await login.locator("button[type=submit]").click();
      await look("login with mistakes");
      await login.locator("input[name=username]").fill("ana");
      await login.locator("input[name=password]").fill("secreto");
      await login.locator("button[type=submit]").click();
      await page.locator("button[data-action=create-event]").click();
      const dialog = page.locator("[data-testid=action]");
      await dialog.locator("button[type=submit]").click();
      await look("form with mistakes");
      await page.keyboard.press("Escape");
      await app.table("groups").locator("[data-key]").first().click();
      await page.locator("button[data-action=invite]").click();
      await look("choice over an opened row");
      await page.setViewportSize({ width: WIDTHS.phone, height: 640 });
      await look("the same on a phone");
      expect(await dialog.evaluate((it) => it.scrollWidth <= it.clientWidth), "nothing is cut off sideways").toBe(true);
      await app.open("/hub/files");
      await page.locator("button[data-action=cleanup]").click();
      await look("typed confirmation");
      expect(found).toEqual([]);
    });

    test("no page and no form without hubs breaks a rule", async ({ console }) => {
      const app = await console('{ "hubs": [{ "id": "x" }] }');
      await expect(app.page.locator("[data-testid=config-errors]")).toBeVisible();
      const { violations } = await new AxeBuilder({ page: app.page }).analyze();
      expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
    });
  });
}

test("the whole inbox by keyboard: focus goes in, stays in, and returns to the bell", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.unread(1);
  const focused = () => app.page.evaluate(() => document.activeElement?.dataset?.testid ?? document.activeElement.tagName);
  for (let presses = 0; (await focused()) !== "bell" && presses < 30; presses += 1) await app.page.keyboard.press("Tab");
  expect(await focused()).toBe("bell");
  await app.page.keyboard.press("Enter");
  await expect(app.dialog).toBeVisible();
  const inside = () => app.page.evaluate(() => Boolean(document.activeElement.closest("[data-testid=inbox-dialog]")));
  await expect.poll(inside).toBe(true);
  for (let presses = 0; (await focused()) !== "notification" && presses < 30; presses += 1) {
    await app.page.keyboard.press("Tab");
  }
  expect(await focused()).toBe("notification");
  await app.page.keyboard.press("Enter");
  await expect(app.notifications.first()).toHaveAttribute("data-read", "true");
  // What is open in it is left first.
  await expect(app.page.getByTestId("note-details")).toBeVisible();
  await app.page.keyboard.press("Escape");
  await expect(app.page.getByTestId("note-details")).toBeHidden();
  expect(await focused()).toBe("notification");
  await app.page.keyboard.press("Escape");
  await expect(app.dialog).toBeHidden();
  expect(await focused()).toBe("bell");
});

test("the close button closes too, and the bell says how many are unread", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.unread(1);
  await expect(app.bell).toHaveAttribute("aria-label", /1/);
  await app.openInbox();
  await app.dialog.locator("[data-testid=close]").click();
  await expect(app.dialog).toBeHidden();
  await expect(app.bell).toBeFocused();
});

test("what is focused can be seen: every stop of the Tab key has an outline", async ({ portal, console }) => {
  const app = await console([portalHub(await portal())], { path: "/hub/portal" });
  await app.online("portal");
  const unseen = [];
  for (let presses = 0; presses < 20; presses += 1) {
    await app.page.keyboard.press("Tab");
    const fault = await app.page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body) return null;
      const style = getComputedStyle(one);
      const seen = style.outlineStyle !== "none" || style.boxShadow !== "none";
      return seen ? null : one.outerHTML.slice(0, 120);
    });
    if (fault) unseen.push(fault);
  }
  expect(unseen).toEqual([]);
});

test("what is announced is polite, a summary, and at most once in five seconds", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await app.page.evaluate(() => {
    window.announced = [];
    const regions = document.querySelectorAll("[aria-live], [role=status], [role=alert]");
    for (const region of regions) {
      new MutationObserver((changes) => {
        const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.textContent);
        if (added.length) window.announced.push(Date.now());
      }).observe(region, { childList: true, subtree: true });
    }
  });
  for (let wave = 0; wave < 8; wave += 1) {
    await server.control("burst", { count: 50 });
    await app.page.waitForTimeout(500);
  }
  await app.unread(401);
  await expect(app.toasts.first()).toBeVisible();
  const polite = await app.toasts.first().evaluate((toast) => {
    const region = toast.closest("[aria-live]");
    return [region?.getAttribute("aria-live"), toast.querySelectorAll("[data-testid=notification]").length];
  });
  expect(polite).toEqual(["polite", 0]);
  const times = await app.page.evaluate(() => window.announced);
  const spans = times.slice(1).map((time, at) => time - times[at]).filter((span) => span > 100);
  expect(times.length, `announced at ${times}`).toBeGreaterThan(0);
  expect(Math.min(5_000, ...spans), `ms between two announcements, at ${times.map((time) => time - times[0])}`).toBeGreaterThanOrEqual(4_900);
});

for (const [screen, width] of Object.entries(WIDTHS)) {
  test(`nothing is cut off sideways on a ${screen} of ${width} px`, async ({ portal, console, page }) => {
    await page.setViewportSize({ width, height: 640 });
    const app = await console([portalHub(await portal())]);
    await app.online("portal");
    for (const path of ["/", "/inbox", "/hub/portal", "/hub/portal/link", "/settings"]) {
      await app.open(path);
      await app.online("portal");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, path).toBeLessThanOrEqual(0);
      await expect(app.bell).toBeInViewport();
    }
    await app.open("/hub/portal");
    await app.online("portal");
    const scroll = app.page.locator("[data-testid=table-scroll]");
    const wider = await scroll.evaluate((one) => one.scrollWidth - one.clientWidth);
    // A table that goes on sideways is for small screens only, and is reached by keyboard.
    if (screen === "desk") expect(wider, "columns out of sight").toBeLessThanOrEqual(0);
    await expect(app.table("datasets")).toHaveAttribute("tabindex", "0");
    await app.openInbox();
    const box = await app.dialog.boundingBox();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    for (const name of ["close", "mark-all-read", "clear-all"]) {
      await expect(app.dialog.locator(`[data-testid=${name}]`), name).toBeInViewport({ ratio: 1 });
    }
  });
}

test("every state of the indicator has a look of its own, without its colour", async ({ portal, console, page }) => {
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  const states = ["idle", "connecting", "online", "stale", "waiting", "offline", "refused", "stopped"];
  const looks = new Map();
  const sheet = await page.evaluate((all) => {
    const strip = document.createElement("div");
    for (const state of all) {
      const dot = strip.appendChild(document.createElement("span"));
      dot.className = "dot";
      dot.dataset.state = state;
    }
    strip.id = "every-state";
    // One colour for all: only the shape is left.
    for (const dot of strip.children) dot.style.setProperty("--c", "black");
    document.querySelector("main").replaceChildren(strip);
    for (const dot of strip.children) Object.assign(dot.style, { display: "block", margin: "10px", animation: "none" });
    return strip.childElementCount;
  }, states);
  expect(sheet).toBe(states.length);
  for (const [at, state] of states.entries()) {
    const picture = await page.locator("#every-state > [data-state]").nth(at).screenshot();
    looks.set(picture.toString("base64"), state);
  }
  expect([...looks.values()]).toEqual(states);
});

test("on a phone what is announced is soon out of the way", async ({ portal, console, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  await server.ask("/api/notifications/test", { title: "Nueva" });
  await expect(app.toasts).toBeVisible();
  const { y, height } = await app.toasts.boundingBox();
  expect(y + height, "leaves the bottom to the thumb").toBeLessThan(370);
  await expect(app.toasts).toBeHidden({ timeout: 4_500 });
});

test("nothing moves for a user who asked for less motion", async ({ portal, console, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.openInbox();
  await server.ask("/api/notifications/test", { title: "Quieta" });
  await expect(app.notifications).toHaveCount(2);
  const moving = await page.evaluate(() =>
    document.getAnimations().filter((one) => Number(one.effect.getComputedTiming().activeDuration) > 10).length,
  );
  expect(moving).toBe(0);
});

test("the language can be changed, stays, and the page says which it is", async ({ portal, console, page }) => {
  const app = await console([portalHub(await portal())], { path: "/settings" });
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.evaluate(() => localStorage.setItem("atalaya.lang", "en"));
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await app.open("/");
  await app.online("portal");
  await expect(app.bell).toHaveAttribute("aria-label", /unread/);
});

test("relative times tick in whole words", async ({ portal, console, page }) => {
  await page.clock.install();
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.openInbox();
  const time = app.notifications.first().locator("time");
  await expect(time).toHaveText(/hace|ahora/);
  await page.clock.fastForward("03:00");
  await expect(time).toHaveText(/hace 3 minutos/);
});
