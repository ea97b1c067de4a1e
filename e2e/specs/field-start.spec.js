// A page whose own server fails it: no configuration at the start, files that a later version took away, nobody there.
import { readdir } from "node:fs/promises";
import * as bench from "../support/bench.js";
import { DIST, expect, portalHub } from "../support/fixtures.js";

const { test } = bench;
const testid = (app, name) => app.page.locator(`[data-testid=${name}]`);
const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1_000));

test.describe("hubs.json is refused at the start", () => {
  const own = { hubs: [{ id: "own", name: "Propio", profile: bench.rest(), url: "/hubs/x" }] };
  for (const [what, answer, says] of [
    ["with 500", (route) => route.fulfill({ status: 500, body: "oops" }), "HTTP 500"],
    ["with 403", (route) => route.fulfill({ status: 403, body: "no" }), "HTTP 403"],
    ["because nobody answers", (route) => route.abort("connectionrefused"), "hubs.json"],
    ["with a page that is not ours", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><h1>Entre</h1>" }), "hubs.json"],
    ["with half of it", (route) => route.fulfill({ contentType: "application/json", body: '{"hubs":[{"id":"x"' }), "hubs.json"],
  ]) {
    test(`${what}: said, and a hub of this browser runs`, async ({ field, console, page }) => {
      const server = await field();
      await page.route("**/hubs.json", answer);
      await page.addInitScript((hubs) => localStorage.setItem("atalaya.hubs", hubs), JSON.stringify(own));
      const app = await console([], { path: "/hub/own", proxies: { "/hubs/x": server.url } });
      await expect(testid(app, "config-errors")).toContainText(says);
      await app.online("own");
      await expect(app.row("t", "a")).toBeVisible();
    });
  }

  test("with our own page in its place: then there is none, and nothing is wrong", async ({ field, console, page }) => {
    await page.route("**/hubs.json", async (route) => {
      const html = await page.request.get(new URL("/", route.request().url()).href);
      await route.fulfill({ contentType: "text/html", body: await html.text() });
    });
    const server = await field();
    const app = await console([], { proxies: { "/hubs/x": server.url } });
    await expect(testid(app, "add-hub")).toBeVisible();
    await expect(testid(app, "config-errors")).toHaveCount(0);
  });
});

test.describe("the second module is not there when it is wanted", () => {
  const settings = (app) => app.section("/settings").click();
  // A hub whose profile comes with the page needs the module only for what is rare.
  async function watching(portal, console) {
    const server = await portal();
    const app = await console([portalHub(server)], { path: "/hub/portal" });
    await app.online("portal");
    await expect(app.table("datasets").locator("[data-key]").first()).toBeVisible();
    return { app, server };
  }
  async function stillWatched(app, server) {
    await app.unread(1);
    await server.ask("/api/notifications/test", { type: "info", title: "Sigue" });
    await app.unread(2);
    await app.online("portal");
  }

  test("because a new version took the place of the old one: loaded anew once by itself, and all is well", async ({ portal, console, page }) => {
    const { app, server } = await watching(portal, console);
    let loads = 0;
    // What is asked for by the new page is there.
    const none = (route) => (loads > 0 ? route.fallback() : route.fulfill({ status: 404, body: "not found" }));
    await page.route(/later-/, none);
    await page.route(/\.js$/, (route) => (route.request().method() === "HEAD" ? none(route) : route.fallback()));
    page.on("request", (request) => (loads += request.resourceType() === "document"));
    await settings(app);
    await expect(testid(app, "settings")).toBeVisible({ timeout: 15_000 });
    await expect(testid(app, "panic")).toHaveCount(0);
    expect(loads, "once").toBe(1);
    await stillWatched(app, server);
  });

  test("because a new version took the place of the workbench alone: loaded anew once, and the workbench stands there", async ({ portal, console, page }) => {
    const { app } = await watching(portal, console);
    let loads = 0;
    const none = (route) => (loads > 0 ? route.fallback() : route.fulfill({ status: 404, body: "not found" }));
    await page.route(/later-tools/, none);
    await page.route(/\.js$/, (route) => (route.request().method() === "HEAD" ? none(route) : route.fallback()));
    page.on("request", (request) => (loads += request.resourceType() === "document"));
    await app.link("portal").click();
    await app.page.getByRole("link", { name: "Diagnóstico" }).click();
    await expect(testid(app, "link-details"), "nothing covers the page that it leads to").toBeHidden();
    await testid(app, "to-workbench").click();
    await expect(testid(app, "workbench")).toBeVisible({ timeout: 15_000 });
    expect(loads, "once").toBe(1);
  });

  test("and the server holds none of the page's files: it is said with a button, and the hub is still watched", async ({ portal, console, page }) => {
    const { app, server } = await watching(portal, console);
    await page.evaluate(() => {
      sessionStorage.setItem("atalaya.reloaded", document.querySelector("script[data-wasm]").dataset.js);
    });
    const built = (await readdir(DIST)).filter((file) => /^(atalaya|later).*\.(js|wasm)$/.test(file));
    for (const file of built) app.pages.files[`/${file}`] = null;
    await settings(app);
    await expect(testid(app, "panic")).toContainText("Esta página está desactualizada", { timeout: 15_000 });
    await expect(testid(app, "panic").getByRole("button")).toBeVisible();
    await stillWatched(app, server);
    await app.section("/hub/portal").click();
    await expect(app.table("datasets").locator("[data-key]").first()).toBeVisible();
  });

  test("because the page's server is down: said, tried again at a click, and the hub is still watched", async ({ portal, console, page }) => {
    const { app, server } = await watching(portal, console);
    app.pages.close();
    await settings(app);
    await expect(testid(app, "part-missing")).toContainText("No se pudo obtener", { timeout: 15_000 });
    await testid(app, "part-missing").getByRole("button").click();
    await pause(2);
    await expect(testid(app, "part-missing")).toBeVisible();
    await expect(testid(app, "panic")).toHaveCount(0);
    await stillWatched(app, server);
    await app.section("/hub/portal").click();
    // What is opened of a row is of the module too.
    await app.table("datasets").locator("[data-key]").first().click();
    await expect(testid(app, "details").locator("[data-testid=part-missing]")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(testid(app, "details")).toBeHidden();
  });

  test("at the start, where a hub's own profile is read by it: said, and the hub starts once it comes", async ({ field, console, page }) => {
    await page.route(/later-/, (route) => route.abort());
    const app = await bench.open(console, await field(), bench.rest());
    await expect(testid(app, "part-missing")).toBeVisible();
    await pause(6);
    await page.unrouteAll();
    await expect(app.row("t", "a")).toBeVisible({ timeout: 15_000 });
    await app.online("x");
    await expect(testid(app, "config-errors")).toHaveCount(0);
    await expect(testid(app, "part-missing")).toHaveCount(0);
  });
});
