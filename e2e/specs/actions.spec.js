// What users do on hubs: forms, files, confirmations, and outcomes that are not known.
import { readFile } from "node:fs/promises";
import { button, dialog, field, send } from "../support/actions.js";
import { expect, test } from "../support/fixtures.js";

async function desksPage(console, server) {
  const entry = { id: "desks", name: "Mesas", profile: "desks", url: "/hubs/desks", urls: { ws: "/hubs/desks-ws" } };
  const proxies = { "/hubs/desks": server.url, "/hubs/desks-ws": server.wsUrl.replace("ws:", "http:").replace(/\/$/, "") };
  const app = await console([entry], { path: "/hub/desks", proxies });
  await app.online("desks");
  await expect(app.table("desks").locator("[data-key]").first()).toBeVisible();
  return app;
}

async function filesPage(console, server) {
  const entry = { id: "files", name: "Archivos", profile: "block-storage", url: "/hubs/files" };
  const app = await console([entry], { path: "/hub/files", proxies: { "/hubs/files": server.url } });
  await app.online("files");
  return app;
}

const end = (app) => dialog(app).locator("[data-end]");

/** Open a row, so that what can be done with it is offered. */
async function openRow(app, table, key) {
  await app.row(table, key).click();
  await expect(app.page.locator("[data-testid=details]")).toBeVisible();
}

async function upload(app, name, buffer) {
  await button(app, "upload").click();
  await field(app, "file").locator("input").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await send(app);
}

test("a desk is made, changed and deleted through its forms (hub 003 §1)", async ({ desks, console }) => {
  const server = await desks();
  const app = await desksPage(console, server);
  await button(app, "create").click();
  await expect(field(app, "name").locator("input")).toBeFocused();
  await field(app, "name").locator("input").fill("Mesa Ñandú");
  await field(app, "width").locator("input").fill("120");
  await field(app, "height").locator("input").fill("75");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect(app.toasts.filter({ hasText: "Nueva mesa: hecho" })).toHaveCount(1);
  // Back to where the keyboard was.
  await expect(button(app, "create")).toBeFocused();
  const { tables } = await server.control("truth");
  const [id] = Object.entries(tables.desks).find(([, desk]) => desk.name === "Mesa Ñandú");
  await expect(app.cell("desks", id, "width")).toHaveText("120");

  await openRow(app, "desks", id);
  await button(app, "edit").click();
  await expect(field(app, "name").locator("input")).toHaveValue("Mesa Ñandú");
  await field(app, "width").locator("input").fill("130");
  await send(app);
  await expect(app.cell("desks", id, "width")).toHaveText("130");

  await openRow(app, "desks", id);
  await button(app, "delete").click();
  await expect(dialog(app)).toContainText("Mesa Ñandú");
  await send(app);
  await expect(app.row("desks", id)).toHaveCount(0);
  expect((await server.control("truth")).tables.desks[id]).toBeUndefined();
});

test("mistakes and the hub's own refusals stand beside their fields (hub 003 §1)", async ({ desks, console }) => {
  const server = await desks();
  const app = await desksPage(console, server);
  const before = Object.keys((await server.control("truth")).tables.desks).length;
  await button(app, "create").click();
  await field(app, "width").locator("input").fill("1.5");
  await field(app, "height").locator("input").fill("-1");
  await send(app);
  await expect(field(app, "name").locator("[data-testid=problem]")).toHaveText("Falta un valor.");
  await expect(field(app, "width").locator("[data-testid=problem]")).toHaveText("Debe ser un número entero.");
  await expect(field(app, "height").locator("[data-testid=problem]")).toHaveText("Debe ser 0 o más.");
  await expect(field(app, "name").locator("input")).toBeFocused();
  await expect(field(app, "name").locator("input")).toHaveAttribute("aria-invalid", "true");
  // What only the hub refuses.
  await field(app, "name").locator("input").fill("Mesa\0");
  await field(app, "width").locator("input").fill("1");
  await field(app, "height").locator("input").fill("1");
  await send(app);
  await expect(end(app)).toHaveText("El hub no lo aceptó. Revise los campos señalados.");
  await expect(field(app, "name").locator("[data-testid=problem]")).toHaveText(/\w+/);
  // What breaks it, with all its digits: the list says that nothing was made.
  await field(app, "name").locator("input").fill("Mesa");
  await field(app, "width").locator("input").fill("99999999999999999999");
  await send(app);
  await expect(end(app)).toHaveAttribute("data-end", "not-done");
  await field(app, "width").locator("input").fill("1");
  await server.control("fail", { path: "/api/v1/desk/", method: "POST", how: "html", times: 1 });
  await send(app);
  await expect(end(app)).toHaveAttribute("data-end", "not-done");
  await dialog(app).getByRole("button", { name: "Cancelar" }).click();
  await expect(dialog(app)).toBeHidden();
  expect(Object.keys((await server.control("truth")).tables.desks).length).toBe(before);
});

test("a row whose id is `..` is never asked for (hub 003 §2)", async ({ desks, console }) => {
  const server = await desks();
  const app = await desksPage(console, server);
  // The list would put it right a second later.
  await server.control("fail", { path: "/api/v1/desk/", method: "GET", how: "500", times: 50 });
  const forged = { type: "desk_notification", action: "created", desk: { desk_id: "..", name: "x" }, message: "x", timestamp: "2026-11-23T07:29:45Z" };
  await server.control("frame", { text: JSON.stringify(forged) });
  await openRow(app, "desks", "..");
  const asked = [];
  app.page.on("request", (request) => request.method() === "DELETE" && asked.push(request.url()));
  await button(app, "delete").click();
  await send(app);
  await expect(dialog(app).locator("[data-testid=action-status]")).toContainText("No se envió");
  expect(asked).toEqual([]);
});

test("a file goes up and comes down whole, and is deleted (hub 000 §2)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  const bytes = Buffer.alloc(3_500_000, 7);
  await upload(app, "año 1.bin", bytes);
  await expect(dialog(app)).toBeHidden({ timeout: 20_000 });
  const { tables } = await server.control("truth");
  const [id] = Object.entries(tables.files).find(([, file]) => file.filename === "año 1.bin");
  await expect(app.row("files", id)).toBeVisible();
  await openRow(app, "files", id);
  const coming = app.page.waitForEvent("download");
  await button(app, "download").click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("año 1.bin");
  expect(Buffer.compare(await readFile(await download.path()), bytes)).toBe(0);
  await openRow(app, "files", id);
  await button(app, "delete").click();
  await send(app);
  await expect(app.row("files", id)).toHaveCount(0);
});

test("an empty file is refused before it is sent, since the hub would answer HTTP 500 (hub 000 §2)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  const posts = [];
  app.page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await upload(app, "nada.txt", Buffer.alloc(0));
  await expect(field(app, "file").locator("[data-testid=problem]")).toHaveText(/^El archivo debe tener al menos 1\sB\. Elija otro\.$/);
  expect(posts).toEqual([]);
});

test("an upload that failed with the work done is found, not sent again (hub 000 §5)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  const posts = [];
  app.page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await server.control("fail", { path: "/api/files/upload/", how: "late500", times: 1 });
  await upload(app, "hecho.bin", Buffer.alloc(1_000));
  await expect(dialog(app)).toBeHidden({ timeout: 15_000 });
  expect(posts.length).toBe(1);
  const { tables } = await server.control("truth");
  expect(Object.values(tables.files).filter((file) => file.filename === "hecho.bin").length).toBe(1);
});

test("an upload goes on when its dialog is shut, and its end is said", async ({ blocks, console, page }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  const slow = await page.context().newCDPSession(page);
  await slow.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 });
  await upload(app, "aparte.bin", Buffer.alloc(800_000));
  await expect(dialog(app).getByRole("progressbar")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(app)).toHaveCount(0);
  await expect(app.toasts.filter({ hasText: "Archivo subido exitosamente" })).toHaveCount(1, { timeout: 15_000 });
  await expect(app.table("files")).toContainText("aparte.bin");
});

test("a download of another length than its row says is not saved (hub 000 §5)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  await upload(app, "corto.bin", Buffer.alloc(5_000));
  await expect(dialog(app)).toBeHidden({ timeout: 15_000 });
  const { tables } = await server.control("truth");
  const [id] = Object.entries(tables.files).find(([, file]) => file.filename === "corto.bin");
  await expect(app.row("files", id)).toBeVisible();
  // Any node that rejoins makes the coordinator forget which blocks belong to which file.
  await server.control("node", { node_id: "nodo1", action: "kill" });
  await server.control("node", { node_id: "nodo1", action: "join" });
  let saved = 0;
  app.page.on("download", () => saved++);
  await openRow(app, "files", id);
  await button(app, "download").click();
  await expect(end(app)).toHaveAttribute("data-end", "short");
  await expect(end(app)).toContainText("0\u00a0B de 5\u00a0kB");
  expect(saved).toBe(0);
});

test("cleaning up asks for the hub's name first (hub 000 §2)", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  await upload(app, "a.txt", Buffer.from("a"));
  await expect(dialog(app)).toBeHidden({ timeout: 15_000 });
  await button(app, "cleanup").click();
  await dialog(app).locator("input[name=confirm]").fill("archivos");
  await send(app);
  await expect(dialog(app)).toContainText("No coincide con el nombre.");
  expect(Object.keys((await server.control("truth")).tables.files).length).toBe(1);
  await dialog(app).locator("input[name=confirm]").fill("Archivos");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect.poll(async () => Object.keys((await server.control("truth")).tables.files).length).toBe(0);
});

test("an outcome that nobody knows is shown as such, and can be looked up again", async ({ blocks, console }) => {
  const server = await blocks();
  const app = await filesPage(console, server);
  await expect(app.table("files")).toHaveAttribute("data-as-of", /./);
  await server.control("fail", { path: "/api/files/upload/", how: "500", times: 1 });
  await server.control("fail", { path: "/api/files/", how: "500", times: 50 });
  await upload(app, "quizas.bin", Buffer.alloc(10));
  await expect(end(app)).toHaveAttribute("data-end", "unknown", { timeout: 15_000 });
  await server.control("fail", { path: "/api/files/", how: "500", times: 0 });
  await dialog(app).getByRole("button", { name: "Comprobar de nuevo" }).click();
  await expect(end(app)).toHaveAttribute("data-end", "not-done");
});

test("a check is forced, and its answer said (hub 002 §3)", async ({ portal, console }) => {
  const server = await portal();
  const app = await console([{ id: "portal", name: "Portal", profile: "open-data-portal", url: server.url }], { path: "/hub/portal" });
  await app.online("portal");
  await button(app, "check").click();
  await expect(app.toasts.filter({ hasText: "Check forced successfully" })).toHaveCount(1);
  await app.row("datasets", "ine_censo").click();
  const details = app.page.locator("[data-testid=details]");
  await expect(app.belongings().first()).toBeVisible();
});
