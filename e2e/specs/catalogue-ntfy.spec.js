// ntfy, by its profile of the catalogue alone.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { button, dialog, fill, logIn, login, send } from "../support/actions.js";
import { test } from "../support/bench.js";
import { expect, hurried } from "../support/fixtures.js";

async function open(console, server, more = {}) {
  const entry = { id: "alerts", name: "Avisos", profile: "ntfy", url: "/hubs/ntfy", vars: { topic: "copias" }, ...more };
  const app = await console([entry], { path: "/hub/alerts", proxies: { "/hubs/ntfy": server.url } });
  if (!more.auth) await app.online("alerts");
  return app;
}

/** What its page in the catalogue gives for a server that is not open to all. */
function documented() {
  const page = readFileSync(new URL("../../docs/catalogue/ntfy.md", import.meta.url), "utf8");
  const [, json] = /```json\n("auth": [^`]+)```/.exec(page);
  return JSON.parse(`{${json}}`);
}

const ids = (app) => app.table("messages").locator("[role=row][data-key]").evaluateAll((rows) => rows.map((row) => row.dataset.key));

test("what a topic holds and what comes is shown, the newest first", async ({ standIn, console }) => {
  const server = await standIn("ntfy");
  const publish = (more) => server.control("publish", { topic: "copias", ...more });
  const old = await publish({ message: "línea 1\nlínea 2", title: "ñandú {}", tags: ["floppy_disk", "noche"] });
  await server.control("publish", { topic: "otro", message: "no es de aquí" });
  const app = await open(console, server);
  await expect(app.row("messages", old.id)).toBeVisible();
  await expect(app.cell("messages", old.id, "tags")).toHaveText("floppy_disk, noche");
  await app.unread(1);
  // Its times are whole seconds.
  await sleep(1_100);
  const high = await publish({ message: "disco lleno", priority: 5, click: "https://discos.example/1", attach: "https://discos.example/log.txt" });
  await app.unread(2);
  await expect(app.cell("messages", high.id, "priority")).toHaveText("máxima");
  await app.openInbox();
  await expect(app.notification(high.id)).toHaveAttribute("data-kind", "error");
  // Without a title of its own a message has the topic's.
  await expect(app.notification(high.id).locator("[data-testid=title]")).toHaveText("copias");
  await expect(app.notification(high.id).locator("a[href='https://discos.example/1']")).toBeVisible();
  await expect(app.notification(high.id).getByTestId("priority")).toHaveText("Prioridad máxima");
  const attached = app.notification(high.id).getByTestId("attachment");
  await expect(attached).toHaveText("log.txt");
  await expect(attached).toHaveAttribute("href", "https://discos.example/log.txt");
  await expect(attached).toHaveAttribute("rel", "noopener noreferrer");
  await expect(attached.locator("..")).toContainText("text/plain · 2,5 kB");
  await expect(app.notification(old.id)).toHaveAttribute("data-kind", "info");
  await expect(app.notification(old.id).getByTestId("tag")).toHaveText(["floppy_disk", "noche"]);
  await expect(app.notification(old.id).locator("[data-icon=disk]")).toBeVisible();
  await expect(app.notification(old.id).getByTestId("priority")).toHaveCount(0);
  await expect.poll(() => ids(app)).toEqual([high.id, old.id]);
});

test("Markdown is drawn as text and links, and what a message offers is opened, or sent to ntfy itself once one says yes", async ({ standIn, console }) => {
  const server = await standIn("ntfy");
  const app = await open(console, server);
  const own = (path) => new URL(`/hubs/ntfy${path}`, app.page.url()).href;
  const message = "**lleno**: `df -h` en [el panel](https://discos.example/1), no [aquí](javascript:alert(1)) <img src=x>\n# uno";
  const actions = [
    { action: "view", label: "Ver", url: "https://discos.example/1" },
    { action: "view", label: "Nada", url: "javascript:alert(1)" },
    { action: "http", label: "Silenciar", url: own("/copias"), method: "POST", body: "en silencio" },
    { action: "http", label: "Fuera", url: "https://otro.example/copias", method: "POST" },
    { action: "http", label: "Subir", url: own("/../otro/x") },
    { action: "broadcast", label: "Difundir" },
  ];
  const made = await server.control("publish", { topic: "copias", message, markdown: true, actions });
  await app.unread(1);
  await app.openInbox();
  const note = app.notification(made.id);
  const text = note.getByTestId("message");
  await expect(text).toHaveText("lleno: df -h en el panel (discos.example), no [aquí](javascript:alert(1)) <img src=x> # uno");
  await expect(text.locator("strong")).toHaveText("lleno");
  await expect(text.locator("code")).toHaveText("df -h");
  const link = text.locator("a");
  await expect(link).toHaveAttribute("href", "https://discos.example/1");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(text.locator("img, h1")).toHaveCount(0);
  const offered = note.getByTestId("notification-action");
  await expect(offered).toHaveText(["Ver", "Silenciar"]);
  await expect(offered.first()).toHaveAttribute("href", "https://discos.example/1");
  await offered.last().click();
  await expect(dialog(app)).toContainText("POST /copias");
  expect((await server.control("truth")).messages).toHaveLength(1);
  await send(app);
  await expect(dialog(app)).toBeHidden();
  await expect.poll(async () => (await server.control("truth")).messages.map((one) => one.message)).toEqual([message, "en silencio"]);
  // A message that updates another takes its place, and is unread again.
  await app.unread(1);
  await server.control("publish", { topic: "copias", message: "mejor", sequence_id: made.id });
  await expect(note).toHaveCount(0);
  await expect(app.notifications).toHaveCount(2);
  await app.unread(2);
});

test("a message is published", async ({ standIn, console }) => {
  const server = await standIn("ntfy");
  const app = await open(console, server);
  await button(app, "publish").click();
  await fill(app, "message", "desde aquí");
  await fill(app, "priority", "4");
  await send(app);
  await expect(dialog(app)).toBeHidden();
  const { messages } = await server.control("truth");
  expect(messages).toMatchObject([{ topic: "copias", message: "desde aquí", priority: 4 }]);
  await expect(app.row("messages", messages[0].id)).toBeVisible();
});

test("silence is noticed, a restart and an empty cache are no harm", async ({ standIn, console }) => {
  test.setTimeout(120_000);
  const server = await standIn("ntfy", { keepalive: 4 });
  await server.control("publish", { topic: "copias", message: "uno" });
  const profile = hurried("ntfy", ({ sources }) => Object.assign(sources.live.heartbeat, { every_s: 9 }));
  const app = await open(console, server, { profile });
  await app.unread(1);
  await server.kill();
  await expect(app.link("alerts")).not.toHaveAttribute("data-state", "online", { timeout: 20_000 });
  await server.start();
  await app.online("alerts", 30_000);
  // The stand-in forgot its cache: the table says what the hub holds, and what was heard stays in the inbox.
  await expect(app.table("messages").locator("[role=row][data-key]")).toHaveCount(0);
  await app.unread(1);
  await server.control("mute", {});
  await expect(app.link("alerts")).toHaveAttribute("data-state", /stale|connecting|waiting/, { timeout: 60_000 });
});

test("a protected topic: who logs in reads and hears it, and is asked again when the token is revoked", async ({ standIn, console }) => {
  const server = await standIn("ntfy", { protected: true });
  const old = await server.control("publish", { topic: "copias", message: "uno" });
  const app = await open(console, server, documented());
  await logIn(app, { username: "ana", password: "falsa" });
  await expect(login(app).getByRole("alert")).toContainText("unauthorized");
  await logIn(app, { username: "ana", password: "secreto" });
  await app.online("alerts");
  await expect(app.row("messages", old.id)).toBeVisible();
  await server.control("publish", { topic: "copias", message: "dos" });
  await app.unread(2);
  await button(app, "publish").click();
  await fill(app, "message", "tres");
  await send(app);
  await app.unread(3);
  await server.control("revoke", {});
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
  await logIn(app, { username: "ana", password: "secreto" });
  await app.online("alerts");
});
