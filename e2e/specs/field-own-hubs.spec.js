// Hubs that a user adds by hand: tried before they are kept, changed, removed.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { test } = bench;
const testid = (app, name) => app.page.locator(`[data-testid=${name}]`);
const form = (app) => testid(app, "add-hub").locator("form");
const kept = (app) => app.page.evaluate(() => JSON.parse(localStorage.getItem("atalaya.hubs") ?? '{"hubs":[]}').hubs);
const own = (app, hub) => app.page.locator(`[data-testid=own-hub][data-hub="${hub}"]`);

/** Write into the form and send it off. */
async function write(app, { url, name, profile }) {
  if (url !== undefined) await form(app).locator("[name=url]").fill(url);
  if (name !== undefined) await form(app).locator("[name=name]").fill(name);
  if (profile !== undefined) {
    await form(app).locator("[name=profile]").selectOption("");
    await form(app).locator("[name=other-profile]").fill(profile);
  }
  await form(app).locator("[type=submit]").click();
}

/** The page with one hub of its own, at its settings. */
async function withOne(field, console) {
  const server = await field();
  const app = await console(null, { proxies: { "/hubs/x": server.url, "/hubs/y": server.url } });
  await write(app, { url: "/hubs/x", name: "Mío", profile: JSON.stringify(bench.rest()) });
  await app.online("m-o");
  await app.section("/settings").click();
  await expect(own(app, "m-o")).toBeVisible();
  return { app, server };
}

test("any profile, written out: tried, kept once it answers, and there after a reload", async ({ field, console }) => {
  const { app } = await withOne(field, console);
  expect(await kept(app)).toMatchObject([{ name: "Mío", url: "/hubs/x" }]);
  await app.page.reload();
  await app.online("m-o");
  await app.section("/hub/m-o").click();
  await expect(app.row("t", "a")).toBeVisible();
});

test("one that does not answer says why; the user keeps it anyway, or not", async ({ field, console }) => {
  const { app } = await withOne(field, console);
  const dead = { url: "http://127.0.0.1:9", name: "Muerto", profile: JSON.stringify(bench.rest()) };
  await write(app, dead);
  await expect(testid(app, "trial")).toContainText("Nadie responde", { timeout: 20_000 });
  expect(await kept(app)).toHaveLength(1);
  await testid(app, "trial").getByRole("button").last().click();
  await expect(testid(app, "trial")).toHaveCount(0);
  expect(await kept(app)).toHaveLength(1);
  await write(app, {});
  await testid(app, "keep-anyway").click({ timeout: 20_000 });
  await expect(own(app, "muerto")).toBeVisible();
  await expect(app.link("muerto")).toHaveAttribute("data-state", /waiting|connecting/);
});

test("a profile with mistakes is not kept: each mistake is named, and what was written stays", async ({ field, console }) => {
  const { app } = await withOne(field, console);
  const profile = JSON.stringify({ ...bench.rest(), poll: [{ source: "nobody", get: "//x" }] });
  await write(app, { url: "/hubs/y", name: "Otro", profile });
  await expect(form(app)).toContainText("{ … } /poll/0/source");
  expect(await kept(app)).toHaveLength(1);
  await expect(form(app).locator("[name=other-profile]")).toHaveValue(profile);
  await write(app, { profile: JSON.stringify(bench.rest()) });
  await expect(own(app, "otro")).toBeVisible();
  await expect(form(app).locator(".problem:visible")).toHaveCount(0);
});

test("it is changed: what it was stands in the form, the id stays, and it runs at its new place", async ({ field, console }) => {
  const { app, server } = await withOne(field, console);
  await testid(app, "change-hub").click();
  await expect(form(app).locator("[name=url]")).toHaveValue("/hubs/x");
  await expect(form(app).locator("[name=name]")).toHaveValue("Mío");
  expect(JSON.parse(await form(app).locator("[name=other-profile]").inputValue()).name).toBe("bench-rest");
  await write(app, { url: "/hubs/y", name: "Cambiado" });
  await expect(own(app, "m-o")).toContainText("Cambiado", { timeout: 15_000 });
  expect(await kept(app)).toMatchObject([{ id: "m-o", name: "Cambiado", url: "/hubs/y" }]);
  await app.online("m-o");
  await expect(app.section("/hub/m-o")).toContainText("Cambiado");
  // A change that is called off changes nothing.
  await testid(app, "change-hub").click();
  await form(app).locator("[name=name]").fill("Nunca");
  await form(app).getByRole("button", { name: "Cancelar" }).click();
  await expect(form(app).locator("[name=name]")).toHaveValue("");
  expect(await kept(app)).toMatchObject([{ name: "Cambiado" }]);
  await bench.calm(server, 40, 5);
});

test("it is removed at the second click, and asked no more", async ({ field, console }) => {
  const { app, server } = await withOne(field, console);
  await testid(app, "remove-hub").click();
  await expect(own(app, "m-o")).toBeVisible();
  await testid(app, "remove-hub").click();
  await expect(app.section("/hub/m-o")).toHaveCount(0);
  await expect(app.link("m-o")).toHaveCount(0);
  expect(await kept(app)).toEqual([]);
  await bench.calm(server, 0, 7);
  await app.page.reload();
  await expect(testid(app, "add-hub").or(testid(app, "settings")).first()).toBeVisible();
  await expect(app.page.locator("[data-testid=link]")).toHaveCount(0);
});

test("mistakes of a pasted profile are told where they stand in it, and where it stops being JSON", async ({ field, console }) => {
  const server = await field();
  const app = await console(null, { proxies: { "/hubs/x": server.url } });
  const said = form(app).locator("p.problem");
  for (const [written, ...expected] of [
    ['{\n  "name": "mine",\n  "title": }', /^\{ … \}:.*JSON.*line 3 column 12/],
    ['\n\n  { "name": "x" "title": "X" }', /^\{ … \}:.*JSON.*line 3 column 17/],
    [JSON.stringify({ ...bench.rest(), colour: 1, errors: [8] }), /^\{ … \} \/errors\/0:/, /^\{ … \} \/colour:/],
    ["mine.yaml", /^hubs\.json \/hubs\/0\/profile:.*mine\.yaml/],
    ["/none.json", /\/none\.json:.*HTTP 404/],
  ]) {
    await write(app, { url: "/hubs/x", name: "Mío", profile: written });
    await expect(said).toHaveText(expected);
  }
  expect(await kept(app)).toEqual([]);
});
