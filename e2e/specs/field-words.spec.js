// What is said is what is so: words for what cannot be read, for a status, for what is gone.
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";

const { answer, test } = bench;
const testid = (app, name) => app.page.locator(`[data-testid=${name}]`);

test("an answer about an opened row that does not fit: said, with the reason in the diagnostics", async ({ field, console }) => {
  const server = await field();
  await answer(server, "/rows/a", { json: { parts: { not: "a list" } } });
  await answer(server, "/rows/b", { text: "<h1>no JSON</h1>" });
  const profile = bench.rest();
  profile.tables[0].details = { source: "rest", get: "/rows/{key}", title: "Parts", from: "/parts", columns: [{ id: "p", at: "/p", title: "P" }] };
  const app = await bench.open(console, server, profile);
  for (const [key, says] of [["a", "el diagnóstico dice por qué"], ["b", "no es JSON"]]) {
    await app.row("t", key).click();
    await expect(testid(app, "details")).toContainText(says);
    await app.page.keyboard.press("Escape");
    await expect(testid(app, "details")).toBeHidden();
  }
  const { box } = await app.openLink("x");
  await box.getByRole("link", { name: "Diagnóstico" }).click();
  await expect(testid(app, "diagnostics")).toContainText("expected an array of rows at \"/parts\"");
  await expect(testid(app, "diagnostics")).toContainText("<h1>no JSON</h1>");
});

test("an alert calls a status what its cell calls it, in the language of the moment", async ({ field, console }) => {
  const server = await field();
  const profile = bench.rest();
  profile.tables[0].columns[4].map.down = { as: "error", es: "caído", en: "out of order" };
  profile.watch = [{ table: "t", on: { column: "state", is: ["down"] }, notify: { kind: "error", title: "{name}: {old.state} → {state}" }, summary: "{count}" }];
  const app = await bench.open(console, server, profile, { path: "/inbox" });
  await app.online("x");
  await server.control("rows", { rows: [{ id: "a", name: "Uno", state: "down" }, { id: "b", name: "Dos", state: "up" }] });
  await app.unread(1, 15_000);
  await expect(app.notifications.first().locator("[data-testid=title]")).toHaveText("Uno: disponible → caído");
  await app.section("/settings").click();
  await app.page.getByRole("button", { name: "English" }).click();
  await app.section("/inbox").click();
  await expect(app.notifications.first().locator("[data-testid=title]")).toHaveText("Uno: available → out of order");
});

test("a row that is gone is found by what it shows, not by the status that it had", async ({ field, console }) => {
  const server = await field();
  const profile = bench.rest();
  profile.tables[0].keep_removed = true;
  const app = await bench.open(console, server, profile);
  await expect(app.row("t", "b")).toBeVisible();
  await server.control("rows", { rows: [{ id: "a", name: "Fila a", state: "up" }] });
  await expect(app.row("t", "b")).toHaveAttribute("data-removed", "true", { timeout: 15_000 });
  for (const [filter, keys] of [["disponible", ["a"]], ["ya no está", ["b", "c"]], ["fila b", ["b"]]]) {
    await app.page.getByRole("searchbox").fill(filter);
    await expect.poll(() => bench.keys(app), { message: filter }).toEqual(keys);
  }
  // Without a status the first column says it, and is found by it.
  await app.panel("t").locator("[data-testid=table-menu]").click();
  await testid(app, "table-menu-box").getByRole("checkbox", { name: "State" }).uncheck();
  await app.page.keyboard.press("Escape");
  await app.page.getByRole("searchbox").fill("b · ya no está");
  await expect.poll(() => bench.keys(app)).toEqual(["b"]);
});

test("a list that cannot be read for a minute stands in the inbox, once, in the language of the moment", async ({ field, console }) => {
  test.setTimeout(150_000);
  const server = await field();
  const app = await bench.open(console, server, bench.rest());
  await expect(app.row("t", "a")).toBeVisible();
  await answer(server, "/rows", { status: 500, text: "" });
  await app.unread(1, 100_000);
  await app.openInbox();
  const note = app.notifications.first();
  await expect(note).toHaveAttribute("data-kind", "error");
  await expect(note.locator("[data-testid=title]")).toHaveText("T");
  await expect(note).toContainText("No se puede leer desde hace un rato");
  await app.page.keyboard.press("Escape");
  await expect(testid(app, "table-failure")).toContainText("se desconoce desde");
  expect(await bench.keys(app)).toEqual(["a", "b", "c"]);
  await app.page.waitForTimeout(15_000);
  await app.unread(1);
  await answer(server, "/rows");
  await expect(testid(app, "table-failure")).toHaveCount(0, { timeout: 40_000 });
});
