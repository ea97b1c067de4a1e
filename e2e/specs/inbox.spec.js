// What can be done in the inbox, by keyboard and by pointer: details, acts and their undo, selection, views, densities.
import AxeBuilder from "@axe-core/playwright";
import { expect, portalHub, test } from "../support/fixtures.js";

const notification = { id: "/id", kind: "/kind", title: "/title", message: "/message", time: "/at", link: "/link", tags: "/tags" };
const profile = {
  name: "own",
  title: "Own",
  sources: { rest: { kind: "rest", primary: true } },
  poll: [{ source: "rest", get: "/list", every_s: 60, do: [{ merge: notification, from: "/all" }] }],
};
const NOW = Date.now();
const KINDS = ["error", "warning", "info", "success"];
const LONG = "Detalle del disco. ".repeat(60);
const list = (count) =>
  Array.from({ length: count }, (_, nr) => ({
    id: `n${nr}`,
    kind: KINDS[nr % 4],
    title: `Aviso ${nr}`,
    message: nr === 1 ? LONG : `Mensaje ${nr}`,
    // Twelve a day.
    at: new Date(NOW - nr * 7_200_000).toISOString(),
    link: "https://hub.example/nodos/7?desde=ayer",
    tags: ["disco"],
    node: { id: 7, disks: ["sda", "sdb"] },
  }));

async function open(own, console, count, path = "/inbox") {
  const all = list(count);
  const url = await own((_, response) => response.setHeader("content-type", "application/json").end(JSON.stringify({ all })));
  const app = await console([{ id: "a", name: "Portal", profile, url: "/hubs/a" }], { path, proxies: { "/hubs/a": url } });
  await expect(app.notifications.first()).toBeVisible();
  const id = (name) => app.page.getByTestId(name);
  const focused = () => app.page.evaluate(() => document.activeElement?.dataset?.id);
  return { app, page: app.page, id, focused, press: (key) => app.page.keyboard.press(key) };
}

test("by keyboard alone: one tab stop, the keys, and what they do is taken back", async ({ own, console }) => {
  const { app, page, id, focused, press } = await open(own, console, 100);
  await expect(page.locator(".list [tabindex='0']")).toHaveCount(1);
  await press("j");
  expect(await focused()).toBe("n0");
  await press("j");
  await press("ArrowDown");
  await press("k");
  expect(await focused()).toBe("n1");
  await press("End");
  await expect.poll(focused, "the very last of all").toBe("n99");
  await press("Home");
  await expect.poll(focused).toBe("n0");
  for (let nr = 0; nr < 70; nr += 1) await press("ArrowDown");
  await expect.poll(focused, "over the window's end").toBe("n70");
  await press("Home");
  await expect.poll(focused).toBe("n0");
  await expect(page.locator(".list [tabindex='0']")).toHaveCount(1);

  await press("Enter");
  await expect(id("note-details")).toHaveAttribute("data-id", "n0");
  await expect(app.notification("n0")).toHaveAttribute("data-read", "true");
  await press("Escape");
  await expect(id("note-details")).toBeHidden();
  await press("u");
  await expect(app.notification("n0")).toHaveAttribute("data-read", "false");

  await press("e");
  await expect(app.notification("n0")).toHaveCount(0);
  await expect.poll(focused, "the next has the focus").toBe("n1");
  await expect(page.locator(".undo")).toContainText("1 notificación archivada");
  await id("undo").press("Enter");
  await expect(app.notification("n0")).toBeVisible();

  await app.notification("n1").focus();
  await press("x");
  await press("j");
  await press("x");
  await expect(id("selection")).toContainText("2 seleccionadas");
  await press("p");
  await expect(page.locator(".day").first()).toHaveText("Fijadas");
  await expect.poll(async () => (await app.ids()).slice(0, 3)).toEqual(["n1", "n2", "n0"]);
  await press("x");
  await press("Escape");
  await expect(id("selection")).toBeHidden();

  await press("/");
  await expect(id("inbox-search")).toBeFocused();
  await press("x");
  await expect(id("inbox-search"), "a key in a field is a letter").toHaveValue("x");
  await expect(id("selection")).toBeHidden();
  await id("inbox-search").fill("");
  await app.notification("n0").focus();
  await press("?");
  await expect(id("shortcuts")).toBeVisible();
  await press("Escape");
  await page.evaluate(() => localStorage.setItem("atalaya.shortcuts", "off"));
  await press("?");
  await press("e");
  await press("Space");
  await expect(id("selection"), "what writes no letter still counts").toBeVisible();
  await expect(id("shortcuts")).toBeHidden();
});

test("a click shows all of it beside the list: text, data, times, where its link goes, and copies", async ({ own, console, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { app, page, id } = await open(own, console, 3);
  await app.notification("n1").click();
  const details = id("note-details");
  await expect(details.locator(".words")).toHaveText(LONG.trim());
  await expect(details).toContainText("GMT+9");
  await expect(details.getByRole("link", { name: "https://hub.example/nodos/7?desde=ayer" })).toBeVisible();
  await expect(details.getByTestId("data")).toContainText("sdb");
  await details.getByTestId("copy-json").click();
  const clip = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(async () => JSON.parse(await clip()).node?.id).toBe(7);
  await details.getByTestId("copy-text").click();
  await expect.poll(clip).toContain("Advertencia: Aviso 1");
  await expect(app.toasts.last()).toHaveText("Copiado.");
  const { x } = await details.boundingBox();
  expect(x).toBeGreaterThan(600);
  await page.setViewportSize({ width: 360, height: 740 });
  const box = await details.boundingBox();
  expect([box.x, box.width], "below on a phone").toEqual([0, 360]);
  await details.locator("[data-act=archive]").click();
  await expect(app.notification("n1")).toHaveCount(0);
  await expect(details, "it can still be read").toBeVisible();
});

test("by pointer: ranges, all that match, views, snooze, and the filters in the address", async ({ own, console }) => {
  const { app, page, id } = await open(own, console, 100);
  await app.notification("n2").click({ modifiers: ["ControlOrMeta"] });
  await app.notification("n5").click({ modifiers: ["Shift"] });
  await expect(id("selection")).toContainText("4 seleccionadas");
  await id("selection").locator("[data-act=archive]").click();
  await app.unread(96);
  await page.getByRole("button", { name: "Errores" }).click();
  await page.getByRole("button", { name: "Advertencias" }).click();
  await expect(page).toHaveURL(/\/inbox\?kind=warning%2Cerror$/);
  await app.notification("n0").hover();
  await app.notification("n0").getByTestId("select").click();
  await id("select-all").click();
  await expect(id("selection")).toContainText("48 seleccionadas");
  await id("selection").locator("[data-act=read]").click();
  await app.unread(48);
  await expect(page.locator(".undo")).toContainText("48 notificaciones marcadas como leídas");
  await id("undo").click();
  await app.unread(96);

  await page.locator("[data-view=archived]").click();
  await expect.poll(() => app.ids()).toEqual(["n2", "n3", "n4", "n5"]);
  await expect(page).toHaveURL(/\/inbox\?view=archived$/);
  await app.notification("n4").hover();
  await app.notification("n4").locator("[data-act=unarchive]").click();
  await expect.poll(() => app.ids()).toEqual(["n2", "n3", "n5"]);
  await page.locator("[data-view=inbox]").click();

  await app.notification("n4").hover();
  await app.notification("n4").locator("[data-act=snooze]").click();
  await id("snooze-until").first().click();
  await expect(app.notification("n4")).toHaveCount(0);
  await page.locator("[data-view=snoozed]").click();
  await expect(app.notification("n4")).toContainText("Pospuesta hasta");
  await app.notification("n4").hover();
  await app.notification("n4").locator("[data-act=wake]").click();
  await expect(app.notifications).toHaveCount(0);
  await expect(page.getByText("No hay nada pospuesto.")).toBeVisible();
  await page.locator("[data-view=inbox]").click();
  await app.notification("n0").click();
  await id("archive-read").click();
  await expect(app.notification("n0")).toHaveCount(0);
});

test("new ones come above what is read: nothing moves until it is asked for", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([portalHub(server)], { path: "/inbox" });
  await app.online("portal");
  await server.control("burst", { count: 60, apart_s: 0.001 });
  await app.unread(61);
  await expect(app.badge, "what was in sight is seen").toHaveAttribute("data-seen", "false");
  await app.notifications.nth(30).scrollIntoViewIfNeeded();
  const read = app.notification(await app.notifications.nth(30).getAttribute("data-id"));
  await app.page.waitForTimeout(300);
  const { y } = await read.boundingBox();
  for (const title of ["Uno", "Dos"]) await server.ask("/api/notifications/test", { title });
  await expect(app.page.getByTestId("new-above")).toHaveText("2 nuevas");
  expect(Math.abs((await read.boundingBox()).y - y)).toBeLessThan(2);
  await app.page.getByTestId("new-above").click();
  await expect(app.notifications.first()).toContainText("Dos");
  await expect(app.notifications.first()).toBeFocused();
  await expect(app.page.getByTestId("new-above")).toBeHidden();
});

test("what was in sight is seen though nobody has read it", async ({ portal, console }) => {
  const app = await console([portalHub(await portal())]);
  await app.unread(1);
  await expect(app.badge).toHaveAttribute("data-seen", "false");
  await app.openInbox();
  await expect(app.badge).toHaveAttribute("data-seen", "true");
  await app.unread(1);
});

test("a notification takes two lines, fewer or more, as the user chose", async ({ own, console }) => {
  const { app, page, id } = await open(own, console, 4);
  const height = async () => Math.round((await app.notification("n1").boundingBox()).height);
  expect(await height()).toBeLessThanOrEqual(62);
  await id("density").selectOption("dense");
  await expect.poll(height).toBeLessThanOrEqual(48);
  await page.reload();
  await expect(app.notification("n1")).toBeVisible();
  expect(await height()).toBeLessThanOrEqual(48);
  await app.notification("n1").getByTestId("show-all").click();
  await expect.poll(height).toBeGreaterThan(100);
  await id("density").selectOption("spacious");
  await expect(app.notification("n1").getByTestId("show-all")).toHaveAttribute("aria-expanded", "true");
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(`axe, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("details, a selection and the keys break no rule", async ({ own, console }) => {
      const { app, page, press, id } = await open(own, console, 8);
      await app.notification("n1").click();
      await app.notification("n3").click({ modifiers: ["ControlOrMeta"] });
      await expect(id("selection")).toBeVisible();
      await page.waitForTimeout(1_700);
      const look = async () => (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
      expect(await look()).toEqual([]);
      await press("?");
      await expect(id("shortcuts")).toBeVisible();
      expect(await look()).toEqual([]);
    });
  });
}
