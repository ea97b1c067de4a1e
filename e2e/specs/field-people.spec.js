// What people, tabs and deployments do: logins that end, tabs that close, old pages, hubs that are down, long names.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { answer, asked, calm, test } = bench;
const QUIET = 40;
const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1_000));
const testid = (app, name) => app.page.locator(`[data-testid=${name}]`);

const auth = {
  ask: ["token"],
  attach: [{ source: "rest", as: "header", name: "Authorization", value: "Bearer {auth.token}" }],
};
const acting = (profile, action) => ({
  ...profile,
  actions: [{ id: "change", title: { es: "Cambiar", en: "Change" }, source: "rest", post: "/change", ...action }],
});
const act = (app) => app.page.locator('button[data-action="change"]').filter({ visible: true }).first().click();

async function logIn(page) {
  const login = page.locator("[data-testid=login]");
  await login.locator("input[name=token]").fill("t");
  await login.locator("input[name=longer]").check();
  await login.locator("button[type=submit]").click();
}

test("what was written in a form is still there after the login ended, and nothing is sent twice", async ({ field, console }) => {
  const server = await field();
  const profile = acting({ ...bench.rest(), auth }, { fields: [{ id: "text", required: true }] });
  const app = await bench.open(console, server, profile, { path: "/hub/x" });
  await logIn(app.page);
  await expect(app.row("t", "a")).toBeVisible();
  await act(app);
  const form = testid(app, "action");
  await form.locator("[data-field=text] input").fill("lo escrito");
  for (const path of ["/rows", "/notes", "/change"]) await answer(server, path, { status: 401, text: "" });
  await form.locator("button[type=submit]").click();
  await expect(testid(app, "login")).toBeAttached({ timeout: 20_000 });
  for (const path of ["/rows", "/notes"]) await answer(server, path);
  await answer(server, "/change", { json: {} });
  if (await form.isVisible()) await app.page.keyboard.press("Escape");
  await logIn(app.page);
  await expect(testid(app, "log-out")).toBeVisible();
  await act(app);
  await expect(form.locator("[data-field=text] input")).toHaveValue("lo escrito");
  const sent = (await asked(server, "/change")).filter(({ method }) => method === "POST").length;
  expect(sent, "the first, and at most one more after a lone 401").toBeLessThanOrEqual(2);
});

test("a clear is heard by the hub although the tab closes at once; so are reads", async ({ field, console, context }) => {
  const server = await field();
  const post = (path) => ({ source: "rest", post: path, retry: "safe" });
  const profile = { ...bench.rest(), intents: { clear: post("/clear"), mark_read: post("/read/{id}") } };
  await server.control("notes", { notes: [{ id: "1", title: "uno" }, { id: "2", title: "dos" }] });
  await answer(server, "/clear", { json: {} });
  await answer(server, "/read/2", { json: {} });
  const app = await bench.open(console, server, profile, { path: "/inbox" });
  await app.unread(2);
  await app.notification("2").click();
  await testid(app, "clear-all").first().click();
  await context.newPage();
  await app.page.close({ runBeforeUnload: true });
  await expect.poll(async () => (await asked(server, "/clear")).filter(({ method }) => method === "POST").length).toBe(1);
  expect((await asked(server, "/read/2")).filter(({ method }) => method === "POST").length).toBe(1);
});

test.describe("a page that is out of date", () => {
  test("yesterday's page with files that are gone loads itself anew once, then offers a button", async ({ field, console, page, allowed }) => {
    allowed.push(/dynamically imported module/);
    const server = await field();
    const app = await bench.open(console, server, bench.rest());
    const html = await page.evaluate(() => fetch("/index.html").then((answer) => answer.text()));
    const old = html.replaceAll(/atalaya-[0-9a-f]+/g, "atalaya-0000000000000000");
    let loads = 0;
    await page.route(/\/hub\/x|\/$/, (route) => {
      if (route.request().resourceType() !== "document") return route.fallback();
      loads += 1;
      return route.fulfill({ body: old, contentType: "text/html" });
    });
    await page.goto(`${app.url}/hub/x`);
    await expect(testid(app, "panic")).toContainText("Esta página está desactualizada", { timeout: 15_000 });
    await expect(testid(app, "panic").getByRole("button")).toBeVisible();
    await pause(3);
    expect(loads, "once by itself").toBe(2);
    await page.unroute(/\/hub\/x|\/$/);
    await testid(app, "panic").getByRole("button").click();
    await expect(app.row("t", "a")).toBeVisible();
  });
});

test("two slow uploads: the lists go on, the state stays online", async ({ field, console, page }) => {
  test.setTimeout(90_000);
  const server = await field();
  await answer(server, "/change", { wait_s: 14, json: {} });
  const fields = [{ id: "file", type: "file", required: true }];
  const app = await bench.open(console, server, acting(bench.rest(), { body: "multipart", fields }), { path: "/hub/x" });
  await expect(app.row("t", "a")).toBeVisible();
  await app.recordStates("x");
  for (const name of ["uno.bin", "dos.bin"]) {
    await act(app);
    await testid(app, "action").locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.alloc(1_000) });
    await testid(app, "action").locator("button[type=submit]").click();
    await page.keyboard.press("Escape");
  }
  await expect.poll(async () => (await asked(server, "/change")).length).toBe(2);
  const from = Date.now();
  await pause(12);
  expect((await asked(server, "/rows", from)).length, "lists in 12 s").toBeGreaterThanOrEqual(2);
  expect((await app.states()).map(({ state }) => state)).toEqual(["online"]);
});

test("an upload that is refused with Basic makes the browser ask for nothing", async ({ field, console, page, context }) => {
  const server = await field();
  await answer(server, "/change", { status: 401, text: "", headers: { "www-authenticate": 'Basic realm="hub"' } });
  const fields = [{ id: "file", type: "file", required: true }];
  const app = await bench.open(console, server, acting(bench.rest(), { body: "multipart", fields }), { path: "/hub/x" });
  await expect(app.row("t", "a")).toBeVisible();
  const tools = await context.newCDPSession(page);
  const dialogs = [];
  tools.on("Fetch.authRequired", ({ requestId, request }) => {
    dialogs.push(request.url);
    return tools.send("Fetch.continueWithAuth", { requestId, authChallengeResponse: { response: "CancelAuth" } });
  });
  tools.on("Fetch.requestPaused", ({ requestId }) => tools.send("Fetch.continueRequest", { requestId }));
  await tools.send("Fetch.enable", { handleAuthRequests: true });
  await act(app);
  await testid(app, "action").locator("input[type=file]").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await testid(app, "action").locator("button[type=submit]").click();
  await expect(testid(app, "action").locator("[data-end]")).toContainText("401", { timeout: 15_000 });
  expect(dialogs, "what the browser would have asked for").toEqual([]);
});

test("ten rows opened and shut: what is not wanted any more is taken back, and lists wait little", async ({ field, console, page }) => {
  test.setTimeout(60_000);
  const server = await field();
  const ids = [..."abcdefghij"];
  await server.control("rows", { rows: ids.map((id) => ({ id, name: id, n: 1 })) });
  for (const id of ids) await answer(server, `/rows/${id}`, { wait_s: 6, json: { parts: [] } });
  const profile = bench.rest();
  profile.tables[0].details = { source: "rest", get: "/rows/{key}", title: "Parts", from: "/parts", columns: [{ id: "p", at: "/p", title: "P" }] };
  const app = await bench.open(console, server, profile);
  await expect(app.row("t", "j")).toBeVisible();
  const from = Date.now();
  for (const id of ids) {
    await app.row("t", id).click();
    await expect(testid(app, "details")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(testid(app, "details")).toBeHidden();
  }
  await expect.poll(async () => (await asked(server, "/rows", from)).length, { timeout: 12_000 }).toBeGreaterThan(0);
  await app.online("x");
});

test("logging in and out in one tab is known to the others", async ({ field, console, context }) => {
  const server = await field();
  const app = await bench.open(console, server, { ...bench.rest(), auth }, { path: "/hub/x" });
  const other = await context.newPage();
  await other.goto(`${app.url}/hub/x`);
  await expect(other.locator("[data-testid=login]")).toBeVisible();
  await logIn(app.page);
  await expect(other.locator("[data-testid=log-out]")).toBeVisible({ timeout: 10_000 });
  await testid(app, "log-out").click();
  await expect(other.locator("[data-testid=login]")).toBeVisible({ timeout: 10_000 });
});

test("an error that the hub reports stands in the inbox as the hub's, and no toast blames the user", async ({ field, console }) => {
  const server = await field();
  const profile = bench.ws();
  profile.on.push({ match: { "/kind": "error" }, do: [{ error: "/message" }] });
  const app = await bench.open(console, server, profile);
  await app.online("x");
  await app.page.evaluate(() => {
    window.toasts = [];
    const look = () => document.querySelectorAll("[data-testid=toast]").forEach((toast) => window.toasts.push(toast.textContent));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  for (const message of ["disk 3 is full", "<b>quota</b> exceeded"]) {
    await server.control("frame", { json: { kind: "error", message } });
  }
  await app.unread(2);
  await app.openInbox();
  for (const text of ["disk 3 is full", "<b>quota</b> exceeded"]) {
    const note = app.notifications.filter({ hasText: text });
    await expect(note).toHaveCount(1);
    await expect(note).toHaveAttribute("data-kind", "error");
    await expect(note).toContainText("Banco");
  }
  expect((await app.page.evaluate(() => window.toasts)).join()).not.toContain("no lo aceptó");
  await app.online("x");
});

test("a source that is not primary is down: the overview and its table say so", async ({ field, console }) => {
  test.setTimeout(60_000);
  const server = await field();
  const profile = bench.ws();
  profile.sources.rest.base = "api";
  const hub = { urls: { api: "/hubs/down" } };
  const app = await bench.open(console, server, profile, { path: "/hub/x", hub });
  await app.online("x");
  await expect(testid(app, "table-failure")).toBeVisible({ timeout: 20_000 });
  await app.section("/").click();
  await expect(testid(app, "card").first()).toContainText(/no responde|lista|tabla|T/i);
  await calm(server, QUIET, 5);
});

test("a dead hub's page says why and since when, offers a retry, and shows no skeleton without end", async ({ console }) => {
  test.setTimeout(60_000);
  const hubs = [{ id: "x", name: "Banco", profile: bench.ws(), url: "http://127.0.0.1:9" }];
  const app = await console(hubs, { path: "/hub/x" });
  const main = app.page.getByRole("main");
  await expect(testid(app, "hub-notice")).toContainText(/Nadie responde en http/, { timeout: 20_000 });
  await expect(testid(app, "notice-retry")).toBeVisible();
  await expect(main.locator("[data-testid=skeleton]")).toHaveCount(0);
});

test("a profile of one's own without a slash stands beside hubs.json, whatever page is opened", async ({ field, console }) => {
  const server = await field();
  const files = { "/my.json": JSON.stringify(bench.rest()) };
  const hubs = [{ id: "x", profile: "my.json", url: "/hubs/x" }];
  for (const path of ["/hub/x", "/hub/x/table/t", "/"]) {
    const app = await console(hubs, { path, files, proxies: { "/hubs/x": server.url } });
    await app.online("x");
  }
});

test("a hub that needs a login has a state of its own and hides no hub that is down", async ({ field, console }) => {
  test.setTimeout(60_000);
  const server = await field();
  const hubs = [
    { id: "known", name: "Con acceso", profile: { ...bench.rest(), auth }, url: "/hubs/x" },
    { id: "down", name: "Caído", profile: bench.rest(), url: "http://127.0.0.1:9" },
    { id: "up", name: "En marcha", profile: { ...bench.rest(), name: "b" }, url: "/hubs/x" },
  ];
  const app = await console(hubs, { proxies: { "/hubs/x": server.url } });
  await app.online("up");
  const card = app.page.locator('[data-testid=card][data-hub="known"]');
  await expect(card.locator("[data-testid=to-login]")).toBeVisible();
  await expect(card).not.toContainText("rechazado");
  await expect(app.link("known")).toHaveAttribute("data-login", "needed");
  await expect(testid(app, "link-summary")).toHaveAttribute("data-state", /waiting|connecting/, { timeout: 20_000 });
});

test.describe("long names and many tables", () => {
  const name = "Sistema de observación de la red sísmica del norte grande x".padEnd(60, "y");
  for (const [width, height] of [[1920, 1080], [1280, 800], [768, 1024], [360, 740]]) {
    test(`${width} px: nothing leaves its place, and each table has a way to it`, async ({ field, console, page }) => {
      await page.setViewportSize({ width, height });
      const server = await field();
      const profile = bench.rest();
      const [first] = profile.tables;
      for (let at = 1; at < 13; at++) profile.tables.push({ ...first, id: `t${at}`, title: `Tabla ${at} con un nombre largo` });
      profile.poll.push(...Array.from({ length: 12 }, (_, at) => ({ source: "rest", get: "/rows", every_s: 60, do: [{ rows: `t${at + 1}`, from: "/rows" }] })));
      const hubs = Array.from({ length: 20 }, (_, at) => ({ id: `h${at}`, name: `${name} ${at}`, profile: at ? { ...bench.rest(), name: `p${at}` } : profile, url: "/hubs/x" }));
      const app = await console(hubs, { path: "/hub/h0", proxies: { "/hubs/x": server.url } });
      await expect(app.row("t", "a")).toBeVisible({ timeout: 20_000 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, "pixels beyond the page's edge").toBeLessThanOrEqual(0);
      await app.page.goto(`${app.url}/`);
      await expect(testid(app, "card").first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const out = await testid(app, "card").evaluateAll((cards) =>
        cards.filter((card) => card.scrollWidth > card.clientWidth + 1).map((card) => card.dataset.hub),
      );
      expect(out, "what hangs out of its card").toEqual([]);
    });
  }
});

test("a hub added by hand is refused where its address is none", async ({ field, console }) => {
  const server = await field();
  const app = await console(null, { path: "/", proxies: { "/hubs/x": server.url } });
  const form = testid(app, "add-hub");
  await expect(form).toBeVisible();
  for (const bad of ["no es una dirección", "ftp://x", "javascript:alert(1)"]) {
    await form.locator("input").first().fill(bad);
    await form.locator("button[type=submit]").click();
    await expect(form).toContainText("Escriba una dirección");
  }
});

test("a read mark stays over a reload where the hub keeps none", async ({ field, console, page }) => {
  const server = await field();
  await server.control("notes", { notes: [{ id: "1", title: "uno" }, { id: "2", title: "dos" }] });
  const app = await bench.open(console, server, bench.rest(), { path: "/inbox" });
  await app.unread(2);
  await app.notification("1").click();
  await app.unread(1);
  await page.reload();
  await app.unread(1);
  await expect(app.notification("1")).toHaveAttribute("data-read", "true");
});

test.describe("odd browsers", () => {
  for (const [name, script] of [
    ["no Intl.RelativeTimeFormat", () => delete Intl.RelativeTimeFormat],
    ["no performance.mark", () => (performance.mark = undefined)],
    ["an odd language", () => localStorage.setItem("atalaya.lang", "{\u0000}<x>")],
    ["no BroadcastChannel", () => delete window.BroadcastChannel],
  ]) {
    test(`${name}: the page starts, or says what it lacks`, async ({ field, console, page }) => {
      const server = await field();
      await page.addInitScript(script);
      const app = await bench.open(console, server, bench.rest());
      await expect(app.row("t", "a").or(testid(app, "panic"))).toBeVisible();
      await expect(app.page.locator("body")).not.toContainText("no pudo iniciar WebAssembly");
    });
  }
});
