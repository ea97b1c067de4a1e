// The agenda speaks as contract 001 says; without this the other specs would prove nothing.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "../support/fixtures.js";
import { Wire, brief, look } from "../support/wire.js";

const SHARD = "events_a_m";
const NODES = [1, 2, 3].map((at) => `http://127.0.0.1:2180${at}`);
const EVENT = { title: "Reunión", description: "d", creator: "alice", start_time: "mañana", end_time: "tarde" };
const NOBODY = { detail: `No se encontró líder activo para el shard ${SHARD}` };

const soon = { intervals: [30] };
const leader = async (server) => (await server.ask("/leaders"))[SHARD].leader;
const rows = async (server) => (await server.ask("/cluster/status")).shards[SHARD];
const node = (server, index, action) => server.control("node", { shard: SHARD, index, action });
const post = async (server, path, json) => brief(await look(server.url + path, { json }));

/** Log in at the back end; gives `ask(path, options)`, which adds the token. */
async function login(server, username = "ana") {
  const { json } = await look(`${server.agendaUrl}/auth/login`, { json: { username, password: "secreto" } });
  const ask = async (path, options) => {
    const token = `${path.includes("?") ? "&" : "?"}token=${json.token}`;
    return brief(await look(server.agendaUrl + path + token, options));
  };
  return Object.assign(ask, json);
}

/** A socket that said who it is. */
async function listen(server, user_id) {
  const wire = await new Wire(server.wsUrl).open();
  wire.send({ type: "auth", user_id });
  await wire.heard('{"type": "auth_success", "message": "Conexi\\u00f3n WebSocket establecida"}');
  return wire;
}

/** Everything that was sent so far has been worked through once this pong is there. */
async function settle(wire) {
  const from = wire.frames.length;
  wire.send({ type: "ping" });
  await wire.heard('{"type": "pong"}', from);
}

const kinds = (wire) => wire.frames.map((frame) => JSON.parse(frame).type).filter((type) => !/auth|pong/.test(type));

test("the coordinator reports shards and nodes, to no other origin (hub 001 §1, §2)", async ({ agenda }) => {
  const server = await agenda();
  const health = await server.ask("/health");
  expect(health).toMatchObject({ service: "coordinator", total_shards: 4 });
  expect(health.timestamp).toBeLessThan(1e9);
  const leaders = await look(`${server.url}/leaders`, { headers: { origin: "http://localhost:3000" } });
  expect(leaders.json[SHARD]).toEqual({ leader: NODES[2], nodes: NODES, status: "active" });
  const preflight = await look(`${server.url}/leaders`, { method: "OPTIONS" });
  expect(brief(preflight)).toEqual([405, { detail: "Method Not Allowed" }]);
  for (const answer of [leaders, preflight]) {
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
  const status = await server.ask("/cluster/status");
  expect([status.coordinator, status.total_nodes]).toEqual(["healthy", 6]);
  const follower = { status: "healthy", node_id: "raft_events_am_1", role: "follower", shard: "EVENTOS_A_M" };
  expect(status.shards[SHARD][NODES[0]]).toEqual({ ...follower, is_leader: false, term: 12700121805 });
  const added = { shard: "groups", node_url: "http://127.0.0.1:21899" };
  expect((await post(server, "/admin/shards/add", {}))[1]).toEqual({ detail: "Se requiere shard y node_url" });
  const [, { shards }] = await post(server, "/admin/shards/add", added);
  expect(shards.groups).toEqual(["http://127.0.0.1:21805", added.node_url]);
});

test("writes pick a shard by the creator, and nothing checks what they hold (§2)", async ({ agenda }) => {
  const server = await agenda();
  const message = "Evento 'Reunión' replicado y guardado en EVENTOS_A_M";
  expect(await post(server, "/events", EVENT)).toEqual([200, { status: "ok", message, node: "raft_events_am_3" }]);
  const [, other] = await post(server, "/events", { ...EVENT, creator: "zoe" });
  expect(other.node).toBe("raft_events_nz_1");
  const { description, ...row } = EVENT;
  expect(await server.ask("/events")).toEqual([{ id: 1, ...row }]);
  expect((await server.ask("/events?creator=Nora"))[0].creator).toBe("zoe");
  expect(await post(server, "/events", { ...EVENT, creator: "" })).toEqual([400, { detail: "Usuario inválido" }]);
  const [status, { detail }] = await post(server, "/groups", { name: "x" });
  const url = "https://errors.pydantic.dev/2.6/v/missing";
  const missing = { type: "missing", loc: ["body", "description"], msg: "Field required", input: { name: "x" }, url };
  expect([status, detail]).toEqual([422, [missing]]);
  const user = { username: "ana", email: "a@x" };
  for (const one of [user, user]) expect((await post(server, "/users", one))[1].status).toBe("ok");
  expect(await server.ask("/users")).toEqual([{ id: 1, ...user }]);
});

test("a leader is killed, another is elected, and the first one only follows (§5.2)", async ({ agenda }) => {
  const server = await agenda({ electionS: 1.5 });
  await node(server, "leader", "kill");
  expect(await leader(server)).toBe("No disponible");
  const error = "503: No se encontró líder activo para el shard events_a_m";
  const leaderless = { leader: "No disponible", nodes: NODES, status: "error", error };
  expect((await server.ask("/leaders"))[SHARD]).toEqual(leaderless);
  expect((await rows(server))[NODES[2]]).toEqual({ status: "unreachable", error: "All connection attempts failed" });
  expect(await post(server, "/events", EVENT)).toEqual([503, NOBODY]);
  await expect.poll(() => leader(server), soon).toBe(NODES[1]);
  expect((await rows(server))[NODES[1]]).toMatchObject({ role: "leader", term: 12700121806 });
  await node(server, 2, "restart");
  expect((await rows(server))[NODES[2]]).toMatchObject({ role: "follower", term: 12700121805 });
  await expect.poll(async () => (await rows(server))[NODES[2]].term, soon).toBe(12700121806);
  expect(await leader(server)).toBe(NODES[1]);
  for (const index of [0, 2]) await node(server, index, "kill");
  expect((await post(server, "/events", EVENT))[1].status).toBe("ok");
  await node(server, 1, "kill");
  const none = { detail: "No hay nodos disponibles para consulta" };
  expect(brief(await look(`${server.url}/events`))).toEqual([503, none]);
  expect((await server.ask("/leaders")).groups.status).toBe("active");
});

test("a node that hangs has an empty error and is waited for; two others want to lead (§5.2)", async ({ agenda }) => {
  const server = await agenda({ electionS: 0.3, hangS: 0.3 });
  await node(server, 0, "hang");
  const before = performance.now();
  expect((await rows(server))[NODES[0]]).toEqual({ status: "unreachable", error: "" });
  expect(performance.now() - before).toBeGreaterThan(290);
  await node(server, 0, "resume");
  await node(server, "leader", "hang");
  const seen = [await leader(server), await leader(server), await leader(server)];
  expect(seen).toEqual([NODES[1], "No disponible", NODES[1]]);
  expect(Object.values(await rows(server)).filter(({ role }) => role === "candidate")).toHaveLength(2);
  const answers = [await post(server, "/events", EVENT), await post(server, "/events", EVENT)];
  expect(answers).toContainEqual([503, NOBODY]);
  expect(answers).toContainEqual([200, { error: "No soy el líder", leader: null }]);
  await node(server, 2, "resume");
  await expect.poll(() => leader(server), soon).toBe(NODES[2]);
  const { nodes } = await server.control("state");
  expect(nodes[NODES[2]]).toBe("up");
});

test("leaders flap, terms grow, and writes fail with 200 (§5.1)", async ({ agenda }) => {
  const server = await agenda();
  await server.control("flap", { shard: SHARD, times: 2, apart_s: 0.5 });
  await expect.poll(() => leader(server), soon).toBe("No disponible");
  await expect.poll(() => leader(server), soon).toBe(NODES[2]);
  const error = "No se pudo replicar el evento en la mayoría de nodos";
  await expect.poll(() => post(server, "/events", EVENT), soon).toEqual([200, { error }]);
  await expect.poll(async () => (await server.control("state")).flapping, soon).toBe(0);
  expect((await rows(server))[NODES[0]].term).toBe(12700121809);
  await server.control("term", { shard: SHARD, term: "siete" });
  expect((await rows(server))[NODES[0]].term).toBe("siete");
});

test("the back end wants a token in the query, and rows are arrays (§4.1, §4.2)", async ({ agenda }) => {
  const server = await agenda();
  const { agendaUrl } = server;
  const wrong = await look(`${agendaUrl}/auth/login`, { json: { username: "ana", password: "" } });
  expect(brief(wrong)).toEqual([401, { detail: "Credenciales inválidas" }]);
  const bare = await look(`${agendaUrl}/users`, { headers: { authorization: "Bearer x" } });
  expect([bare.status, bare.json.detail[0].loc]).toEqual([422, ["query", "token"]]);
  const expired = [401, { detail: "Sesión inválida o expirada" }];
  expect(brief(await look(`${agendaUrl}/users?token=x`))).toEqual(expired);
  const ana = await login(server);
  expect(ana.user_id).toBe(1);
  expect(await ana("/users")).toEqual([200, [[1, "ana"], [2, "bob"]]]);
  expect(await ana("/groups")).toEqual([200, [[1, "Equipo", 0]]]);
  expect(await ana("/groups/1/members")).toEqual([200, [[1, "ana"], [2, "bob"]]]);
  const [, [invitation]] = await ana("/groups/invitations");
  expect(invitation).toEqual([2, "Club de ajedrez", "bob", expect.stringMatching(/^\d{4}-\d\d-\d\d [\d:]{8}$/), 2]);
  const [, events] = await ana("/events");
  const meeting = ["Reunión", "desc", "2026-12-01 10:00:00", "2026-12-01 11:00:00", "ana", null];
  expect(events.filter(([title]) => title === "Reunión")).toEqual([meeting, meeting]);
  const [, [asked]] = await ana("/events/invitations");
  const times = ["2026-12-02 10:00:00", "2026-12-02 11:00:00"];
  expect(asked).toEqual([2, "De bob", "desc", ...times, "bob", null, 0, null]);
  const [, pending] = await ana("/events/detailed?filter_type=pending");
  expect(pending).toMatchObject([{ id: 2, is_group_event: 0, is_accepted: null, is_creator: 0 }]);
  expect((await ana("/events/detailed?filter_type=past"))[1]).toHaveLength(1);
  const { tables } = await server.control("truth");
  expect(Object.keys(tables.invitations).sort()).toEqual(["event:2", "group:2"]);
  expect(Object.keys(tables.events)).toEqual(["1", "2", "3", "4"]);
  expect(tables.groups[1]).toEqual({ id: 1, name: "Equipo", is_hierarchical: 0 });
  await server.control("expire", { user_id: 1 });
  expect(await ana("/users")).toEqual(expired);
});

test("what users do is sent to the others, and never again (§4.2, §4.3)", async ({ agenda }) => {
  const server = await agenda();
  const [ana, bob] = await Promise.all([login(server), login(server, "bob")]);
  const [hers, again, his, text] = await Promise.all([1, 1, 2, "1"].map((id) => listen(server, id)));
  const times = { start_time: "2026-12-08 10:00:00", end_time: "2026-12-08 11:00:00" };
  const event = { title: "Ñandú", description: "", ...times, participants_ids: [1] };
  const [, { event_id }] = await bob("/events", { json: event });
  const invitation = { type: "event_invitation", event_id, title: "Ñandú", ...times };
  expect(await hers.heard("event_invitation")).toEqual(invitation);
  expect(hers.frames.at(-1)).toContain('"title": "\\u00d1and\\u00fa"');
  await again.heard("event_invitation");
  expect(await ana("/events/invitations/count")).toEqual([200, { count: 2 }]);
  const taken = { ...event, title: "Otra", participants_ids: [] };
  expect(await bob("/events", { json: taken })).toEqual([400, { detail: "Conflicto en agenda del creador" }]);
  const iso = { ...taken, start_time: "2026-12-09T10:00:00" };
  expect((await bob("/events", { json: iso }))[1].detail).toContain("Formato de fecha inválido: time data");
  const yes = await ana("/events/invitations/respond", { json: { event_id, accepted: true } });
  expect(yes).toEqual([200, { message: "Invitación aceptada" }]);
  expect((await ana("/events/invitations/respond", { json: { event_id: 99, accepted: false } }))[0]).toBe(200);
  const accepted = { type: "event_accepted", event_id, event_title: "Ñandú", user_name: "ana" };
  expect(await his.heard("event_accepted")).toEqual(accepted);
  const join = { json: { invitation_id: 2, response: "accepted" } };
  expect(await ana("/groups/invitations/respond", join)).toEqual([200, { message: "Respuesta registrada" }]);
  expect(await ana("/groups/invitations/respond", join)).toEqual([500, "Internal Server Error"]);
  expect(await his.heard("new_group_member")).toEqual({ type: "new_group_member", group_id: 2, new_member_id: 1 });
  expect((await ana(`/events/${event_id}`, { method: "DELETE" }))[0]).toBe(400);
  await bob(`/events/${event_id}`, { method: "DELETE" });
  await hers.heard("event_cancelled");
  await settle(text);
  expect(kinds(text)).toEqual([]);
  expect(kinds(await listen(server, 1))).toEqual([]);
  const { sockets, frames } = await server.control("state");
  expect(sockets.map(({ user_id }) => user_id)).toEqual(expect.arrayContaining([1, 1, 2, "1", 1]));
  expect(frames).toContainEqual({ socket: expect.any(Number), text: '{"type":"auth","user_id":"1"}' });
});

test("a socket begins with who it is, or ends (§4.3)", async ({ agenda }) => {
  const server = await agenda();
  const begin = async (first) => (await new Wire(`${server.wsUrl}any/path`).open()).send(first);
  const [garbage, nameless, zero, other] = await Promise.all(
    ["no JSON", { type: "auth" }, { type: "auth", user_id: 0 }, { type: "ping" }].map(begin),
  );
  expect([await garbage.end(), await nameless.end(), await zero.end()]).toEqual([1011, 1000, 1000]);
  other.send({ type: "auth", user_id: 1 }, { type: "ping" });
  await settle(await listen(server, 1));
  expect([other.frames, other.closed]).toEqual([[], undefined]);
});

test("every frame of the contract happens on command (§4.3)", async ({ agenda }) => {
  const server = await agenda();
  const [wire, ana] = await Promise.all([listen(server, 1), login(server)]);
  const types = [
    ["group_invitation", ["group_id", "group_name", "inviter_id"]],
    ["new_group_member", ["group_id", "new_member_id"]],
    ["event_invitation", ["event_id", "title", "start_time", "end_time"]],
    ["event_accepted", ["event_id", "event_title", "user_name"]],
    ["event_declined", ["event_id", "event_title", "user_name"]],
    ["group_event_invitation", ["event_id", "group_id", "timestamp"]],
    ["hierarchical_event_added", ["event_id", "title", "start_time", "end_time", "group_id"]],
    ["event_cancelled", ["event_id", "event_title"]],
    ["participant_left", ["event_id", "event_title", "user_name"]],
    ["removed_from_group", ["group_id"]],
    ["group_deleted", ["group_id", "group_name", "deleted_by"]],
  ];
  for (const [type, fields] of types) {
    const { sockets, frame } = await server.control("notify", { user_id: 1, type });
    expect([sockets, Object.keys(frame)]).toEqual([1, ["type", ...fields]]);
  }
  await settle(wire);
  expect(kinds(wire)).toEqual(types.map(([type]) => type));
  expect(await ana("/groups/invitations/count")).toEqual([200, { count: 2 }]);
  // The one from the start, one of a plain group event and the invitation.
  expect(await ana("/events/invitations/count")).toEqual([200, { count: 3 }]);
});

test("frames, closings and the socket's server obey (§4.3)", async ({ agenda }) => {
  const server = await agenda();
  const [one, other] = await Promise.all([listen(server, 1), listen(server, 2)]);
  expect(await server.control("frame", { user_id: 1, text: "no JSON <b>" })).toEqual({ sockets: 1 });
  await expect.poll(() => one.frames.at(-1), soon).toBe("no JSON <b>");
  expect(await server.control("frame", { all: true, text: "{}" })).toEqual({ sockets: 2 });
  await expect.poll(() => other.frames.at(-1), soon).toBe("{}");
  expect(await server.control("close", { code: 1011, user_id: 1 })).toEqual({ closed: 1 });
  expect(await one.end()).toBe(1011);
  expect(await server.control("close", { code: 1006 })).toEqual({ closed: 1 });
  expect(await other.end()).toBe(1006);
  const last = await listen(server, 1);
  await server.control("ws", { up: false });
  expect(await last.end()).toBe(1006);
  expect(await new Wire(server.wsUrl).end()).toBe(1006);
  await server.control("notify", { user_id: 1, type: "event_invitation" });
  await server.control("ws", { up: true });
  expect(kinds(await listen(server, 1))).toEqual([]);
});

test("answers go wrong on command, on one server and not on the other", async ({ agenda }) => {
  const server = await agenda();
  const ana = await login(server);
  const fail = (how, more) => server.control("fail", { server: "coordinator", path: "/leaders", how, ...more });
  const seen = async () => look(`${server.url}/leaders`);
  await fail("500", { times: 2, method: "GET" });
  for (const _ of [1, 2]) expect(brief(await seen())).toEqual([500, "Internal Server Error"]);
  expect((await seen()).json).toHaveProperty(SHARD);
  await fail("html");
  expect((await seen()).type).toContain("text/html");
  await fail("empty");
  expect(brief(await seen())).toEqual([200, ""]);
  await fail("truncated");
  expect(brief(await seen())[1]).toMatch(/^\{"events_a_m":.*[^}]$/);
  await fail("shape");
  expect(brief(await seen())).toEqual([200, "shape"]);
  await fail("error200");
  expect(Object.keys((await seen()).json)).toEqual(["error"]);
  await fail("hang", { seconds: 0.3 });
  const before = performance.now();
  expect((await seen()).json).toHaveProperty(SHARD);
  expect(performance.now() - before).toBeGreaterThan(290);
  await server.control("fail", { server: "agenda", path: "/users", how: "shape" });
  expect(await ana("/users")).toEqual([200, { detail: "shape" }]);
  await server.control("slow", { seconds: 0.2 });
  const slow = performance.now();
  expect((await ana("/users"))[1]).toHaveLength(2);
  expect(performance.now() - slow).toBeGreaterThan(190);
  const { requests, writes } = await server.control("state");
  expect(requests.coordinator).toEqual(Array(9).fill("GET /leaders"));
  expect(writes.agenda).toEqual([
    { request: "POST /auth/login", body: '{"username":"ana","password":"secreto"}' },
  ]);
  const unknown = await look(`${server.url}/_control/fail`, { json: { server: "agenda", path: "/", how: "x" } });
  expect(unknown.status).toBe(400);
});

test("rows lie on command, in turns too, and the truth says what they say (§5.3)", async ({ agenda }) => {
  const server = await agenda();
  const lie = (wish) => server.control("rows", { server: "coordinator", ...wish });
  const shown = { a: { leader: 7, status: null, nodes: ["x", "x"] }, b: "no row" };
  await lie({ path: "/leaders", body: shown });
  expect(await server.ask("/leaders")).toEqual(shown);
  const { shards } = (await server.control("truth")).tables;
  expect(shards).toEqual({ a: { shard: "a", ...shown.a, node_count: 2 } });
  await lie({ path: "/leaders", text: '{"a":{"term":1},"a":{"term":12345678901234567890}}' });
  expect((await look(`${server.url}/leaders`)).text).toContain("12345678901234567890");
  const [ours, theirs] = [[{ id: 41 }, { id: 42 }], [{ id: 41 }]];
  await lie({ path: "/events", turns: [ours, theirs] });
  const seen = [];
  for (const _ of [1, 2, 3]) seen.push(await server.ask("/events"));
  expect(seen).toEqual([ours, theirs, ours]);
  await lie({ path: "/events" });
  expect(await server.ask("/events")).toEqual([]);
  await server.control("rows", null);
  expect(await leader(server)).toBe(NODES[2]);
  const ana = await login(server);
  await server.control("rows", { server: "agenda", path: "/groups", body: [[7, "Siete", 1], { id: 8 }, null] });
  expect((await ana("/groups"))[1]).toHaveLength(3);
  const { groups } = (await server.control("truth")).tables;
  expect(groups).toEqual({ 7: { id: 7, name: "Siete", is_hierarchical: 1 }, 8: { id: 8 } });
  expect((await look(`${server.agendaUrl}/groups?token=x`)).status).toBe(401);
});

test("a token outlives the server when it has a folder (§4.1)", async ({ agenda }) => {
  const sessions = await mkdtemp(join(tmpdir(), "atalaya-e2e-"));
  const server = await agenda({ sessions });
  const ana = await login(server);
  await server.kill();
  await server.start();
  expect((await ana("/users"))[0]).toBe(200);
  await rm(sessions, { recursive: true });
});
