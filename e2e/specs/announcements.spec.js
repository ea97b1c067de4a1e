// How new notifications are announced: toasts, the tab's title and icon, the browser's notifications, sounds, and quiet.
import { expect, portalHub, test } from "../support/fixtures.js";

/** A page with one hub that is online; `say` has the hub report something. */
async function one(portal, console, path = "/") {
  const server = await portal();
  const app = await console([portalHub(server)], { path });
  await app.online("portal");
  await app.unread(1);
  const say = (title, type = "info") => server.ask("/api/notifications/test", { type, title });
  return { app, server, say };
}

/** What the browser keeps before the page begins. */
const keep = (page, preferences) =>
  page.addInitScript((text) => localStorage.setItem("atalaya.preferences", text), JSON.stringify(preferences));

/** Records sounds and notifications of the browser in place of making them. */
const record = (page, { focused = true, granted = true } = {}) =>
  page.addInitScript(
    ({ focused, granted }) => {
      window.tones = 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...when) {
        window.tones += 1;
        return start.apply(this, when);
      };
      window.shown = [];
      window.Notification = class {
        static permission = granted ? "granted" : "default";
        static requestPermission = async () => (window.Notification.permission = "granted");
        constructor(title, { tag, body }) {
          Object.assign(this, { title, tag, body, open: true });
          window.shown.push(this);
        }
        close() {
          this.open = false;
        }
      };
      if (!focused) document.hasFocus = () => false;
    },
    { focused, granted },
  );

const shown = (page) => page.evaluate(() => window.shown.map(({ title, tag, open }) => ({ title, tag, open })));

test("a toast names what came, covers no button, and opens it by pointer and by keyboard", async ({ portal, console, page }) => {
  const { app, say } = await one(portal, console);
  await expect(page).toHaveTitle("(1) Resumen · Atalaya");
  await say("Disco lleno", "error");
  await expect(app.toasts).toHaveAttribute("data-kind", "error");
  await expect(app.toasts).toContainText("Disco lleno");
  await expect(app.toasts).toContainText("Portal de datos");
  const covered = await app.toasts.evaluate((toast) => {
    const { left, right, top, bottom } = toast.getBoundingClientRect();
    const under = [];
    for (let x = left; x <= right; x += 8) for (let y = top; y <= bottom; y += 8) under.push(...document.elementsFromPoint(x, y));
    return under.filter((element) => element.matches("button, a, input, select") && element !== toast).length;
  });
  expect(covered).toBe(0);
  await app.toasts.click();
  await expect(page).toHaveURL(/\/inbox\?hub=portal&event=/);
  await expect(page.locator("[data-testid=notification][aria-current]")).toContainText("Disco lleno");
  await expect(page).toHaveTitle("(1) Notificaciones · Atalaya");
  await say("A la vista");
  await app.unread(2);
  await expect(app.toasts.filter({ hasText: "A la vista" }), "the list shows it").toHaveCount(0);
  await app.section("/settings").click();
  await page.waitForTimeout(5_100);
  await say("Uno");
  await expect(app.toasts).toContainText("Uno");
  for (const title of ["Dos", "Tres"]) await say(title);
  await expect(app.toasts.filter({ hasText: "Tres" })).toContainText("y 1 más", { timeout: 12_000 });
  await app.toasts.filter({ hasText: "Tres" }).press("Enter");
  await expect(page.locator("[data-testid=notification][aria-current]")).toContainText("Tres");
});

test("the icon of the tab has the number of unread ones, and none where there is none", async ({ portal, console, page }) => {
  const { app, say } = await one(portal, console);
  const icon = page.locator("link[rel=icon]");
  const own = await icon.getAttribute("href");
  await say("Uno");
  await app.unread(2);
  await expect(icon).toHaveAttribute("href", /^data:image\/svg\+xml,.*%3E2%3C/);
  await app.openInbox();
  await page.getByTestId("mark-all-read").click();
  await app.unread(0);
  await expect(icon).toHaveAttribute("href", own);
});

test("do not disturb, mute and their end: what is quiet waits in the inbox, errors pass", async ({ portal, console, page }) => {
  const { app, say } = await one(portal, console, "/settings");
  await page.getByTestId("quiet-for").getByRole("button", { name: "1 hora" }).press("Enter");
  await expect(page.getByTestId("quiet-now")).toContainText("En silencio hasta");
  await say("Callado");
  await app.unread(2);
  await say("Fuego", "error");
  await expect(app.toasts).toContainText("Fuego");
  await expect(app.toasts).not.toContainText("más");
  await page.getByTestId("end-quiet").click();
  await expect(page.getByTestId("quiet-now")).not.toContainText("En silencio");

  await app.section("/inbox").click();
  const note = app.notifications.filter({ hasText: "Callado" });
  await note.click();
  const details = page.getByTestId("note-details");
  await details.getByTestId("mute").click();
  await details.getByRole("button", { name: "Todo lo que lleve este título" }).press("Enter");
  await expect(app.toasts.filter({ hasText: "Silenciado" })).toHaveCount(1);
  await app.section("/settings").click();
  const muted = page.getByTestId("muted");
  await expect(muted).toContainText("«Callado» de Portal de datos");
  await page.waitForTimeout(5_100);
  await say("Callado");
  await say("Oído");
  await expect(app.toasts.filter({ hasText: "Oído" })).toHaveCount(1);
  await expect(app.toasts.filter({ hasText: "más" })).toHaveCount(0);
  await page.getByTestId("lift-mute").press("Enter");
  await expect(muted).toHaveCount(0);
});

test("the browser's notifications: asked for by the user's click, one for all tabs, closed when read", async ({ portal, console, page, context }) => {
  await record(page, { focused: false, granted: false });
  const { app, say } = await one(portal, console, "/settings");
  await page.getByTestId("desktop").check();
  await expect(page.getByTestId("desktop")).toBeChecked();
  const other = await context.newPage();
  await record(other, { focused: false });
  await other.goto(`${app.url}/settings`);
  await expect(other.getByTestId("desktop")).toBeChecked();
  await expect(other.getByTestId("link")).toHaveAttribute("data-state", "online");
  await say("Para una");
  const all = async () => [...(await shown(page)), ...(await shown(other))];
  await expect.poll(async () => (await all()).length).toBe(1);
  await page.waitForTimeout(700);
  const [{ title, tag, open }, ...more] = await all();
  expect({ title, open, more }).toEqual({ title: "Para una", open: true, more: [] });
  expect(tag).toMatch(/^portal\//);
  const teller = (await shown(page)).length ? page : other;
  await teller.evaluate(() => window.shown[0].onclick());
  await expect(teller).toHaveURL(/\/inbox\?hub=portal&event=/);
  await expect.poll(async () => (await shown(teller))[0].open).toBe(false);
  await other.close();
});

test("sounds: off at first, tried by their buttons, played by kind and volume", async ({ portal, console, page }) => {
  await record(page);
  const { app, say } = await one(portal, console, "/settings");
  const tones = () => page.evaluate(() => window.tones);
  await say("Sin sonido", "error");
  await app.unread(2);
  expect(await tones()).toBe(0);
  await page.getByTestId("sounds").check();
  await expect.poll(tones, "it is heard at once").toBe(1);
  await page.getByRole("button", { name: "Escuchar el sonido de «Error»" }).press("Enter");
  await expect.poll(tones).toBe(4);
  await say("Información");
  await app.unread(3);
  await say("Error", "error");
  await expect.poll(tones, "errors have three tones, and information is not chosen").toBe(7);
  await page.getByTestId("volume").fill("0");
  await app.unread(4);
  await say("Mudo", "error");
  await app.unread(5);
  await page.waitForTimeout(300);
  expect(await tones(), "the volume was heard once, at nothing").toBe(8);
});

test("a sound before any click is blocked, and the settings say so", async ({ portal, console, page }) => {
  await record(page);
  // Playwright's own questions to a page count as the user's activity there.
  await page.addInitScript(() => {
    const activation = { hasBeenActive: false };
    Object.defineProperty(navigator, "userActivation", { value: activation });
    addEventListener("pointerdown", () => (activation.hasBeenActive = true), true);
  });
  await keep(page, { sounds: { on: true, volume: 50, kinds: ["info"] } });
  const { app, say } = await one(portal, console, "/settings");
  await expect(page.getByTestId("sounds-blocked")).toBeHidden();
  await say("Callado");
  await app.unread(2);
  await expect(page.getByTestId("sounds-blocked")).toBeVisible();
  await page.getByTestId("test-sound").first().click();
  await expect(page.getByTestId("sounds-blocked")).toBeHidden();
});
