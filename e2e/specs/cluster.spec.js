// The reference hub's cluster, over each transport: what is lost is seen at once, told once, and after an interruption all is right.
import { WebSocket } from "ws";
import { Agents, Flapping } from "../support/agents.js";
import { Console } from "../support/console.js";
import { expect, test, watch } from "../support/fixtures.js";
import { recordTasks } from "../support/tasks.js";

const BEAT = 1_000;
const RACKS = ["A", "B", "C"];
/** Six nodes in three racks; each block stands on two nodes of two racks. */
const nodes = () => {
  const all = RACKS.flatMap((rack) => [1, 2].map((nr) => ({ id: `${rack}${nr}`, rack, blocks: [] })));
  for (let nr = 0; nr < 12; nr += 1) {
    const block = { id: `b${String(nr).padStart(2, "0")}`, file: "informe.csv", size: 1_000, replicas: 2 };
    for (const at of [nr % 6, (nr + 2) % 6]) all[at].blocks.push(block);
  }
  return all;
};

const column = (id, more = {}) => ({ id, at: `/${id}`, title: id, ...more });
const table = (id) => ({ id, title: id, key: "/id", version: "/version", columns: [column("id"), column("state"), column("version", { type: "integer" })] });
const notification = { id: "/id", kind: "/type", title: "/title", message: "/message", time: "/timestamp", read: "/read" };
const lists = (every_s) => ["nodes", "blocks"].map((id) => ({ source: "rest", get: `/api/${id}`, when: ["connected"], ...(every_s ? { every_s } : {}), do: [{ rows: id, from: `/${id}` }] }));
const delta = (id) => ({
  event: "rows",
  match: { "/0/table": id },
  do: [{ upsert: id, from: "/0/upserted", list: true }, { remove: id, from: "/0/removed", list: true, key: "" }],
});

const overSocketIo = {
  name: "socketio",
  title: "Socket.IO",
  sources: { live: { kind: "socketio", path: "/socket.io/", namespace: "/cluster", primary: true }, rest: { kind: "rest" } },
  on: [
    ...["nodes", "blocks"].map(delta),
    { event: "new_notification", do: [{ notify: notification, from: "/0/notification" }] },
    { event: "recent_notifications", do: [{ merge: notification, from: "/0/notifications" }] },
    { event: "initial_stats", do: ["beat"] },
    { event: "cluster_event", do: ["ignore"] },
  ],
  poll: lists(),
  tables: ["nodes", "blocks"].map(table),
};

const overRest = {
  name: "rest",
  title: "REST",
  sources: { rest: { kind: "rest", primary: true } },
  poll: [...lists(1), { source: "rest", get: "/api/notifications?channel=cluster", every_s: 1, do: [{ merge: notification, from: "/notifications" }] }],
  tables: ["nodes", "blocks"].map(table),
};

const HUBS = [["io", overSocketIo], ["ws", "atalaya-cluster"], ["rest", overRest]];

/** What a page shows of the hub's nodes and blocks is what the hub has. */
async function agrees(app, server, id) {
  for (const kind of ["blocks", "nodes"]) {
    const shown = () =>
      app.table(kind).evaluate((table) =>
        [...table.querySelectorAll("[role=row][data-key]")].map((row) => [
          row.dataset.key,
          row.querySelector("[data-column=state]").textContent,
        ]),
      );
    const words = { up: "activo", lost: "perdido", healthy: "sano", under: "faltan réplicas" };
    const truth = async () => {
      const rows = (await server.ask(`/api/${kind}`))[kind];
      return rows.map(({ id: key, state }) => [key, id === "ws" ? words[state] : state]).sort();
    };
    await expect.poll(async () => [(await shown()).sort(), await truth()].map(String), { message: `${kind} of ${id}` }).toSatisfy(([one, other]) => one === other);
  }
}

expect.extend({
  toSatisfy: (found, holds) => ({ pass: holds(found), message: () => `found ${found.join("\nand   ")}` }),
});

async function openEach(context, server, console) {
  const hubs = HUBS.map(([id, profile]) => ({ id, name: id, profile, url: "/hubs/one" }));
  const first = await console(hubs, { path: "/hub/io", proxies: { "/hubs/one": server.url } });
  const pages = [first];
  for (const [id] of HUBS.slice(1)) {
    const page = await context.newPage();
    pages.push(await new Console(page, first.pages).open(`/hub/${id}`));
  }
  for (const [nr, [id]] of HUBS.entries()) await pages[nr].online(id);
  return pages;
}

test("a rack that is lost is seen over each transport, within 2 s of the first missed beat, and told once for each node", async ({ hub, console, context }) => {
  const server = await hub({ heartbeat: BEAT / 1_000 });
  const agents = await new Agents(server, nodes(), BEAT).start();
  const pages = await openEach(context, server, console);
  for (const [nr, [id]] of HUBS.entries()) await agrees(pages[nr], server, id);

  const [, ws] = pages;
  const shownAt = ws.page.evaluate(() => new Promise((done) => {
    const look = () => document.querySelector("[data-table=nodes] .row.faded") && done(Date.now());
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  }));
  const missed = agents.silence(({ rack }) => rack === "B");
  expect((await shownAt) - missed).toBeLessThan(2_000);
  for (const [nr, [id]] of HUBS.entries()) {
    await expect(pages[nr].cell("nodes", "B1", "state")).toHaveText(id === "ws" ? "perdido" : "lost");
    await expect(pages[nr].cell("nodes", "B2", "state")).toHaveText(id === "ws" ? "perdido" : "lost");
    await agrees(pages[nr], server, id);
  }
  await expect(ws.row("nodes", "B2")).toHaveClass(/faded/);
  await expect(ws.row("nodes", "A1")).not.toHaveClass(/faded/);
  const under = (await server.ask("/api/blocks")).blocks.filter(({ state }) => state === "under").length;
  expect(under).toBeGreaterThan(0);
  const squares = ws.panel("blocks").locator(".squares .warn");
  await expect(squares).toHaveCount(under);

  agents.rouse();
  for (const [nr, [id]] of HUBS.entries()) {
    await expect(pages[nr].cell("nodes", "B2", "state")).toHaveText(id === "ws" ? "activo" : "up");
    await agrees(pages[nr], server, id);
  }
  await expect(squares).toHaveCount(0);
  await ws.openInbox();
  for (const [id] of HUBS) {
    const lost = ws.notifications.and(ws.page.locator(`[data-hub="${id}"]`)).filter({ hasText: "Nodo perdido" });
    await expect(lost).toHaveCount(2);
  }
  await agents.stop();
});

test("a hub that is killed and comes back is right by itself, by replay: nothing twice, no gap", async ({ hub, console, context }) => {
  const server = await hub({ heartbeat: BEAT / 1_000 });
  const agents = await new Agents(server, nodes(), BEAT).start();
  const app = await console([{ id: "ws", name: "ws", profile: "atalaya-cluster", url: "/hubs/one" }], { path: "/hub/ws", proxies: { "/hubs/one": server.url } });
  await app.online("ws");
  const say = (title) => server.ask("/api/notifications/test", { channel: "cluster", title });
  await say("antes");
  await app.unread(1);
  await server.kill();
  await expect(app.link("ws")).not.toHaveAttribute("data-state", "online");
  await server.start();
  await say("mientras");
  agents.silence(({ id }) => id === "C2");
  await app.online("ws", 30_000);
  await expect(app.link("ws")).toHaveAttribute("data-recovery", "replay");
  await expect(app.cell("nodes", "C2", "state")).toHaveText("perdido");
  await agrees(app, server, "ws");
  await app.openInbox();
  for (const title of ["antes", "mientras", "Nodo perdido: C2"]) await expect(app.notifications.filter({ hasText: title })).toHaveCount(1);
  await expect(app.gaps).toHaveCount(0);
  await agents.stop();
});

test("one program shows the portal, the cluster and itself, each over a transport of its own", async ({ hub, page }) => {
  const faults = await watch(page);
  const server = await hub({ demo: true, demoEvery: 2, heartbeat: 1 });
  const app = await new Console(page, server).open();
  for (const id of ["portal", "cluster", "hub"]) await app.online(id);
  await app.open("/hub/cluster");
  await expect(app.panel("blocks").getByText(/^2.?000 filas$/)).toBeVisible();
  await expect(app.table("nodes").getByText("perdido")).toHaveCount(1, { timeout: 30_000 });
  await app.open("/hub/hub");
  await expect(app.cell("checks", "database", "state")).toHaveText("bien");
  await expect(app.table("clients").locator("[role=row][data-key]")).toHaveCount(2);
  const portal = (await server.ask("/api/notifications?channel=portal&limit=0")).notifications;
  expect(portal.filter(({ title }) => title.startsWith("Nodo"))).toEqual([]);
  expect(faults).toEqual([]);
});

test("a hub that asks for its token is shown it over each transport by the page's login", async ({ hub, page }) => {
  const faults = await watch(page);
  const token = "una-clave-bastante-larga";
  const server = await hub({ demo: true, token });
  const app = new Console(page, server);
  for (const id of ["portal", "cluster", "hub"]) {
    await app.open(`/hub/${id}`);
    const login = page.getByTestId("login");
    for (const word of ["otra-clave-que-no-vale", token]) {
      await login.locator("input[name=token]").fill(word);
      await login.locator("button[type=submit]").click();
      if (word !== token) await expect(login.getByRole("alert")).toBeVisible();
    }
    await app.online(id);
    await expect(login).toHaveCount(0);
  }
  await app.open("/hub/cluster");
  await app.online("cluster");
  await expect(app.row("nodes", "nodo-01")).toBeVisible();
  expect(faults).toEqual([]);
});

test("10 000 changed rows a second from the hub leave the page its frames, and at the end it is right", async ({ hub, console, browser }, info) => {
  test.setTimeout(120_000);
  const server = await hub({ heartbeat: 0.2 });
  const flapping = await new Flapping(server, { nodes: 20, blocks: 500, everyMs: 200 }).start();
  const app = await console([{ id: "ws", name: "ws", profile: "atalaya-cluster", url: "/hubs/one" }], { path: "/hub/ws/table/blocks", proxies: { "/hubs/one": server.url } });
  await app.online("ws");
  let changed = 0;
  const listener = new WebSocket(`${server.url.replace("http", "ws")}/ws?topics=nodes,blocks`);
  listener.on("message", (data) => {
    const { type, upserted } = JSON.parse(data);
    if (type === "rows") changed += upserted.length;
  });
  const frames = app.page.evaluate(() => new Promise((done) => {
    const gaps = [];
    let last = performance.now();
    const end = last + 10_000;
    requestAnimationFrame(function next(now) {
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(next);
      else done(gaps.sort((one, other) => one - other));
    });
  }));
  const stop = await recordTasks(browser, app.page);
  const [before, began] = [changed, Date.now()];
  const gaps = await frames;
  const rate = ((changed - before) / (Date.now() - began)) * 1_000;
  const tasks = (await stop()).filter((ms) => ms > 1).reverse();
  const p95 = (sorted) => sorted[Math.floor((sorted.length - 1) * 0.95)];
  info.annotations.push({ type: "measured", description: `${rate.toFixed(0)} rows a second; frames ${gaps.length}, p95 ${p95(gaps).toFixed(1)} ms; tasks p95 ${p95(tasks).toFixed(1)} ms, longest ${tasks.at(-1).toFixed(1)} ms` });
  expect(rate).toBeGreaterThan(3_000);
  expect(p95(tasks)).toBeLessThan(17);
  listener.close();

  await flapping.settle();
  const truth = async (kind) => (await server.ask(`/api/${kind}`))[kind];
  await expect.poll(async () => (await truth("blocks")).every(({ state }) => state === "healthy"), { timeout: 20_000 }).toBe(true);
  await expect(app.table("blocks")).toHaveAttribute("aria-rowcount", "10001");
  const shown = () => app.panel("blocks").locator(".squares .sq").evaluateAll((all) => [all.length, all.filter((one) => !one.classList.contains("ok")).length]);
  await expect.poll(shown).toEqual([2_000, 0]);
  await flapping.stop();
});
