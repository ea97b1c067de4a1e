// What the page knew is there when it is loaded again, before any hub answers; and what becomes of it where the
// browser keeps nothing, keeps something else, or loses it.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures.js";

const PROFILE = {
  name: "kept",
  title: "Kept",
  sources: { rest: { kind: "rest", primary: true } },
  tables: [
    {
      id: "nodes",
      title: "Nodes",
      key: "/name",
      keep_removed: true,
      columns: [
        { id: "name", title: "Name", at: "/name" },
        { id: "disks", title: "Disks", at: "/disks" },
      ],
    },
  ],
  poll: [
    {
      source: "rest",
      get: "/state",
      every_s: 60,
      do: [
        { merge: { id: "/id", kind: "/kind", title: "/title", message: "/message", time: "/at" }, from: "/told" },
        { rows: "nodes", from: "/nodes" },
      ],
    },
  ],
};

const now = Date.now();
const told = (id, minutes, more = {}) => ({
  id,
  kind: "info",
  title: `Title ${id}`,
  message: `Message ${id}`,
  at: new Date(now - minutes * 60_000).toISOString(),
  ...more,
});
const TOLD = [told("a", 1, { kind: "error" }), told("b", 2), told("c", 3)];
const NODES = [
  { name: "n1", disks: 3 },
  { name: "n2", disks: 12345678901234567890n },
];
/** A hub that holds something, or does not answer at all. */
async function kept(own, console, { path = "/inbox", state = { told: TOLD, nodes: NODES }, init } = {}) {
  const hub = { state, answers: true };
  const url = await own((_, response) => {
    if (!hub.answers) return;
    const body = `{"told":${JSON.stringify(hub.state.told)},"nodes":[${hub.state.nodes.map(({ name, disks }) => `{"name":"${name}","disks":${disks}}`)}]}`;
    response.setHeader("content-type", "application/json").end(body);
  });
  if (init) await init();
  const app = await console([{ id: "k", name: "Kept hub", profile: PROFILE, url: "/hubs/k" }], { path, proxies: { "/hubs/k": url } });
  return { app, hub, page: app.page };
}

/** Wait until so many notifications are in the browser's database. */
const written = (page, count) =>
  expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise(async (resolve) => {
            // To open one that is not there would make it.
            if (!(await indexedDB.databases()).some(({ name }) => name === "atalaya")) return resolve(-1);
            const open = indexedDB.open("atalaya");
            open.onerror = () => resolve(-1);
            open.onsuccess = () => {
              const database = open.result;
              if (!database.objectStoreNames.contains("notifications")) return database.close(), resolve(-1);
              const asked = database.transaction("notifications").objectStore("notifications").count();
              asked.onsuccess = () => (database.close(), resolve(asked.result));
            };
          }),
      ),
    )
    .toBe(count);

const toast = (page) => page.getByTestId("toast");

test("a reload shows inbox and tables as they were, before the hub answers", async ({ own, console }) => {
  const { app, hub, page } = await kept(own, console);
  await expect(app.notifications).toHaveCount(3);
  await app.notification("b").click();
  await expect(app.notification("b")).toHaveAttribute("data-read", "true");
  hub.state = { told: [], nodes: [NODES[1]] };
  await written(page, 3);
  await page.evaluate(() => dispatchEvent(new Event("pagehide")));

  hub.answers = false;
  await page.waitForTimeout(300);
  await page.reload();
  await expect.poll(() => app.ids()).toEqual(["a", "b", "c"]);
  await expect(app.notification("b")).toHaveAttribute("data-read", "true");
  await expect(app.notification("a")).toHaveAttribute("data-kind", "error");
  await expect(app.notification("a")).toContainText("Message a");
  await expect(page.getByTestId("inbox-as-of")).toContainText("Kept hub");
  await app.section("/hub/k").click();
  const table = app.table("nodes");
  await expect(app.cell("nodes", "n2", "disks")).toContainText("12345678901234567890");
  await expect(table).toHaveAttribute("data-stale", "true");

  // The hub is back: what it no longer lists stays known, and the node that left is shown as gone.
  hub.answers = true;
  await page.reload();
  await expect(table).toHaveAttribute("data-stale", "false");
  await expect(app.row("nodes", "n1")).toHaveAttribute("data-removed", "true");
  await app.section("/inbox").click();
  await expect.poll(() => app.ids()).toEqual(["a", "b", "c"]);
  await expect(page.getByTestId("inbox-as-of")).toHaveCount(0);
  await app.unread(2);
});

test("what was cleared stays cleared, whatever the hub still lists", async ({ own, console }) => {
  const { app, page } = await kept(own, console);
  await expect(app.notifications).toHaveCount(3);
  await page.getByTestId("clear-all").click();
  await expect(app.notifications).toHaveCount(0);
  await written(page, 3);
  await page.reload();
  await expect(app.link("k")).toHaveAttribute("data-state", "online");
  await expect(app.notifications).toHaveCount(0);
});

test("what the user does in one tab is done in the others at once", async ({ own, console, context }) => {
  const { app, page } = await kept(own, console);
  await expect(app.notifications).toHaveCount(3);
  const other = await context.newPage();
  await other.goto(page.url());
  const ids = () => other.getByTestId("notification").evaluateAll((all) => all.map((one) => one.dataset.id));
  const read = (id) => other.locator(`[data-testid=notification][data-id=${id}]`).getAttribute("data-read");
  await expect.poll(ids).toEqual(["a", "b", "c"]);
  await app.notification("b").click();
  await expect.poll(() => read("b"), { intervals: [50] }).toBe("true");
  await page.getByTestId("clear-all").click();
  await expect.poll(ids, { intervals: [50] }).toEqual([]);
  await page.getByTestId("undo").click();
  await expect.poll(ids, { intervals: [50] }).toEqual(["a", "b", "c"]);
  expect(await read("b")).toBe("true");
  await other.close();
});

test("of a hub that asks for a login something is kept only as long as the login is", async ({ own, console }) => {
  const url = await own((request, response) => {
    if (request.headers.authorization !== "Bearer open sesame") return response.writeHead(401).end();
    response.setHeader("content-type", "application/json").end(JSON.stringify({ told: TOLD, nodes: NODES.slice(0, 1) }));
  });
  const auth = {
    ask: ["token"],
    attach: [{ source: "rest", as: "header", name: "Authorization", value: "Bearer {auth.token}" }],
    refused: [{ status: 401 }],
  };
  const entry = { id: "k", name: "Kept hub", profile: { ...PROFILE, auth }, url: "/hubs/k" };
  const app = await console([entry], { path: "/hub/k", proxies: { "/hubs/k": url } });
  const { page } = app;
  const logIn = async (longer) => {
    await page.locator("input[name=token]").fill("open sesame");
    if (longer) await page.locator("input[name=longer]").check();
    await page.getByTestId("login").locator("button[type=submit]").click();
    await expect(app.row("nodes", "n1")).toBeVisible();
  };
  const keepsNothing = async () => {
    await page.waitForTimeout(700);
    await written(page, 0);
  };
  await logIn(false);
  await app.unread(3);
  await keepsNothing();
  await page.getByTestId("log-out").click();
  await logIn(true);
  await page.reload();
  await app.unread(3);
  await written(page, 3);
  await page.getByTestId("log-out").click();
  await expect(page.getByTestId("login")).toBeVisible();
  await keepsNothing();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("sesame");
});

test("a browser that refuses to keep anything is said once, and the page works", async ({ own, console, page: fresh }) => {
  const { app, page } = await kept(own, console, {
    init: () => fresh.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { get: () => undefined })),
  });
  await expect(app.notifications).toHaveCount(3);
  await app.section("/settings").click();
  await expect(page.getByTestId("history-status")).toContainText(/no deja/);
  await expect(toast(page)).toHaveCount(1);
});

test("a database that does not open keeps nobody waiting", async ({ own, console, page: fresh }) => {
  const { app, page } = await kept(own, console, {
    init: () =>
      fresh.addInitScript(() => {
        // Something holds its database open, whatever is asked of it.
        const { open } = IDBFactory.prototype;
        open.call(indexedDB, "held", 1).onsuccess = (event) => (globalThis.held = event.target.result);
        IDBFactory.prototype.open = () => open.call(indexedDB, "held", 2);
      }),
    path: "/settings",
  });
  await expect(page.getByTestId("history-status")).toContainText(/tarda/, { timeout: 5_000 });
  await app.section("/inbox").click();
  await expect(app.notifications).toHaveCount(3);
});

test("a later version's database is left alone, and an upgrade in another tab is not held up", async ({ own, console, context }) => {
  const { app, page } = await kept(own, console);
  await written(page, 3);
  const other = await context.newPage();
  await other.goto(new URL("/favicon.svg", page.url()).href);
  const upgraded = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const open = indexedDB.open("atalaya", 99);
        open.onupgradeneeded = () => open.result.createObjectStore("later");
        open.onsuccess = () => (open.result.close(), resolve("upgraded"));
        open.onblocked = () => resolve("blocked");
      }),
  );
  expect(upgraded).toBe("upgraded");
  await expect(toast(page)).toContainText(/versión posterior/);
  await page.reload();
  await expect(app.notifications).toHaveCount(3);
  await expect(toast(page)).toContainText(/versión posterior/);
  const version = await other.evaluate(async () => (await indexedDB.databases())[0].version);
  expect(version).toBe(99);
});

test("what is removed while the page is open is kept anew, and what cannot be read is left out", async ({ own, console, context }) => {
  const { app, page } = await kept(own, console);
  await written(page, 3);
  const browser = await context.newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "indexeddb" });
  await expect(toast(page)).toContainText(/Se borró/);
  await written(page, 3);

  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const open = indexedDB.open("atalaya");
        open.onsuccess = () => {
          const writing = open.result.transaction("notifications", "readwrite");
          writing.objectStore("notifications").put('{"id": "broken', ["k", "broken"]);
          writing.oncomplete = () => (open.result.close(), resolve());
        };
      }),
  );
  await page.reload();
  await expect(toast(page)).toContainText(/1 notificación guardada no se pudo leer/);
  await expect.poll(() => app.ids()).toEqual(["a", "b", "c"]);
});

test("a browser without room says so once, and nothing else is lost", async ({ own, console, page: fresh }) => {
  // Chromium's own quota cannot be set on command: what has no room is aborted as it does it.
  const { app, hub, page } = await kept(own, console, {
    init: () =>
      fresh.addInitScript(() => {
        const { commit } = IDBTransaction.prototype;
        IDBTransaction.prototype.commit = function () {
          return localStorage.full ? this.abort() : commit.call(this);
        };
      }),
  });
  await written(page, 3);
  await page.evaluate(() => localStorage.setItem("full", "1"));
  hub.state = { told: [...Array.from({ length: 40 }, (_, number) => told(`l${number}`, 0)), ...TOLD], nodes: NODES };
  await page.reload();
  await expect(toast(page)).toContainText(/no tiene sitio/);
  await app.unread(43);
  await app.section("/settings").click();
  await expect(page.getByTestId("history-status")).toContainText(/no tiene sitio/);
  await page.evaluate(() => localStorage.removeItem("full"));
  await written(page, 3);
});

test("the history is exported, forgotten and imported, by pointer and by keyboard", async ({ own, console }) => {
  const { app, hub, page } = await kept(own, console);
  await app.notification("b").click();
  await written(page, 3);
  await app.section("/settings").click();
  await expect(page.getByTestId("history-status")).toContainText("3");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("history-export").click()]);
  const file = await download.path();
  const exported = JSON.parse(readFileSync(file, "utf8"));
  expect(exported.hubs[0].notifications.map(({ id }) => id)).toEqual(["a", "b", "c"]);

  const forget = page.getByTestId("history-forget");
  await forget.focus();
  await page.keyboard.press("Enter");
  await expect(forget).toContainText("para siempre");
  await page.keyboard.press("Enter");
  await written(page, 0);
  hub.state = { told: [], nodes: [] };
  await page.reload();
  await expect(page.getByTestId("history-status")).toContainText("0");

  await page.getByTestId("history-file").setInputFiles(file);
  await expect(page.getByTestId("history-said")).toContainText("3 notificaciones");
  await written(page, 3);
  await app.unread(2);
  await page.getByTestId("history-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from('{"hubs": [}') });
  await expect(page.getByTestId("history-said")).toContainText("line 1 column 11");

  await page.getByTestId("history-days").selectOption({ label: "No guardar nada" });
  await expect(page.getByTestId("history-status")).toContainText("No se guarda nada");
  await page.reload();
  await expect(page.getByTestId("history-status")).toContainText("No se guarda nada");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
