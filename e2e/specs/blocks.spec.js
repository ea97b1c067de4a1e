// Hub 000, block storage: a hub that is only asked, behind a proxy since it has no CORS.
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

const entry = { id: "files", name: "Archivos", profile: "block-storage", url: "/hubs/files", time_zone: "America/Santiago" };

/** The page, with the hub's tables in front. */
async function open(console, server, path = "/hub/files") {
  const app = await console([entry], { path, proxies: { "/hubs/files": server.url } });
  await app.online("files");
  return app;
}

/** Keys of a table's rows that the hub still has. */
const keys = (app, table) =>
  app.table(table).locator("[role=row][data-key]:not([data-removed])").evaluateAll((rows) => rows.map((row) => row.dataset.key));

/** The titles in the inbox, sorted; the dialog is open afterwards. */
async function titles(app) {
  if (!(await app.dialog.isVisible())) await app.openInbox();
  return (await app.page.locator("[data-testid=notification] [data-testid=title]").allTextContents()).sort();
}

test("nodes, files and blocks are shown as the hub holds them (hub 000 §2)", async ({ blocks, console }) => {
  const server = await blocks();
  const body = new FormData();
  body.append("file", new Blob(["x".repeat(2_500_000)]), "año 1.bin");
  expect((await look(`${server.url}/api/files/upload/`, { method: "POST", body })).status).toBe(200);
  const app = await open(console, server);
  const { tables } = await server.control("truth");
  for (const table of ["nodes", "files"]) {
    await expect.poll(async () => (await keys(app, table)).sort()).toEqual(Object.keys(tables[table]).sort());
  }
  await expect(app.table("blocks")).toHaveAttribute("aria-rowcount", String(Object.keys(tables.blocks).length + 1));
  const [file] = Object.keys(tables.files);
  await expect(app.cell("files", file, "size")).toHaveText("2,5 MB");
  // Naive local time of the hub, which stands in Santiago while the browser is in Tokyo (hub 000 §2, FileRow).
  await expect(app.cell("files", file, "uploaded")).toHaveText(/ahora|segundos?/);
  await expect(app.panel("blocks").locator("[data-testid=totals]")).toContainText("replicado3");
});

test("a node that is gone for good is taken off the list by hand (hub 000 §5)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server);
  await expect(app.row("nodes", "nodo3")).toBeVisible();
  await server.control("node", { node_id: "nodo3", action: "kill" });
  await expect(app.row("nodes", "nodo3")).toHaveAttribute("data-removed", "true", { timeout: 15_000 });
  await app.row("nodes", "nodo3").click();
  await app.page.locator("[data-testid=dismiss]").click();
  await expect(app.row("nodes", "nodo3")).toHaveCount(0);
  await expect(app.page.locator("[data-testid=details]")).toBeHidden();
  // Back, it is a row again.
  await server.control("node", { node_id: "nodo3", action: "join" });
  await expect(app.row("nodes", "nodo3")).toBeVisible({ timeout: 15_000 });
});

test("a node that vanishes raises one alert, stays greyed, and is back when it joins (hub 000 §4, §5)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server);
  await expect(app.row("nodes", "nodo3")).toBeVisible();
  await server.control("node", { node_id: "nodo3", action: "kill", after_s: 0 });
  await expect(app.row("nodes", "nodo3")).toHaveAttribute("data-removed", "true", { timeout: 15_000 });
  await app.unread(1);
  expect(await titles(app)).toEqual(["Nodo nodo3 desconectado"]);
  await server.control("node", { node_id: "nodo3", action: "join" });
  await app.unread(2, 15_000);
  expect(await titles(app)).toEqual(["Nodo nodo3 conectado", "Nodo nodo3 desconectado"]);
  await expect(app.row("nodes", "nodo3")).not.toHaveAttribute("data-removed", "true");
});

test("what the hub announces and what the page sees are one notification (hub 000 §4, one process)", async ({ blocks, console }) => {
  const server = await blocks({ oneproc: true, tick: 0.05 });
  const app = await open(console, server);
  await server.control("node", { node_id: "nodo2", action: "kill", after_s: 0 });
  await app.unread(1, 15_000);
  await app.page.waitForTimeout(11_000);
  expect(await titles(app)).toEqual(["Nodo nodo2 desconectado"]);
});

for (const how of ["500", "html", "truncated", "shape", "error200"]) {
  test(`an answer that is ${how} empties no table and reports no lost node (hub 000 §1, §3)`, async ({ blocks, console }) => {
    const server = await blocks();
    const app = await open(console, server);
    await expect.poll(() => keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
    await server.control("fail", { path: "/api/nodes/", how, times: 4 });
    await expect(app.page.locator("[data-testid=table-failure]").first()).toBeVisible({ timeout: 15_000 });
    expect(await keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
    await app.online("files", 25_000);
    await expect(app.page.locator("[data-testid=table-failure]")).toHaveCount(0);
    expect(await keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
    await app.unread(0);
  });
}

test("an answer without a body says that there is nothing new (hub 000 §3)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server);
  await expect.poll(() => keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
  const before = await app.table("nodes").getAttribute("data-as-of");
  await server.control("fail", { path: "/api/nodes/", how: "empty", times: 4 });
  await expect(app.table("nodes")).not.toHaveAttribute("data-as-of", before, { timeout: 15_000 });
  expect(await keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
  await expect(app.page.locator("[data-testid=table-failure]")).toHaveCount(0);
  await app.unread(0);
});

test("rows that are none are left out, and what is missing beside them is not gone (hub 000 §2)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server);
  await expect.poll(() => keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
  const odd = [{ node_id: "nodo1", shared_space_size: "52428800", is_alive: "False" }, { id: "nodo2" }, null, 7, ["nodo3"]];
  await server.control("raw_rows", { table: "nodes", rows: odd });
  await expect(app.cell("nodes", "nodo1", "space")).toHaveText("52,4 MB");
  await app.page.waitForTimeout(6_000);
  expect(await keys(app, "nodes")).toEqual(["nodo1", "nodo2", "nodo3"]);
  await app.unread(0);
});

test("a coordinator that is away is said in its own words, and is back by itself (hub 000 §5)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server, "/");
  await server.control("coordinator", { up: false });
  await expect(app.link("files")).toHaveAttribute("data-state", /waiting|connecting/, { timeout: 10_000 });
  const { box } = await app.openLink("files");
  await expect(box).toContainText("500");
  await app.page.keyboard.press("Escape");
  await server.control("coordinator", { up: true });
  await server.control("node", { node_id: "nodo1", action: "join" });
  await app.online("files", 25_000);
});

test("a list that hangs shows as silence, and holds up nothing for good (hub 000 §1)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server);
  await server.control("fail", { path: "/api/nodes/", how: "hang", times: 1, seconds: 11 });
  await expect(app.link("files")).toHaveAttribute("data-state", "stale", { timeout: 15_000 });
  await app.online("files", 30_000);
});

test("a row opens with what belongs to it, by mouse and by keyboard (hub 000 §2, info)", async ({ blocks, console }) => {
  const server = await blocks();
  const body = new FormData();
  body.append("file", new Blob(["x".repeat(1_200_000)]), "<b>x.bin");
  await look(`${server.url}/api/files/upload/`, { method: "POST", body });
  const app = await open(console, server);
  const details = app.page.locator("[data-testid=details]");
  await app.table("files").locator("[role=row][data-key]").first().click();
  await expect(details).toBeVisible();
  await expect(app.belongings()).toHaveCount(2);
  await expect(details).toContainText("<b>x.bin");
  await app.page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  await app.table("files").focus();
  for (const key of ["ArrowDown", "ArrowRight", "End", "Home", "PageDown"]) await app.page.keyboard.press(key);
  const active = app.page.locator(`#${await app.table("files").getAttribute("aria-activedescendant")}`);
  await expect(active).toHaveAttribute("data-column", "name");
  await app.page.keyboard.press("Enter");
  await expect(details).toBeVisible();
});

test("what is wanted of a table stands in the address", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await open(console, server, "/hub/files/table/nodes?sort=space:desc&columns=space,node_id");
  await expect.poll(() => keys(app, "nodes")).toEqual(["nodo3", "nodo2", "nodo1"]);
  await expect(app.table("nodes").locator("[role=columnheader]")).toHaveText([/Espacio/, /Nodo/]);
  await app.page.getByRole("searchbox").fill("nodo2");
  await expect.poll(() => keys(app, "nodes")).toEqual(["nodo2"]);
  await expect(app.page).toHaveURL(/sort=space:desc&filter=nodo2&columns=space,node_id$/);
  await app.page.reload();
  await expect.poll(() => keys(app, "nodes")).toEqual(["nodo2"]);
});
