// The poker hub speaks as contract 004 says; without this the other specs would prove nothing.
import { expect, test } from "../support/fixtures.js";
import { Wire, brief, look } from "../support/wire.js";

const RECENT = "/api/v1/hands/recent";
const NAIVE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/;

const at = (server, path = "/ws") => server.url.replace("http", "ws") + path;
const stats = (server) => server.ask("/ws/stats");
const hands = (wire) => wire.frames.map((frame) => JSON.parse(frame)).filter(({ type }) => type === "new_hand");
const ids = (wire) => hands(wire).map(({ hand_id }) => hand_id);
const soon = { intervals: [20] };

/** A socket that has its ack. */
async function listen(server, options, path) {
  const wire = new Wire(at(server, path), options);
  await wire.heard('"connection_ack"');
  return wire;
}

test("a socket is acknowledged and hears of hands, in naive UTC (hub 004 §1)", async ({ poker }) => {
  const server = await poker();
  const wire = await listen(server, { headers: { "x-forwarded-for": "10.0.0.1" } }, "/ws?client_name=prueba");
  const ack = JSON.parse(wire.frames[0]);
  expect(Object.keys(ack)).toEqual(["type", "client_id", "timestamp"]);
  expect(ack.timestamp).toMatch(NAIVE);
  expect(Math.abs(Date.parse(`${ack.timestamp}Z`) - Date.now())).toBeLessThan(60_000);
  expect(wire.socket.extensions).toContain("permessage-deflate");
  expect(await server.control("hand", { hand_id: "w1" })).toMatchObject({ notified: 1 });
  const hand = { type: "new_hand", hand_id: "w1", timestamp: expect.stringMatching(NAIVE), hero_result: null };
  const rest = { hero_position: null, game_type: "NLH", stakes: "0.05/0.10" };
  expect(await wire.heard('{"type":"new_hand","hand_id":"w1","timestamp":"')).toEqual({ ...hand, ...rest });
  await server.control("hand", { hand_id: 7, timestamp: "2024/01/15 20:30:45 UTC", more: ["ñ"], without: ["stakes"] });
  const odd = await wire.heard("2024/01/15");
  expect([odd.hand_id, odd.more, "stakes" in odd]).toEqual([7, ["ñ"], false]);
  for (const path of ["/ws/", "/ws/stats", "/nope"]) {
    const refused = new Wire(at(server, path));
    await expect.poll(() => refused.refused, soon).toBe(403);
  }
  expect(brief(await look(`${server.url}/ws`))).toEqual([404, { detail: "Not Found" }]);
  const { sockets } = await server.control("state");
  expect(sockets).toEqual([{ socket: 1, client_id: ack.client_id, client_name: "prueba", subscribed: true }]);
});

test("nothing is answered, and a binary frame ends the subscription in silence (§1)", async ({ poker }) => {
  const server = await poker({ heartbeat: 0.2 });
  const [wire, other] = [await listen(server), await listen(server)];
  wire.send("ping", { type: "ping" }, Buffer.from([0, 255]), "after");
  await expect.poll(async () => (await server.control("state")).frames.length, soon).toBe(4);
  expect((await server.control("state")).frames.map(({ text, binary_hex }) => text ?? binary_hex)).toEqual([
    "ping",
    '{"type":"ping"}',
    "00ff",
    "after",
  ]);
  expect((await stats(server)).active_connections).toBe(1);
  const before = wire.frames.length;
  await server.control("hand", { hand_id: "h1" });
  await other.heard("h1");
  await other.heard("heartbeat", other.frames.length);
  expect([wire.frames.slice(before), wire.closed]).toEqual([[], undefined]);
  expect((await server.control("state")).sockets.map(({ subscribed }) => subscribed)).toEqual([false, true]);
});

test("one clock beats for all, while anybody is there (§1)", async ({ poker }) => {
  const server = await poker({ heartbeat: 1 });
  const idle = { heartbeat_active: false, broadcast_worker_active: false, queue_size: 0 };
  expect(await stats(server)).toEqual({ active_connections: 0, heartbeat_interval: 1, ...idle });
  const one = await listen(server);
  await new Promise((done) => setTimeout(done, 600));
  const other = await listen(server);
  const beat = await other.heard('{"type":"heartbeat","timestamp":"');
  expect(beat.timestamp).toMatch(NAIVE);
  // By the server's own stamps: with a clock for each it would be a second or more.
  expect(Date.parse(beat.timestamp) - Date.parse(JSON.parse(other.frames[0]).timestamp)).toBeLessThan(1_000);
  await one.heard(beat.timestamp);
  expect(await stats(server)).toMatchObject({ heartbeat_active: true, broadcast_worker_active: true });
  expect(await server.control("heartbeat", { on: false })).toMatchObject({ heartbeat_active: false });
  const [before, late] = [one.frames.length, await listen(server)];
  await server.control("hand", { hand_id: "h1" });
  await late.heard("h1");
  await new Promise((done) => setTimeout(done, 1_200));
  expect([one.frames.length - before, (await stats(server)).heartbeat_active]).toEqual([1, false]);
  await server.control("heartbeat", { on: true });
  await one.heard("heartbeat", before);
  for (const wire of [one, other, late]) wire.socket.close();
  await expect.poll(() => stats(server), soon).toMatchObject({ active_connections: 0, ...idle });
});

test("queued hands are poured on the first who comes; sent to nobody, one is lost (§1)", async ({ poker }) => {
  const server = await poker();
  expect((await server.control("hand", { hand_id: "lost" })).notified).toBe(0);
  await server.control("queue", { hands: [{ hand_id: "backlog1" }, { hand_id: "backlog2" }] });
  expect((await stats(server)).queue_size).toBe(2);
  const first = await listen(server);
  await expect.poll(() => ids(first), soon).toEqual(["backlog1", "backlog2"]);
  expect(JSON.parse(first.frames[0]).type).toBe("connection_ack");
  const second = await listen(server);
  await server.control("queue", { hands: [{ hand_id: "backlog2", hero_result: 5.5 }] });
  await expect.poll(() => ids(second), soon).toEqual(["backlog2"]);
  const hands = (await server.control("truth")).tables.hands;
  expect(Object.keys(hands)).toHaveLength(12);
  expect(hands.backlog2).toMatchObject({ hand_id: "backlog2", hero_result: 5.5 });
});

test("frames and closings obey (§1)", async ({ poker }) => {
  const server = await poker();
  const wire = await listen(server);
  const error = JSON.stringify({ type: "error", message: "Descripción del error" });
  expect(await server.control("frame", { text: error })).toEqual({ sockets: 1 });
  await wire.heard("Descripción del error");
  await server.control("frame", { binary_hex: "00ff" });
  await expect.poll(() => wire.frames.at(-1), soon).toBe("00ff");
  expect(await server.control("close", { code: 1011, reason: "fin" })).toEqual({ closed: 1 });
  expect([await wire.end(), wire.closed[1]]).toEqual([1011, "fin"]);
  const cut = await listen(server);
  expect(await server.control("close", { code: 1006 })).toEqual({ closed: 1 });
  expect(await cut.end()).toBe(1006);
  await expect.poll(async () => (await stats(server)).active_connections, soon).toBe(0);
  expect((await server.control("state")).opened).toBe(2);
});

test("the list is short, oldest first and deaf to most of what it is asked (§2)", async ({ poker }) => {
  const server = await poker();
  const all = await server.ask(`${RECENT}?limit=500&offset=5&stake=NL2`);
  expect([all.length, all[0].hand_id, all[9].hand_id]).toEqual([10, "20231215-12345670", "20231215-12345680"]);
  expect(all[1]).toMatchObject({ table_name: "Monaco #1", hero_played: false, total_pot_cents: 1100, stake: "NL10" });
  expect(await server.ask(`${RECENT}?limit=2&hero_only=true`)).toHaveLength(1);
  const wrong = await look(`${server.url}${RECENT}?limit=501`);
  expect([wrong.status, Object.keys(wrong.json.detail[0])]).toEqual([422, ["type", "loc", "msg", "input", "ctx"]]);
  const dates = (from, to) => look(`${server.url}${RECENT}?start_date=${from}&end_date=${to}`);
  const later = { detail: "end_date debe ser posterior a start_date" };
  expect(brief(await dates("2024-01-02T00:00:00", "2024-01-01T00:00:00"))).toEqual([400, later]);
  expect(brief(await dates("2024-01-01T00:00:00Z", "2024-01-02T00:00:00"))).toEqual([500, "Internal Server Error"]);
  const hand = async (id) => brief(await look(`${server.url}/api/v1/hands/${id}`));
  const short = { detail: "hand_id inválido. Formato esperado: YYYYMMDD-XXXXXXXX" };
  expect(await hand("h1")).toEqual([400, short]);
  const unknown = (id) => ({ detail: `Mano no encontrada: ${id}` });
  for (const { hand_id } of all) expect(await hand(hand_id)).toEqual([404, unknown(hand_id)]);
  expect((await hand("20231215-12345678"))[1]).toMatchObject({ button_position: 3, rake_cents: 50 });
  const rows = [{ hand_id: "a", stake: null }, { hand_id: "a", stake: 5 }, null];
  await server.control("recent", { rows });
  expect(await server.ask(RECENT)).toEqual(rows);
  expect((await server.control("truth")).tables.hands).toEqual({ a: { hand_id: "a", stake: 5 } });
  await server.control("recent", { rows: null });
  expect(await server.ask(RECENT)).toHaveLength(10);
});

test("figures are the same for anybody, and nothing computes equity (§2)", async ({ poker }) => {
  const server = await poker();
  expect((await server.ask("/health")).ffi_available).toBe("False");
  expect((await look(`${server.url}/api/v1/health`)).status).toBe(404);
  const player = await server.ask("/api/v1/stats/player/nadie");
  expect([player.player, player.summary.hands, player.positional.BB.pfr]).toEqual(["nadie", 1540, 0]);
  const game = await look(`${server.url}/api/v1/stats/player/nadie?game_type=NLH`);
  expect(brief(game)).toEqual([400, { detail: "game_type debe ser 'NLHE' o 'PLO'" }]);
  const equity = (json) => look(`${server.url}/api/v1/equity/calculate`, { json });
  const wish = { hero_cards: "AhKd", villain_cards: "QsQh", board: "", iterations: 1000 };
  const gone = await equity(wish);
  expect([gone.status, gone.json.detail.error]).toEqual([503, "FFI_MODULE_UNAVAILABLE"]);
  expect((await equity({ ...wish, hero_cards: "1x" })).status).toBe(422);
  const many = await look(`${server.url}/api/v1/equity/calculate/multiway`, { json: { hands: ["AhKd", "QsQh"] } });
  expect(many.status).toBe(503);
  const { writes } = await server.control("state");
  expect(writes[0]).toEqual({ request: "POST /api/v1/equity/calculate", body: JSON.stringify(wish) });
});

test("four origins may read it, and no proxy may say that it is one (§2)", async ({ poker }) => {
  const server = await poker();
  const ask = (headers, method) => look(`${server.url}/health`, { headers, method });
  const ours = await ask({ origin: "http://localhost:5173" });
  expect(ours.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
  expect([ours.headers.get("access-control-allow-credentials"), ours.headers.get("vary")]).toEqual(["true", "Origin"]);
  const extra = ["x-content-type-options", "x-frame-options", "x-localhost-only"];
  expect(extra.map((name) => ours.headers.get(name))).toEqual(["nosniff", "DENY", "true"]);
  expect(ours.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const other = await ask({ origin: "http://localhost:8080" });
  expect([other.status, other.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  const preflight = async (origin, method) =>
    brief(await ask({ origin, "access-control-request-method": method }, "OPTIONS"));
  expect(await preflight("http://localhost:8080", "GET")).toEqual([400, "Disallowed CORS origin"]);
  expect(await preflight("http://127.0.0.1:3000", "PATCH")).toEqual([400, "Disallowed CORS method"]);
  expect(await preflight("http://127.0.0.1:3000", "PUT")).toEqual([200, "OK"]);
  for (const name of ["x-forwarded-for", "x-real-ip", "x-forwarded-proto", "forwarded"]) {
    expect(brief(await ask({ [name]: "x" }))).toEqual([403, "Forbidden: Proxy headers are not allowed"]);
  }
  expect((await look(`${server.url}/_control/state`, { headers: { forwarded: "x" } })).status).toBe(200);
});

test("answers go wrong on command, with the hub's headers", async ({ poker }) => {
  const server = await poker();
  const origin = "http://localhost:3000";
  const seen = () => look(server.url + RECENT, { headers: { origin } });
  const fail = (how, more) => server.control("fail", { path: RECENT, how, ...more });
  await fail("500", { method: "GET", times: 1 });
  const broken = await seen();
  expect(brief(broken)).toEqual([500, "Internal Server Error"]);
  expect(broken.headers.get("access-control-allow-origin")).toBeNull();
  expect((await seen()).json).toHaveLength(10);
  const wrong = {};
  for (const how of ["html", "empty", "truncated", "shape", "error200"]) {
    await fail(how);
    const { status, text, headers } = await seen();
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    wrong[how] = text;
  }
  expect(wrong).toMatchObject({ empty: "", shape: '{"detail":"shape"}', error200: '{"error":"Error interno"}' });
  expect(wrong.html).toContain("<html>");
  expect(wrong.truncated).toMatch(/^\[\{"hand_id".*[^\]]$/);
  await server.control("slow", { seconds: 0.2 });
  await fail("hang", { seconds: 0.4 });
  const times = [];
  for (const _ of [1, 2]) {
    const before = performance.now();
    expect((await seen()).json).toHaveLength(10);
    times.push(performance.now() - before);
  }
  expect(times[0]).toBeGreaterThan(390);
  expect(times[1]).toBeGreaterThan(190);
  expect((await server.control("state")).requests.slice(0, 2)).toEqual([`GET ${RECENT}`, `GET ${RECENT}`]);
});
