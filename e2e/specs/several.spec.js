// Several hubs at once: the inbox of one of them or of all, and what each card says.
import AxeBuilder from "@axe-core/playwright";
import { expect, portalHub, test } from "../support/fixtures.js";

/** Two portals, as different hubs of one page. */
async function two(portal, console, path = "/") {
  const servers = [await portal(), await portal()];
  const hubs = servers.map((server, at) => portalHub(server, { id: `p${at}`, name: `Portal ${at}` }));
  const app = await console(hubs, { path });
  await app.online("p0");
  await app.online("p1");
  await app.unread(2);
  return { app, servers };
}

/** Ids of the hubs whose notifications are drawn. */
const hubsOf = (app) => app.notifications.evaluateAll((all) => [...new Set(all.map((one) => one.dataset.hub))].sort());

const choice = (box) => box.getByRole("combobox", { name: "Hubs" });

test("the dialog lists one hub or all, and its buttons speak to those that are listed", async ({ portal, console }) => {
  const { app, servers } = await two(portal, console);
  await servers[1].ask("/api/notifications/test", { type: "error", title: "Otra" });
  await app.unread(3);
  await app.openInbox();
  expect(await hubsOf(app)).toEqual(["p0", "p1"]);
  await choice(app.dialog).selectOption({ label: "Portal 1" });
  await expect(app.notifications).toHaveCount(2);
  expect(await hubsOf(app)).toEqual(["p1"]);
  await expect(app.page, "a dialog has no address").toHaveURL(/\/$/);
  await app.dialog.getByRole("button", { name: "Errores" }).click();
  await expect(app.notifications).toHaveCount(1);
  await app.dialog.getByRole("button", { name: "Todas", exact: true }).click();
  await app.dialog.locator("[data-testid=mark-all-read]").click();
  await app.unread(1);
  await expect(app.dialog.locator("[data-testid=mark-all-read]")).toBeDisabled();
  await choice(app.dialog).selectOption({ label: "Todos los hubs" });
  await expect(app.notifications).toHaveCount(3);
  await expect(app.page.locator("[data-testid=notification][data-read=false]")).toHaveAttribute("data-hub", "p0");
});

test("clearing one hub leaves the other alone, and can be taken back", async ({ portal, console }) => {
  const { app } = await two(portal, console);
  await app.openInbox();
  await choice(app.dialog).selectOption("p0");
  await app.dialog.locator("[data-testid=clear-all]").click();
  await expect(app.notifications).toHaveCount(0);
  await choice(app.dialog).selectOption("");
  await expect(app.notifications).toHaveCount(1);
  await app.dialog.locator("[data-testid=undo]").click();
  await expect(app.notifications).toHaveCount(2);
});

test("the page keeps its hub in the address, by keyboard too", async ({ portal, console, page }) => {
  const { app } = await two(portal, console, "/inbox?hub=p1");
  await expect(app.notifications).toHaveCount(1);
  expect(await hubsOf(app)).toEqual(["p1"]);
  await expect(choice(page.getByRole("main"))).toHaveValue("p1");
  await choice(page.getByRole("main")).focus();
  await page.keyboard.press("ArrowUp");
  await expect(page).toHaveURL(/\/inbox\?hub=p0$/);
  await expect.poll(() => hubsOf(app)).toEqual(["p0"]);
  await page.keyboard.press("ArrowUp");
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(app.notifications).toHaveCount(2);
});

test("an address with a hub that nobody knows lists all of them", async ({ portal, console, page }) => {
  const { app } = await two(portal, console, "/inbox?hub=nobody");
  await expect(app.notifications).toHaveCount(2);
  await expect(choice(page.getByRole("main"))).toHaveValue("");
});

test("with one hub there is nothing to choose", async ({ portal, console }) => {
  const app = await console([portalHub(await portal())], { path: "/inbox" });
  await app.unread(1);
  await expect(app.notifications).toHaveCount(1);
  await expect(choice(app.page.getByRole("main"))).toBeHidden();
});

test("a card draws what came lately, as bars and in words", async ({ portal, console, page }) => {
  const { app, servers } = await two(portal, console);
  await servers[1].control("burst", { count: 9 });
  await app.unread(11);
  const bars = (hub) => page.locator(`[data-testid=card][data-hub=${hub}]`).getByRole("img");
  await expect(bars("p1")).toHaveAccessibleName(/últimas 2 horas: 10; en 5 minutos, (9|10) /);
  await expect(bars("p0")).toHaveAccessibleName(/últimas 2 horas: 1;/);
  const heights = (await bars("p1").locator("path").getAttribute("d")).match(/v-\d+/g);
  expect(heights).toContain("v-24");
  expect(heights.length).toBeLessThanOrEqual(3);
});

test("a source without an address is off, and its link says so", async ({ portal, console, page }) => {
  const server = await portal();
  const profile = {
    name: "two-sources",
    title: "Dos fuentes",
    sources: {
      rest: { kind: "rest", primary: true, check: "/health" },
      push: { kind: "websocket", path: "/ws", base: "ws" },
    },
    poll: [{ source: "rest", get: "/status", every_s: 5, do: [] }],
  };
  const app = await console([{ id: "one", name: "Uno", profile, url: server.url }]);
  await app.online("one");
  const { box } = await app.openLink("one");
  await expect(box).toContainText("apagada: hubs.json no da urls.ws");
  await box.getByRole("link").click();
  await expect(page.locator("[data-testid=diagnostics]")).toContainText("apagada: hubs.json no da urls.ws");
});

// Colours do not depend on words: each theme once, each language once.
for (const [colorScheme, locale] of [["light", "es-CL"], ["dark", "en-US"]]) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test("nothing of it breaks a rule or is cut off on a phone", async ({ portal, console, page }) => {
      const { app, servers } = await two(portal, console);
      await servers[1].control("burst", { count: 9 });
      await app.unread(11);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 });
        for (const path of ["/", "/inbox?hub=p1", "dialog"]) {
          if (path === "dialog") await app.openInbox();
          else await app.open(path);
          await app.online("p1");
          // Arrivals fade in; a colour in the middle of that is nobody's choice.
          await page.waitForTimeout(1_700);
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`), path).toEqual([]);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(over, path).toBeLessThanOrEqual(0);
        }
        await page.keyboard.press("Escape");
      }
    });
  });
}
