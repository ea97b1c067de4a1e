// The page's second module: fetched when it is first needed, once, and never the end of the page.
import { expect, portalHub, test } from "../support/fixtures.js";

const LATER = /\/later-deferred-[^/]*\.wasm$/;
const STYLES = /\/later-[^/]*\.css$/;

/** Every request for a module that is not part of the first load. */
function asked(page) {
  const all = [];
  page.on("request", (request) => LATER.test(request.url()) && all.push(request.url()));
  return all;
}

const missing = (app) => app.page.locator("[data-testid=part-missing]");
const settings = (app) => app.page.locator("[data-testid=settings]");
const diagnostics = (app) => app.page.locator("[data-testid=diagnostics]");

test("an overview with a hub does without it; it is fetched once for all that is rare", async ({ portal, console, page }) => {
  const requests = asked(page);
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  await app.unread(1);
  await app.section("/hub/portal").click();
  await expect(app.table("datasets")).toBeVisible();
  expect(requests).toEqual([]);
  await app.openInbox();
  await expect(app.notifications).toHaveCount(1);
  await app.page.keyboard.press("Escape");
  await app.section("/settings").click();
  await expect(settings(app)).toBeVisible();
  await expect(app.page.locator("[data-testid=add-hub]")).toBeVisible();
  expect(requests).toHaveLength(1);
  await app.page.getByRole("button", { name: "English" }).click();
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(settings(app).getByRole("heading", { level: 1 })).toHaveText("Settings");
  await app.section("/").click();
  await expect(settings(app)).toHaveCount(0);
  await app.section("/settings").click();
  await expect(settings(app)).toHaveCount(1);
  const { box } = await app.openLink("portal");
  await box.getByRole("link").click();
  await expect(diagnostics(app)).toContainText("WebSocket");
  await app.page.reload();
  await expect(diagnostics(app)).toBeVisible();
  expect(new Set(requests).size).toBe(1);
  expect(requests, "once for each load of the page").toHaveLength(2);
});

test("where it cannot be fetched a sentence says so, the rest goes on, and trying again helps", async ({ portal, console, page }) => {
  let [refuses, refused] = [true, 0];
  await page.route(LATER, (route) => {
    refused += refuses;
    return refuses ? route.abort() : route.continue();
  });
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.section("/settings").click();
  await expect(missing(app)).toContainText("No se pudo obtener");
  const again = missing(app).getByRole("button", { name: "Intentar de nuevo" });
  await again.click();
  await expect.poll(() => refused).toBe(2);
  await expect(again).toBeVisible();
  refuses = false;
  await again.click();
  await expect(settings(app)).toBeVisible();
  await expect(missing(app)).toHaveCount(0);
  await server.ask("/api/notifications/test", { type: "info", title: "Sigue" });
  await app.unread(2);
  expect(refused).toBe(2);
});

test("a toast waits for its words, and nothing else waits for it", async ({ portal, console, page }) => {
  let refuses = true;
  await page.route(LATER, (route) => (refuses ? route.abort() : route.continue()));
  const requests = asked(page);
  const server = await portal();
  const app = await console([portalHub(server)]);
  await app.online("portal");
  await app.unread(1);
  expect(requests).toEqual([]);
  const tell = (title) => server.ask("/api/notifications/test", { type: "info", title });
  await tell("Uno");
  await app.unread(2);
  await expect.poll(() => requests.length).toBeGreaterThan(0);
  refuses = false;
  await expect.poll(() => requests.length, { timeout: 15_000 }).toBeGreaterThan(1);
  await tell("Dos");
  await app.unread(3);
  await expect(page.locator("[data-testid=toast]").first()).toContainText("Portal");
});

for (const [what, answer] of [
  ["is gone from the server", { status: 404, contentType: "text/plain", body: "not found" }],
  ["is the page itself", { contentType: "text/html", body: "<!doctype html>" }],
  ["is cut off", { contentType: "application/wasm", body: Buffer.from("0061736d0100000001", "hex") }],
]) {
  test(`a module that ${what} is reported, and no panic`, async ({ portal, console, page }) => {
    await page.route(LATER, (route) => route.fulfill(answer));
    const app = await console([portalHub(await portal())], { path: "/settings" });
    await expect(missing(app)).toBeVisible();
    await app.online("portal");
    await expect(app.page.locator("[data-testid=panic]")).toHaveCount(0);
  });
}

test("no part is drawn without its styles, which come with the module, and at another try where they did not", async ({ portal, console, page }) => {
  let styles = 0;
  await page.route(STYLES, (route) => {
    styles += 1;
    if (styles === 1) return route.abort();
    return styles === 2 ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" }) : route.continue();
  });
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  expect(styles).toBe(0);
  await app.section("/settings").click();
  const again = missing(app).getByRole("button", { name: "Intentar de nuevo" });
  for (const tried of [1, 2]) {
    await expect(again).toBeVisible();
    expect(styles).toBe(tried);
    await expect(settings(app)).toHaveCount(0);
    await again.click();
  }
  await expect(settings(app).locator(".form").first()).toHaveCSS("display", "grid");
  await app.openInbox();
  expect(styles).toBe(3);
});

test("a user who has left before it comes is not followed", async ({ portal, console, page }) => {
  let come;
  const coming = new Promise((resolve) => (come = resolve));
  await page.route(LATER, (route) => coming.then(() => route.continue()));
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  await app.section("/settings").click();
  const skeleton = app.page.getByRole("main").locator("[data-testid=skeleton]");
  await expect(skeleton).toBeVisible();
  await app.section("/").click();
  await expect(skeleton).toHaveCount(0);
  const came = page.waitForResponse(LATER);
  come();
  await (await came).finished();
  await expect(app.page.locator("[data-testid=card]")).toBeVisible();
  await expect(settings(app)).toHaveCount(0);
  await app.section("/settings").click();
  await expect(settings(app)).toBeVisible();
});

test("mistakes in hubs.json and the first hub's form come with one fetch", async ({ console, page }) => {
  const requests = asked(page);
  const app = await console('{ "hubs": [{ "id": "x" }] }');
  await expect(app.page.locator("[data-testid=config-errors]")).toBeVisible();
  await expect(app.page.locator("[data-testid=add-hub]")).toBeVisible();
  expect(requests).toHaveLength(1);
});

test("it is fetched before the bell is pressed, and after a while where nobody asks for it", async ({ portal, console, page }) => {
  const requests = asked(page);
  await page.clock.install();
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  await app.page.locator("[data-testid=bell]").hover();
  await expect.poll(() => requests.length).toBe(1);
  await app.page.reload();
  await app.online("portal");
  await app.page.mouse.move(0, 600);
  expect(requests).toHaveLength(1);
  await page.clock.fastForward(31_000);
  await expect.poll(() => requests.length).toBe(2);
});

test("what changes before it comes is reported when it has come", async ({ blocks, console, page }) => {
  let refuses = true;
  await page.route(LATER, (route) => (refuses ? route.abort() : route.continue()));
  const server = await blocks();
  const hub = { id: "files", name: "Archivos", profile: "block-storage", url: "/hubs/files" };
  const app = await console([hub], { path: "/hub/files", proxies: { "/hubs/files": server.url } });
  await app.online("files");
  await expect(app.row("nodes", "nodo3")).toBeVisible();
  await server.control("node", { node_id: "nodo3", action: "kill", after_s: 0 });
  await expect(app.row("nodes", "nodo3")).toHaveAttribute("data-removed", "true", { timeout: 15_000 });
  await app.unread(0);
  refuses = false;
  await app.unread(1, 15_000);
  await app.openInbox();
  await expect(app.notifications).toContainText("Nodo nodo3 desconectado");
});

test("a hub that is not heard asks for it at once and until it comes, and then says why", async ({ console, page }) => {
  test.setTimeout(60_000);
  const card = page.locator("[data-testid=card]");
  const notice = page.locator("[data-testid=hub-notice]");
  let refused = true;
  await page.route(LATER, (route) => (refused ? route.abort() : route.continue()));
  const requests = asked(page);
  const app = await console([portalHub({ url: "http://127.0.0.1:9" })]);
  await expect.poll(() => requests.length, { timeout: 20_000 }).toBe(1);
  await expect(card.locator("[data-testid=why]")).toBeEmpty();
  await app.section("/hub/portal").click();
  await expect(app.panel("datasets").getByText("…", { exact: true })).toBeVisible();
  await expect(notice.locator("[data-testid=notice-retry]")).toBeVisible();
  await expect(missing(app)).toHaveCount(0);
  await expect.poll(() => requests.length, { timeout: 20_000 }).toBeGreaterThan(1);
  refused = false;
  await expect(notice.locator("[data-testid=why]")).toContainText("Nadie responde en http", { timeout: 10_000 });
  await expect(app.panel("datasets").locator("[data-testid=table-failure]")).toContainText("Nadie responde en http");
  await expect(app.panel("datasets").getByText("…", { exact: true })).toHaveCount(0);
  const until = requests.length;
  await app.section("/").click();
  await expect(card.locator("[data-testid=why]")).toContainText("Nadie responde en http");
  await page.waitForTimeout(6_000);
  expect(requests, "what is there is not asked for again").toHaveLength(until);
});

test("a dialog whose part does not come can be closed without a keyboard", async ({ portal, console, page }) => {
  await page.route(LATER, (route) => route.abort());
  const app = await console([portalHub(await portal())]);
  await app.online("portal");
  await app.bell.click();
  const dialog = app.page.locator("[data-testid=inbox-dialog]");
  await expect(dialog.locator("[data-testid=part-missing]")).toBeVisible();
  const close = dialog.locator("[data-testid=close]");
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const [box, around] = [await close.boundingBox(), await dialog.boundingBox()];
    expect(around.x + around.width - (box.x + box.width), `from the right edge, ${width} px wide`).toBeLessThan(24);
  }
  await close.click();
  await expect(dialog).toBeHidden();
});

test("a dialog whose part is slow keeps the focus inside", async ({ portal, console, page }) => {
  let arrive;
  const slow = new Promise((go) => (arrive = go));
  await page.route(LATER, async (route) => {
    await slow;
    await route.continue();
  });
  const app = await console([portalHub(await portal())]);
  await app.unread(1);
  await app.bell.focus();
  await page.keyboard.press("Enter");
  const dialog = page.locator("[data-testid=inbox-dialog]");
  await expect(dialog.locator("[data-testid=skeleton]")).toBeVisible();
  const inside = () => page.evaluate(() => Boolean(document.activeElement.closest("[data-testid=inbox-dialog]")));
  expect(await inside(), "while it loads").toBe(true);
  arrive();
  await expect(dialog.locator("[data-testid=notification]").first()).toBeVisible();
  expect(await inside(), "when it is there").toBe(true);
});

test("a profile that comes with the app is taken as the build read it, one that was edited is read anew", async ({ portal, console, page }) => {
  const requests = asked(page);
  const server = await portal();
  let app = await console([portalHub(server)]);
  await app.online("portal");
  await app.section("/hub/portal").click();
  await expect(app.table("datasets")).toBeVisible();
  expect(requests).toEqual([]);
  const edited = async (route) => {
    const text = await (await route.fetch()).text();
    await route.fulfill({ contentType: "application/json", body: text.replace(/("id": "datasets",\s*"title": )(\{[^}]*\}|"[^"]*")/, '$1"Conjuntos míos"') });
  };
  await page.route(/open-data-portal\.json$/, edited);
  await app.page.reload();
  await expect(app.panel("datasets").getByRole("heading", { level: 2 })).toHaveText("Conjuntos míos");
  expect(requests).toHaveLength(1);
  await page.unroute(/open-data-portal\.json$/, edited);
  await page.route(/open-data-portal-[0-9a-f]+\.bin$/, (route) => route.fulfill({ status: 404, body: "" }));
  await app.page.reload();
  await app.online("portal");
  await expect(app.table("datasets")).toBeVisible();
  expect(requests).toHaveLength(2);
});
