// What can be done with a table: its columns are chosen and put in order, and what is shown becomes a file.
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

const entry = { id: "files", name: "Archivos", profile: "block-storage", url: "/hubs/files", time_zone: "America/Santiago" };

/** The page, with the hub's tables in front. */
async function open(console, server, path = "/hub/files") {
  const app = await console([entry], { path, proxies: { "/hubs/files": server.url } });
  await app.online("files");
  await expect(app.row("nodes", "nodo1")).toBeVisible();
  return app;
}

/** The menu's parts; it is opened by its button. */
function menuOf(app, table) {
  const panel = app.panel(table);
  const box = panel.locator("[data-testid=table-menu-box]");
  const line = (column) => box.locator(`[data-column="${column}"]`);
  return {
    box,
    button: panel.locator("[data-testid=table-menu]"),
    check: (column) => line(column).getByRole("checkbox"),
    up: (column) => line(column).getByRole("button").first(),
    down: (column) => line(column).getByRole("button").last(),
    columns: () => box.locator("[data-column]").evaluateAll((all) => all.map((one) => one.dataset.column)),
    file: (kind) => box.locator(`[data-testid=export-${kind}]`),
  };
}

/** Ids of the columns that a table shows. */
const shown = (app, table) =>
  app.table(table).locator("[role=columnheader]").evaluateAll((all) => all.map((one) => one.dataset.column));

/** The file that a click offers: its name and its text. */
async function download(app, button) {
  const [file] = await Promise.all([app.page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("columns go, come back and move, by keyboard alone, and the choice stays in the tab", async ({ blocks, console, page }) => {
  const app = await open(console, await blocks());
  const menu = menuOf(app, "nodes");
  const all = await shown(app, "nodes");
  expect(all.length).toBeGreaterThan(2);
  await menu.button.focus();
  await page.keyboard.press("Enter");
  await expect(menu.check(all[0])).toBeVisible();
  expect(await menu.columns()).toEqual(all);
  const inside = () => page.evaluate(() => Boolean(document.activeElement.closest("[data-testid=table-menu-box]")));
  await page.keyboard.press("Tab");
  expect(await inside(), "the menu comes after its button").toBe(true);
  await menu.check(all[0]).focus();
  await page.keyboard.press("Space");
  await expect.poll(() => shown(app, "nodes")).toEqual(all.slice(1));
  await menu.down(all[1]).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => shown(app, "nodes")).toEqual([all[2], all[1], ...all.slice(3)]);
  await expect(menu.down(all[1]), "a line that moves keeps the focus").toBeFocused();
  await expect(menu.box.getByRole("status")).toContainText(`3 de ${all.length}`);
  await menu.up(all[1]).focus();
  await page.keyboard.press("Enter");
  await expect(menu.up(all[1])).toBeFocused();
  await expect.poll(() => shown(app, "nodes")).toEqual(all.slice(1));
  await page.keyboard.press("Escape");
  await expect(menu.box).toBeHidden();
  await expect(menu.button).toBeFocused();
  await app.section("/").click();
  await app.section("/hub/files").click();
  await expect.poll(() => shown(app, "nodes")).toEqual(all.slice(1));
  await menu.button.click();
  await menu.box.getByRole("button", { name: "Todas las columnas" }).click();
  await expect.poll(() => shown(app, "nodes")).toEqual(all);
});

test("one column always stays", async ({ blocks, console }) => {
  const app = await open(console, await blocks());
  const menu = menuOf(app, "nodes");
  await menu.button.click();
  const [first, ...rest] = await shown(app, "nodes");
  for (const column of rest) await menu.check(column).uncheck();
  await expect(menu.check(first)).toBeDisabled();
  expect(await shown(app, "nodes")).toEqual([first]);
  await menu.check(rest[0]).check();
  await expect(menu.check(first)).toBeEnabled();
});

test("the address of a table's page follows, and the way there takes the choice along", async ({ blocks, console, page }) => {
  const app = await open(console, await blocks());
  const menu = menuOf(app, "nodes");
  const [first, second, ...rest] = await shown(app, "nodes");
  await menu.button.click();
  await menu.check(first).uncheck();
  await page.keyboard.press("Escape");
  await app.panel("nodes").getByRole("heading", { level: 2 }).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/hub/files/table/nodes\\?columns=${[second, ...rest].join(",")}$`));
  await menu.button.click();
  await menu.up(rest[0]).click();
  await expect(page).toHaveURL(new RegExp(`columns=${[rest[0], second, ...rest.slice(1)].join(",")}$`));
  await page.reload();
  await expect.poll(() => shown(app, "nodes")).toEqual([rest[0], second, ...rest.slice(1)]);
});

test("what is shown becomes a file: rows of the filter in their order, chosen columns, exact values", async ({ blocks, console, page }) => {
  const server = await blocks();
  const app = await open(console, server, "/hub/files/table/nodes?sort=node_id:desc&columns=space,node_id");
  const menu = menuOf(app, "nodes");
  await page.getByRole("searchbox").fill("nodo");
  await menu.button.click();
  const csv = await download(app, menu.file("csv"));
  expect(csv.name).toMatch(/^files-nodes-\d{8}T\d{6}Z\.csv$/);
  expect(csv.text.split("\r\n")).toEqual(["space,node_id", "104857600,nodo3", "73400320,nodo2", "52428800,nodo1", ""]);
  await page.getByRole("searchbox").fill("nodo2");
  const json = await download(app, menu.file("json"));
  expect(json.name).toMatch(/^files-nodes-\d{8}T\d{6}Z\.json$/);
  expect(JSON.parse(json.text)).toEqual([{ space: 73400320, node_id: "nodo2" }]);
});

test("a text that a spreadsheet would take for a formula is none in the file, and all of it is there", async ({ blocks, console }) => {
  const server = await blocks();
  const body = new FormData();
  body.append("file", new Blob(["x".repeat(1_500_000)]), "=SUM(1,1)'; ñ.bin");
  await look(`${server.url}/api/files/upload/`, { method: "POST", body });
  const app = await open(console, server);
  await expect(app.table("files").locator("[role=row][data-key]")).toHaveCount(1);
  const menu = menuOf(app, "files");
  await menu.button.click();
  const csv = await download(app, menu.file("csv"));
  expect(csv.text.split("\r\n")[1]).toMatch(/^"'=SUM\(1,1\)'; ñ\.bin",1500000,2,.*\d{4}-\d\d-\d\dT[\d:.]+Z/);
  const [row] = JSON.parse((await download(app, menu.file("json"))).text);
  expect(row).toMatchObject({ name: "=SUM(1,1)'; ñ.bin", size: 1_500_000, blocks: 2 });
});

test("a table without rows says so in the middle, and sums up to nothing; nor does one that is not there yet", async ({ blocks, console, page }) => {
  const server = await blocks();
  await server.control("fail", { path: "/api/files/", how: "hang", times: 1, seconds: 2 });
  const app = await open(console, server);
  const panel = app.panel("files");
  const sums = panel.locator("[data-testid=totals]");
  await expect(sums).toBeEmpty();
  await expect(panel).toContainText("El hub no tiene filas", { timeout: 15_000 });
  await expect(sums).toBeHidden();
  const [outer, inner] = [await panel.boundingBox(), await panel.getByText("El hub no tiene filas").boundingBox()];
  expect(Math.abs(outer.x + outer.width / 2 - inner.x - inner.width / 2)).toBeLessThan(2);
});

// Colours do not depend on words: each theme once, each language once.
for (const [colorScheme, locale] of [["light", "es-CL"], ["dark", "en-US"]]) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test("the menu breaks no rule, and fits a phone", async ({ blocks, console, page }) => {
      const app = await open(console, await blocks());
      const menu = menuOf(app, "nodes");
      await menu.button.click();
      await expect(menu.file("csv")).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 360, height: 740 });
      await menu.button.click();
      const box = await menu.box.boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(360);
    });
  });
}
