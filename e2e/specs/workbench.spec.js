// Where a profile is worked at: messages, the text, what comes of the two; with real hubs.
import AxeBuilder from "@axe-core/playwright";
import { readFile } from "node:fs/promises";
import * as bench from "../support/bench.js";
import { expect, portalHub } from "../support/fixtures.js";

const { test } = bench;
const id = (app, name) => app.page.locator(`[data-testid=${name}]`);
const text = (app) => id(app, "profile-text");
const entry = (app, pointer) => app.page.locator(`[data-testid=entry][data-pointer="${pointer}"]`);
const say = (server, path) => server.ask(path, { type: "info", title: "Hola" });

/** The workbench of a portal, at a profile that its test wrote. */
async function opened(portal, console, options = {}) {
  const server = await portal();
  const app = await console([portalHub(server)], { path: "/hub/portal/workbench", ...options });
  await expect(text(app)).toBeVisible({ timeout: 15_000 });
  return { app, server };
}

/** Write another text, as a user would who pastes it. */
async function write(app, written) {
  await text(app).click();
  await app.page.keyboard.press("ControlOrMeta+a");
  await app.page.evaluate((value) => navigator.clipboard.writeText(value), written);
  await app.page.keyboard.press("ControlOrMeta+v");
}

const profile = async () => JSON.parse(await readFile(new URL("../../profiles/open-data-portal.json", import.meta.url), "utf8"));

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("each message shows what came of it, each rule what it took, each column its values", async ({ portal, console }) => {
  const { app, server } = await opened(portal, console);
  const event = (await profile()).on.findIndex((rule) => rule.event === "new_notification");
  await expect(id(app, "message").first()).toBeVisible({ timeout: 15_000 });
  await say(server, "/api/notifications/test");
  const line = id(app, "message").filter({ hasText: "new_notification" }).first();
  await expect(line).toContainText("1 notificación");
  await line.locator("summary").click();
  await expect(line.locator("pre")).toContainText("Hola");
  await expect(entry(app, `/on/${event}`)).toHaveAttribute("data-matched", /[1-9]/);
  const columns = app.page.locator("[data-testid=column-values][data-table=datasets] [data-testid=column]");
  await expect(columns.first()).toContainText(/\d+ de \d+/);
  await entry(app, `/on/${event}`).getByRole("button").click();
  await expect(app.page.locator(".cm-activeLine").first()).toContainText("{");
  const { violations } = await new AxeBuilder({ page: app.page }).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
});

test("mistakes stand beside their line as they are typed, and what was right goes on until they are mended", async ({ portal, console }) => {
  const { app } = await opened(portal, console);
  const right = await profile();
  const wrong = structuredClone(right);
  wrong.tables[0].columns[0].type = "nonsense";
  await write(app, JSON.stringify(wrong, undefined, 2));
  const mistake = id(app, "mistakes").locator("li");
  await expect(mistake).toHaveCount(1);
  await expect(mistake).toHaveAttribute("data-pointer", "/tables/0/columns/0/type");
  await expect(id(app, "try-profile")).toBeDisabled();
  await mistake.getByRole("button").click();
  await expect(app.page.locator(".cm-lint-marker-error")).toHaveCount(1);
  await expect(app.page.locator(".cm-activeLine").first()).toContainText("nonsense");
  await write(app, JSON.stringify(right, undefined, 2).replace('"tables":', '"tables"'));
  await expect(mistake).toContainText("line");
  await write(app, JSON.stringify(right, undefined, 2));
  await expect(mistake).toHaveCount(0);
  await expect(id(app, "try-profile")).toBeEnabled();
});

test("words of the language are offered where they may stand", async ({ portal, console }) => {
  const { app } = await opened(portal, console);
  await write(app, '{ "tables": [ {  } ] }');
  await app.page.keyboard.press("ControlOrMeta+Home");
  for (let nr = 0; nr < 16; nr += 1) await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("Control+Space");
  const offered = app.page.locator(".cm-tooltip-autocomplete li");
  await expect(offered.filter({ hasText: '"columns"' })).toBeVisible();
  await app.page.keyboard.type('"col');
  await expect(offered).toHaveCount(1);
  // The editor takes no Enter for a choice that came up a moment ago.
  await app.page.waitForTimeout(200);
  await app.page.keyboard.press("Enter");
  await expect(text(app)).toContainText('"columns": ');
});

test("a rule is made of a message that none was for, and can be taken back", async ({ portal, console }) => {
  const { app, server } = await opened(portal, console);
  const without = await profile();
  without.on = without.on.filter((rule) => rule.event !== "new_notification");
  await write(app, JSON.stringify(without, undefined, 2));
  await expect(id(app, "mistakes").locator("li")).toHaveCount(0);
  for (let nr = 0; nr < 4; nr += 1) await say(server, "/api/notifications/test");
  const line = id(app, "message").filter({ hasText: "new_notification" }).first();
  await expect(line).toHaveAttribute("data-taken", "false");
  const make = line.getByRole("button", { name: "Hacer una regla" });
  await write(app, JSON.stringify(without).slice(0, -1));
  await expect(make, "where it would go is not known").toBeDisabled();
  await write(app, JSON.stringify(without, undefined, 2));
  await make.click();
  const made = entry(app, `/on/${without.on.length}`);
  await expect(made).toContainText("new_notification");
  await expect(made).toHaveAttribute("data-matched", "4");
  await expect(made).toContainText("notificaciones");
  await expect(line).toHaveAttribute("data-taken", "true");
  await expect(id(app, "mistakes").locator("li")).toHaveCount(0);
  await text(app).focus();
  await app.page.keyboard.press("ControlOrMeta+z");
  await expect(made).toHaveCount(0);
});

test("what is written outlives the page, is exported, and comes back from a file", async ({ portal, console, page }) => {
  const { app } = await opened(portal, console);
  const other = { ...(await profile()), title: "Otro" };
  await write(app, JSON.stringify(other, undefined, 2));
  await expect(id(app, "discard-profile")).toBeEnabled();
  await page.reload();
  await expect(text(app)).toContainText('"title": "Otro"');
  const download = page.waitForEvent("download");
  await id(app, "export-profile").click();
  const file = await (await download).path();
  expect((await download).suggestedFilename()).toBe("portal.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(other);
  await id(app, "discard-profile").click();
  await expect(text(app)).not.toContainText('"title": "Otro"');
  await expect(id(app, "discard-profile")).toBeDisabled();
  await id(app, "profile-file").setInputFiles({ name: "otro.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(other, undefined, 2)) });
  await expect(text(app)).toContainText('"title": "Otro"');
  await expect(id(app, "keep-profile"), "it stands in hubs.json").toHaveCount(0);
});

test("a hub of this browser is changed, tried, kept and removed here", async ({ field, console, page }) => {
  const server = await field();
  const own = { hubs: [{ id: "own", name: "Propio", profile: bench.rest(), url: "/hubs/x" }] };
  await page.addInitScript((hubs) => localStorage.getItem("atalaya.hubs") ?? localStorage.setItem("atalaya.hubs", hubs), JSON.stringify(own));
  const app = await console([], { path: "/hub/own/workbench", proxies: { "/hubs/x": server.url } });
  await expect(text(app)).toBeVisible({ timeout: 15_000 });
  const changed = structuredClone(bench.rest());
  changed.tables[0].title = "Cambiada";
  await write(app, JSON.stringify(changed, undefined, 2));
  await id(app, "try-profile").click();
  await expect(id(app, "trial").locator("[data-state=online]")).toBeVisible({ timeout: 15_000 });
  await id(app, "keep-profile").click();
  await app.section("/hub/own").click();
  await expect(app.page.getByRole("heading", { name: "Cambiada" })).toBeVisible();
  await page.goto(new URL("/hub/own/workbench", page.url()).href);
  await id(app, "remove-hub").click();
  await id(app, "remove-hub").click();
  expect(await page.evaluate(() => JSON.parse(localStorage.getItem("atalaya.hubs")).hubs)).toEqual([]);
  await expect(app.page.locator("nav a[href='/hub/own']")).toHaveCount(0);
});
