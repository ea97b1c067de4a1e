// All five systems in one page for two minutes, while each misbehaves as its contract says; with them a bench that
// misbehaves as hubs in the field do.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import * as bench from "../support/bench.js";
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

/** How long it goes on (milliseconds). */
const LASTS = 120_000;
/** Which faults come when; a failure prints it, so that the same run can be had again. */
const SEED = Number(process.env.ATALAYA_SEED ?? 20261123);

/** mulberry32: the same numbers for the same seed. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The bench, pushed and listed, for those who have a token. */
function benchProfile() {
  const profile = bench.ws();
  const [rows] = profile.poll;
  profile.poll = [
    { ...rows, every_s: 5 },
    { source: "rest", get: "/notes", every_s: 5, optional: true, do: [{ merge: "$note", from: "/notes" }] },
  ];
  profile.auth = { ask: ["token"], attach: [{ source: "rest", as: "header", name: "Authorization", value: "Bearer {auth.token}" }] };
  return profile;
}

/** What the bench answers to its lists, once each, and pushes. */
function benchFaults(server, app, pick) {
  const rows = async () => (await server.control("truth")).rows;
  const once = (answer) => bench.answer(server, "/rows", { times: 1, ...answer });
  const all = (rows, odd) => `{"rows":[${rows.map((row) => JSON.stringify(row))},${odd}]}`;
  return [
    async () => once({ text: all(await rows(), '{"id":"odd","name":"odd","n":NaN}') }),
    async () => once({ text: all(await rows(), '{"id":"half","name":"informe\\udcf1.txt","n":-Infinity}') }),
    async () => once({ status: 401, text: "" }),
    async () => once({ status: pick([429, 503]), headers: { "retry-after": "4" }, text: "busy" }),
    async () => once({ status: pick([202, 204]) }),
    async () => once({ json: { count: (await rows()).length, next: "/rows?page=2", rows: (await rows()).slice(0, 1) } }),
    async () => server.control("push", { id: pick(["a", "b", "c"]), per_s: 50, seconds: 2 }),
    async () => server.control("frame", { text: '{"kind":"beat"}\n{"kind":"beat"}' }),
    async () => app.page.evaluate((ms) => (window.clockStep = ms), pick([-3_600_000, 0, 60_000])),
    async () => server.control("close", pick([{}, { code: 1011 }])),
  ];
}

async function logIn(app, hub, values) {
  await show(app, hub);
  const login = app.page.locator("[data-testid=login]");
  for (const [name, value] of Object.entries(values)) await login.locator(`input[name=${name}]`).fill(value);
  await login.locator("button[type=submit]").click();
  await expect(app.page.locator("[data-testid=log-out]")).toBeVisible({ timeout: 20_000 });
}

/** The hubs behind one origin, as nginx would have them. */
async function start({ blocks, agenda, portal, desks, poker, field }) {
  const servers = {
    files: await blocks(),
    agenda: await agenda({ electionS: 1 }),
    portal: await portal(),
    desks: await desks(),
    poker: await poker(),
    bench: await field(),
  };
  const { files, agenda: cluster, portal: data, desks: tables, poker: hands } = servers;
  const hubs = [
    { id: "files", name: "Archivos", profile: "block-storage", url: "/hubs/files" },
    { id: "agenda", name: "Agenda", profile: "raft-agenda", url: "/hubs/agenda", urls: { agenda: "/hubs/agenda-api", ws: cluster.wsUrl } },
    { id: "portal", name: "Portal", profile: "open-data-portal", url: data.url },
    { id: "desks", name: "Mesas", profile: "desks", url: "/hubs/desks", urls: { ws: "/hubs/desks-ws" } },
    { id: "poker", name: "Póquer", profile: "poker-hands", url: "/hubs/poker" },
    { id: "bench", name: "Banco", profile: benchProfile(), url: "/hubs/bench" },
  ];
  const proxies = {
    "/hubs/bench": servers.bench.url,
    "/hubs/files": files.url,
    "/hubs/agenda-api": cluster.agendaUrl,
    "/hubs/agenda": cluster.url,
    "/hubs/desks-ws": tables.wsUrl.replace("ws:", "http:").replace(/\/$/, ""),
    "/hubs/desks": tables.url,
    "/hubs/poker": hands.url,
  };
  return { servers, hubs, proxies };
}

/** Show a hub's tables, without loading the page anew. */
async function show(app, hub) {
  await app.section(`/hub/${hub}`).click();
  await expect(app.page.locator(`[data-testid=table][data-hub="${hub}"]`).first()).toBeAttached();
}

/** All of a table with more rows than are drawn at a time, from the file that its menu offers. */
async function exported(app, table) {
  const panel = app.panel(table);
  await panel.locator("[data-testid=table-menu]").click();
  const [file] = await Promise.all([app.page.waitForEvent("download"), panel.locator("[data-testid=export-json]").click()]);
  await app.page.keyboard.press("Escape");
  const rows = JSON.parse(await readFile(await file.path(), "utf8"));
  return Object.fromEntries(rows.map((row) => [row.block_id, row]));
}

/** What is drawn of a table, by key: the texts of its columns. Rows that the hub no longer has are left out. */
function drawn(app, table) {
  const rows = app.table(table).locator("[role=row][data-key]:not([data-removed])");
  return rows.evaluateAll((all) => {
    const cells = (row) => [...row.querySelectorAll("[role=gridcell]")].map((cell) => [cell.dataset.column, cell.textContent]);
    return Object.fromEntries(all.map((row) => [row.dataset.key, Object.fromEntries(cells(row))]));
  });
}

/** What the hubs hold, as far as the page shows it: table → key → column → text. */
const TRUTHS = {
  files: async (server) => {
    const { tables } = await server.control("truth");
    const of = (rows, columns) => Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, columns(row)]));
    return {
      nodes: of(tables.nodes, (row) => ({ address: `${row.address}:${row.port}` })),
      files: of(tables.files, (row) => ({ name: row.filename, blocks: String(row.num_blocks) })),
      blocks: of(tables.blocks, (row) => ({ status: row.status, file: row.file_id, primary: row.primary_node_id })),
    };
  },
  agenda: async (server) => {
    const { tables } = await server.control("truth");
    const state = { healthy: "sano", unreachable: "inalcanzable" };
    const role = { leader: "líder", follower: "seguidor", candidate: "candidato", undefined: "–" };
    const of = (rows, columns) => Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, columns(row)]));
    const invited = Object.entries(tables.invitations).map(([key, row]) => [key.replace(/(\w+):(\d+)/, '["$1",$2]'), row]);
    return {
      groups: of(tables.groups, ({ name }) => ({ name })),
      users: of(tables.users, ({ username }) => ({ username })),
      events: of(tables.events, ({ title, start_time }) => ({ title, start: start_time })),
      invitations: of(Object.fromEntries(invited), (row) => ({ name: row.group ?? row.title })),
      shards: of(tables.shards, (row) => ({ leader: row.leader })),
      members: of(tables.members, (row) => ({ shard: row.shard, status: state[row.status], role: role[row.role] })),
    };
  },
  portal: async (server) => {
    const { results } = await server.ask("/status");
    const status = { up: "disponible", down: "caído" };
    return { datasets: Object.fromEntries(results.map((row) => [row.id, { name: row.name, status: status[row.status] }])) };
  },
  desks: async (server) => {
    const { tables } = await server.control("truth");
    const row = ({ name, width, height }) => ({ name, width: String(width), height: String(height) });
    return { desks: Object.fromEntries(Object.entries(tables.desks).map(([key, desk]) => [key, row(desk)])) };
  },
  poker: async (server) => {
    const { tables } = await server.control("truth");
    return { hands: Object.fromEntries(Object.keys(tables.hands).map((key) => [key, {}])) };
  },
  bench: async (server) => {
    const { rows } = await server.control("truth");
    return { t: Object.fromEntries(rows.map(({ id, name, n }) => [id, { name, n: String(n) }])) };
  },
};

/** Tables that hold something from the start: no fault may empty them. */
const FULL = { files: ["nodes", "blocks"], agenda: ["shards", "members", "groups", "users", "events"], portal: ["datasets"], desks: ["desks"], poker: [], bench: ["t"] };

/** Every notification of the page's list: it draws only what is near the window, so it is scrolled to its end. */
async function wholeInbox(page) {
  const seen = new Map();
  for (let quiet = 0; quiet < 3; ) {
    const { drawn, atEnd } = await page.locator(".inbox .list").evaluate(async (list) => {
      const of = (line) => ({ hub: line.dataset.hub, id: line.dataset.id, title: line.querySelector("[data-testid=title]").textContent });
      const drawn = [...list.querySelectorAll("[data-testid=notification]")].map(of);
      list.scrollTop += list.clientHeight;
      // Twice: the window moves in one frame and puts what was seen back in its place in the next.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const below = list.scrollHeight - list.scrollTop - list.clientHeight;
      return { drawn, atEnd: below < 2 };
    });
    const keys = drawn.map(({ hub, id }) => `${hub} ${id}`);
    expect(new Set(keys).size, "a line is drawn once").toBe(keys.length);
    const before = seen.size;
    drawn.forEach((one, at) => seen.set(keys[at], one));
    quiet = atEnd && seen.size === before ? quiet + 1 : 0;
  }
  return [...seen.values()];
}

/** The columns of `rows` that `wanted` speaks of. */
function same(rows, wanted) {
  const only = (key) => Object.fromEntries(Object.keys(wanted[key] ?? {}).map((column) => [column, rows[key][column]]));
  return Object.fromEntries(Object.keys(rows).sort().map((key) => [key, only(key)]));
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

test("all hubs at once, two minutes of faults: every table is true and every event is there once", async ({
  blocks, agenda, portal, desks, poker, field, console, page,
}) => {
  test.setTimeout(LASTS + 180_000);
  await page.addInitScript(() => {
    const real = Date.now.bind(Date);
    window.clockStep = 0;
    Date.now = () => real() + window.clockStep;
  });
  const { servers, hubs, proxies } = await start({ blocks, agenda, portal, desks, poker, field });
  const app = await console(hubs, { path: "/hub/files", proxies });
  await logIn(app, "bench", { token: "t" });
  await logIn(app, "agenda", { username: "ana", password: "secreto" });
  await expect(app.table("events").locator("[data-key]").first()).toBeVisible({ timeout: 20_000 });
  for (const hub of hubs) await app.online(hub.id, 30_000);
  // Titles that the inbox must have in the end, each once; the portal's are its own list.
  const expected = [];
  const chance = random(SEED);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const online = async (hub) => (await app.link(hub).getAttribute("data-state")) === "online";
  const ways = ["500", "html", "empty", "truncated", "shape", "error200"];
  const fail = (hub, paths, more = {}) => () => servers[hub].control("fail", { path: pick(paths), how: pick(ways), times: 2, ...more });
  let made = 0;
  // A hub that only pushes keeps nothing for a page that is away: such an event is lost for good (hub 003 §2).
  const changes = [
    async () => servers.portal.ask("/api/notifications/test", { title: `Aviso ${++made}` }),
    async () => {
      if (!(await online("desks"))) return;
      const name = `Mesa ${++made}`;
      await servers.desks.ask("/api/v1/desk/", { name, width: 10 + made, height: 20 });
      expected.push(`🪑 Nueva mesa creada: ${name} (${10 + made}x20cm)`);
    },
    async () => {
      if (!(await online("poker"))) return;
      const hand_id = `mano-${++made}`;
      // The same hand, parsed again, is the same event (hub 004 §1).
      for (let again = 0; again < 2; again++) {
        await servers.poker.control("hand", { hand_id, timestamp: "2024-01-01T12:00:00", hero_result: null, hero_position: null, game_type: "NLH", stakes: "0.05/0.10" });
      }
      expected.push(`hand:${hand_id}`);
    },
    async () => {
      if (!(await online("agenda"))) return;
      const title = `Club ${++made}`;
      await servers.agenda.control("notify", { user_id: 1, type: "group_invitation", title });
      expected.push(title);
    },
  ];
  const faults = [
    fail("files", ["/api/nodes/", "/api/files/", "/api/blocks/", "/api/events/"]),
    fail("files", ["/api/nodes/", "/api/files/"], { how: "hang", times: 1, seconds: 6 }),
    fail("agenda", ["/leaders", "/cluster/status"], { server: "coordinator" }),
    fail("agenda", ["/groups", "/users", "/events/detailed", "/groups/invitations"], { server: "agenda" }),
    async () => servers.agenda.control("close", { code: pick([1006, 1011]) }),
    fail("desks", ["/api/v1/desk/"], { method: "GET" }),
    fail("poker", ["/api/v1/hands/recent"]),
    async () => servers.portal.control("faults", { fail: { "/status": [pick([500, 503]), 1], "/api/notifications": [500, 1] } }),
    async () => servers.agenda.control("flap", { shard: "groups", times: 2, apart_s: 1 }),
    async () => servers.desks.control("frame", { text: pick(["null", "[]", "no JSON", '{"type":"surprise"}', '{"type":"desk_notification","action":"moved","desk":{}}']) }),
    async () => servers.portal.control("frame", { event: "surprise", args: [null] }),
    async () => servers.desks.control("close", { code: pick([1006, 1011]) }),
    async () => servers.poker.control("close", { code: pick([1006, 1011]) }),
    async () => servers.portal.control("drop", {}),
    ...benchFaults(servers.bench, app, pick),
  ];
  // What happens once, at its time, and is announced by what the page sees.
  const { tables } = await servers.agenda.control("truth");
  const leader = tables.shards.events_a_m.leader;
  const once = [
    [5_000, async () => {
      await servers.files.control("node", { node_id: "nodo3", action: "kill" });
      expected.push("Nodo nodo3 desconectado");
    }],
    [12_000, async () => {
      await servers.portal.control("dataset", { id: "ine_censo", status: "down", error: "ReadTimeout" });
      await servers.portal.control("tick", {});
    }],
    [20_000, async () => {
      await servers.agenda.control("node", { shard: "events_a_m", url: leader, action: "kill" });
      expected.push(`${leader} no responde`, "Nuevo líder en events_a_m");
    }],
    [55_000, async () => {
      await servers.files.control("node", { node_id: "nodo3", action: "join" });
      expected.push("Nodo nodo3 conectado");
    }],
    [70_000, async () => {
      await servers.agenda.control("node", { shard: "events_a_m", url: leader, action: "restart" });
      expected.push(`${leader} vuelve a responder`);
    }],
  ];
  const began = Date.now();
  const log = [];
  for (let step = 0; Date.now() - began < LASTS; step++) {
    const at = Date.now() - began;
    while (once.length && once[0][0] <= at) await once.shift()[1]();
    // Faults come to an end before the end, so that the hubs can be heard again.
    const what = step % 2 && at < LASTS - 25_000 ? faults : changes;
    const place = Math.floor(chance() * what.length);
    log.push(`${Math.round(at / 1_000)}s ${what === faults ? "fault" : "change"} ${place}`);
    await what[place]();
    const hub = pick(hubs).id;
    await show(app, hub);
    for (const table of FULL[hub]) {
      const count = await app.table(table).locator("[role=row][data-key]").count();
      expect(count, `${table} after ${log.join(", ")}`).toBeGreaterThan(0);
    }
    await sleep(1_500);
  }
  const asked = await bench.asked(servers.bench, "/rows", began);
  expect(asked.length, "lists of the bench: one in 5 s, and some after faults").toBeLessThan((LASTS / 5_000) * 2.5);
  await app.page.evaluate(() => (window.clockStep = 0));

  // A hub that hangs holds nobody else up.
  await servers.files.control("fail", { path: "/api/nodes/", how: "hang", times: 1, seconds: 8 });
  const before = Number(await app.badge.getAttribute("data-count"));
  await servers.portal.ask("/api/notifications/test", { title: "A tiempo" });
  await app.unread(before + 1, 3_000);
  await servers.portal.control("faults", {});
  await look(`${servers.portal.url}/admin/cache`, { method: "DELETE" });

  const story = `seed ${SEED}: ${log.join(", ")}`;
  for (const hub of hubs) await app.online(hub.id, 40_000);
  for (const hub of hubs) {
    await show(app, hub.id);
    for (const table of Object.keys(await TRUTHS[hub.id](servers[hub.id]))) {
      const differs = async () => {
        const wanted = sorted((await TRUTHS[hub.id](servers[hub.id]))[table]);
        const rows = table === "blocks" ? await exported(app, table) : await drawn(app, table);
        return JSON.stringify(same(rows, wanted)) === JSON.stringify(wanted) ? "" : JSON.stringify({ rows: same(rows, wanted), wanted });
      };
      await expect.poll(differs, { timeout: 45_000, message: `${table}; ${story}` }).toBe("");
    }
  }
  await app.section("/inbox").click();
  const { notifications } = await servers.portal.control("state");
  const listed = await wholeInbox(page);
  const notificationsOf = (hub) => listed.filter((one) => one.hub === hub);
  expect(listed.length, story).toBe(Number(await app.badge.getAttribute("data-count")));
  expect(notificationsOf("portal").map(({ id }) => id).sort(), story).toEqual(notifications.map(({ id }) => id).sort());
  const others = ["files", "agenda", "desks", "poker"].flatMap(notificationsOf);
  // An invitation is announced by the socket or seen in the list, whichever is first; the words differ.
  const name = ({ id, title }) => (id.startsWith("mano-") ? `hand:${id}` : (title.match(/Club \d+/)?.[0] ?? title));
  expect(others.map(name).sort(), story).toEqual(expected.sort());
});
