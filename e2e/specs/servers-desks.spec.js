// The desks hub speaks as contract 003 says; without this the other specs would prove nothing.
import { expect, test } from "../support/fixtures.js";
import { Wire as Socket, look as ask } from "../support/wire.js";

const DESKS = "/api/v1/desk/";
const VENTURE = "6b03eb3a6b9267aa754e47b3";

/** A bare WebSocket to the broker. */
class Wire extends Socket {
  constructor(server, options) {
    super(server.wsUrl, options);
  }

  async connect() {
    await this.heard('"type": "connection"');
    return this;
  }

  /** Everything that was sent so far has been worked through once this pong is there. */
  async settle() {
    const from = this.frames.length;
    this.send('{"type":"ping"}');
    return this.heard('"pong"', from);
  }

  actions() {
    const frames = this.frames.map((frame) => JSON.parse(frame)).filter(({ type }) => type === "desk_notification");
    return frames.map(({ action, desk }) => `${action} ${desk.name}`);
  }
}

const look = (server, path, { headers, ...init } = {}) =>
  ask(server.url + path, { ...init, headers: { accept: "application/json", ...headers } });
const post = (server, json) => look(server, DESKS, { method: "POST", json });
const brief = ({ status, json }) => [status, json];

test("the list is sorted, sliced oddly and not for other origins (hub 003 §1)", async ({ desks }) => {
  const server = await desks();
  const all = await look(server, DESKS);
  const sorted = ["Amatista", "Ejecutiva", "Koto", "Redonda", "Venture"];
  expect(all.json.results.map((row) => row.name.slice(5))).toEqual(sorted);
  expect(all.text).toContain(`{"count":5,"results":[{"desk_id":"6b03eb3a6b9267aa754e47b5","name":"Mesa Amatista",`);
  expect([all.type, all.headers.get("vary")]).toEqual(["application/json", "Accept, Cookie"]);
  const options = await look(server, DESKS, { method: "OPTIONS" });
  expect([options.status, options.json.parses[0]]).toEqual([200, "application/json"]);
  for (const answer of [all, options]) expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  const names = async (query) => (await look(server, DESKS + query)).json.results.map((row) => row.name.slice(5));
  expect(await names("?limit=2&offset=1")).toEqual(["Ejecutiva", "Koto"]);
  expect(await names("?offset=3")).toHaveLength(5);
  expect((await look(server, `${DESKS}?limit=0`)).json).toEqual({ count: 5, results: [] });
  const text = "Error al obtener las mesas: ";
  const number = `${text}invalid literal for int() with base 10: 'x'`;
  expect(brief(await look(server, `${DESKS}?limit=x`))).toEqual([500, { error: number }]);
  const slice = `${text}stop index must be greater than startindex for slice slice(0, -1, None)`;
  expect(brief(await look(server, `${DESKS}?limit=-1`))).toEqual([500, { error: slice }]);
  const page = await look(server, DESKS, { headers: { accept: "text/html" } });
  expect(page.type).toContain("text/html");
});

test("slashes, ids and verbs fail in three shapes and in HTML (§1)", async ({ desks }) => {
  const server = await desks();
  const any = { headers: { accept: "*/*" } };
  const seen = async (path, init) => {
    const { status, type } = await look(server, path, { ...any, ...init });
    return [status, type?.split(";")[0]];
  };
  expect(await seen("/api/v1/desk")).toEqual([301, "text/html"]);
  expect(await seen("/api/v1/desk", { method: "POST" })).toEqual([500, "text/html"]);
  expect(await seen(`${DESKS}${VENTURE}/`)).toEqual([404, "text/html"]);
  expect(await seen("/api/desk/")).toEqual([404, "text/html"]);
  expect(await seen(`${DESKS}abc`)).toEqual([500, "text/html"]);
  const traceback = await look(server, `${DESKS}abc`);
  expect([traceback.status, traceback.type]).toEqual([500, "text/plain; charset=utf-8"]);
  expect(traceback.text).toContain("ValidationError");
  const id = "6b03eb646b9267aa754e47b8";
  const none = { error: `No se encontró una mesa con id: ${id}` };
  for (const method of ["GET", "DELETE", "PATCH"]) {
    expect(brief(await look(server, DESKS + id, { method }))).toEqual([404, none]);
  }
  const put = await look(server, DESKS, { method: "PUT", json: {} });
  expect(brief(put)).toEqual([405, { detail: 'Method "PUT" not allowed.' }]);
});

test("what does not fit is refused as the framework refuses it (§1)", async ({ desks }) => {
  const server = await desks();
  const required = ["This field is required."];
  expect(brief(await post(server, {}))).toEqual([400, { name: required, width: required, height: required }]);
  expect((await post(server, { name: "", width: -1, height: "abc" })).json).toEqual({
    name: ["This field may not be blank."],
    width: ["Ensure this value is greater than or equal to 0."],
    height: ["A valid integer is required."],
  });
  expect((await post(server, { name: null, width: 1.5, height: null })).json).toEqual({
    name: ["This field may not be null."],
    width: ["A valid integer is required."],
    height: ["This field may not be null."],
  });
  const long = await post(server, { name: "x".repeat(101), width: 1, height: 1 });
  expect(long.json).toEqual({ name: ["Ensure this field has no more than 100 characters."] });
  const list = "Invalid data. Expected a dictionary, but got list.";
  expect((await post(server, [1])).json).toEqual({ non_field_errors: [list] });
  const raw = (body, type) => look(server, DESKS, { method: "POST", body, headers: { "content-type": type } });
  const parse = "JSON parse error - Expecting value: line 1 column 1 (char 0)";
  expect(brief(await raw("x", "application/json"))).toEqual([400, { detail: parse }]);
  const media = 'Unsupported media type "text/plain" in request.';
  expect(brief(await raw("x", "text/plain"))).toEqual([415, { detail: media }]);
  const form = await raw("name=F&width=12&height=3", "application/x-www-form-urlencoded");
  expect([form.status, form.json.width]).toEqual([201, 12]);
  const big = await post(server, { name: "big", width: String(2n ** 63n), height: 1 });
  expect([big.status, big.text]).toEqual([500, expect.stringContaining("OverflowError")]);
});

test("every change is sent to all, and a welcome counts (§1, §2)", async ({ desks }) => {
  const server = await desks();
  const [one, other] = [new Wire(server), new Wire(server)];
  await Promise.all([one.connect(), other.connect()]);
  const last = JSON.parse(other.frames[0]);
  expect(last.message).toBe("Conectado al servidor de notificaciones de mesas");
  expect([1, 2]).toContain(last.client_count);
  expect(last.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/);
  expect(one.socket.extensions).toContain("permessage-deflate");

  const made = await post(server, { name: "Mesa Ñ", width: "12", height: 3 });
  const { desk_id: id } = made.json;
  expect([made.status, made.text]).toEqual([201, `{"desk_id":"${id}","name":"Mesa Ñ","width":12,"height":3}`]);
  expect(Math.abs(parseInt(id.slice(0, 8), 16) - Date.now() / 1000)).toBeLessThan(5);
  const event = await one.heard('"created"');
  const message = "🪑 Nueva mesa creada: Mesa Ñ (12x3cm)";
  const created = { type: "desk_notification", action: "created", desk: made.json, message };
  expect(event).toEqual({ ...created, timestamp: expect.stringMatching(/Z$/) });
  expect(one.frames.at(-1)).toContain('"name": "Mesa \\u00d1", "width": 12');

  const item = DESKS + id;
  expect(brief(await look(server, item, { method: "PATCH", json: {} }))).toEqual([200, made.json]);
  expect((await other.heard('"updated"')).message).toBe("🔄 Mesa actualizada: Mesa Ñ - 12x3cm");
  const half = await look(server, item, { method: "PUT", json: { width: 1 } });
  expect(half.json).toEqual({ name: ["This field is required."], height: ["This field is required."] });
  const gone = await look(server, item, { method: "DELETE" });
  expect(brief(gone)).toEqual([200, { message: "Mesa 'Mesa Ñ' eliminada exitosamente", desk_id: id }]);
  const deleted = await one.heard('"deleted"');
  expect(deleted).toMatchObject({ desk: { desk_id: id, name: "Mesa Ñ" }, message: "🗑️ Mesa eliminada: Mesa Ñ" });
  expect(Object.keys(deleted.desk)).toEqual(["desk_id", "name"]);
  await other.heard('"deleted"');
  expect(other.actions()).toEqual(one.actions());
});

test("anybody can publish anything, and nonsense has no answer (§2)", async ({ desks }) => {
  const server = await desks();
  const [one, other] = [await new Wire(server).connect(), await new Wire(server).connect()];
  const forged = { type: "desk_created", desk: { desk_id: "fake", name: "<b>x</b>", width: "wide" } };
  one.send(JSON.stringify(forged), JSON.stringify(forged), '{"type":"desk_deleted"}');
  await other.heard('"deleted"');
  await one.heard('"deleted"');
  for (const wire of [one, other]) {
    const events = wire.frames.slice(1).map((frame) => JSON.parse(frame));
    expect(events.map(({ desk }) => desk)).toEqual([forged.desk, forged.desk, {}]);
    expect(events[0].message).toBe("🪑 Nueva mesa creada: <b>x</b> (widexNonecm)");
    expect(events[2].message).toBe("🗑️ Mesa eliminada: Sin nombre");
  }
  const before = one.frames.length;
  const nonsense = ["{", "[]", '"x"', "null", "{}", '{"type":"hello"}', '{"type":"desk_created","desk":null}'];
  one.send(...nonsense, Buffer.from('{"type":"ping"}'), '{"type":"ping","id":7}');
  const pong = await one.heard('"pong"');
  expect(Object.keys(pong)).toEqual(["type", "timestamp"]);
  expect(one.frames.length).toBe(before + 1);
  const { frames, sockets, opened } = await server.control("state");
  expect(frames.slice(3)).toEqual([
    ...nonsense,
    { binary_hex: Buffer.from('{"type":"ping"}').toString("hex") },
    '{"type":"ping","id":7}',
  ]);
  expect([sockets, opened]).toEqual([2, 2]);
  one.send("x".repeat(2 ** 20 + 1));
  await expect.poll(() => one.closed?.[0]).toBe(1009);
});

test("the seed's variant: another path, and frames as they came (§4)", async ({ desks }) => {
  const server = await desks({ path: "/api/desk", frames: "seed" });
  const wire = await new Wire(server).connect();
  const made = await look(server, "/api/desk/", { method: "POST", json: { name: "A", width: 1, height: 2 } });
  expect(made.status).toBe(201);
  const created = await wire.heard('"desk_created"');
  expect(created).toEqual({ type: "desk_created", desk: made.json, timestamp: expect.any(String) });
  await look(server, `/api/desk/${made.json.desk_id}`, { method: "DELETE" });
  await wire.heard('"desk_deleted"');
  const naive = `{"type":"desk_updated",  "desk":{"desk_id":"${VENTURE}"},"timestamp":"2026-11-23T07:29:46","more":1}`;
  wire.send(naive);
  await expect.poll(() => wire.frames.at(-1)).toBe(naive);
  expect((await look(server, DESKS)).status).toBe(404);
});

test("any frame goes out and any close code; 1006 is none", async ({ desks }) => {
  const server = await desks();
  const wire = await new Wire(server).connect();
  await server.control("frame", { text: "not JSON" });
  await server.control("frame", { binary_hex: "00ff" });
  await expect.poll(() => wire.frames.slice(1)).toEqual(["not JSON", "00ff"]);
  await server.control("close", { code: 1011, reason: "keepalive ping timeout" });
  await expect.poll(() => wire.closed).toEqual([1011, "keepalive ping timeout"]);
  const next = await new Wire(server).connect();
  await server.control("close", { code: 1006 });
  await expect.poll(() => next.closed).toEqual([1006, ""]);
});

test("a socket that answers no ping frame is closed with 1011 (§2)", async ({ desks }) => {
  const server = await desks({ pingInterval: 0.2 });
  const wire = await new Wire(server, { autoPong: false }).connect();
  await expect.poll(() => wire.closed).toEqual([1011, "keepalive ping timeout"]);
});

test("without its broker REST answers, and what happened is lost (§2)", async ({ desks }) => {
  const server = await desks();
  const wire = await new Wire(server).connect();
  await server.control("broker", { up: false });
  await expect.poll(() => wire.closed).toEqual([1006, ""]);
  const refused = new Wire(server);
  await expect.poll(() => refused.closed).toEqual([1006, ""]);
  const before = Date.now();
  expect((await post(server, { name: "Lost", width: 1, height: 1 })).status).toBe(201);
  expect(Date.now() - before).toBeLessThan(500);
  expect((await server.control("state")).broker).toBe(false);
  await server.control("broker", { up: true });
  const again = await new Wire(server).connect();
  await post(server, { name: "Heard", width: 1, height: 1 });
  await again.heard("Heard");
  expect(again.actions()).toEqual(["created Heard"]);
  expect((await look(server, DESKS)).json.count).toBe(7);
});

test("a mute broker answers pings and has forgotten everybody (§2)", async ({ desks }) => {
  const server = await desks();
  const wire = await new Wire(server).connect();
  await server.control("mute", { on: true });
  await post(server, { name: "Unheard", width: 1, height: 1 });
  await wire.settle();
  expect(wire.actions()).toEqual([]);
  expect(JSON.parse((await new Wire(server).connect()).frames[0]).client_count).toBe(1);
  await server.control("mute", { on: false });
  await post(server, { name: "Heard", width: 1, height: 1 });
  await wire.heard("Heard");
});

test("an update overtakes its creation, and a seed is sent to nobody (§2)", async ({ desks }) => {
  const server = await desks();
  const wire = await new Wire(server).connect();
  await server.control("delay", { ms: 300 });
  const { desk_id: id } = (await post(server, { name: "A", width: 1, height: 1 })).json;
  await look(server, DESKS + id, { method: "PATCH", json: { name: "B" } });
  await wire.heard('"created"');
  expect(wire.actions()).toEqual(["updated B", "created A"]);
  const odd = [{ name: "Z", width: null, height: "3" }, { desk_id: VENTURE, name: 5 }];
  const { desk_ids: ids } = await server.control("seed", { desks: odd });
  expect((await server.control("truth")).tables.desks).toEqual({
    [ids[0]]: { desk_id: ids[0], ...odd[0] },
    [VENTURE]: odd[1],
  });
  expect((await look(server, DESKS)).json.results.map((row) => row.name)).toEqual([5, "Z"]);
  await wire.settle();
  expect(wire.actions()).toHaveLength(2);
});

test("faults and the log are those of every Django server", async ({ desks }) => {
  const server = await desks();
  const after = async (how, more = {}) => {
    await server.control("fail", { path: DESKS, method: "GET", how, ...more });
    return look(server, DESKS);
  };
  expect(brief(await after("500"))).toEqual([500, { error: expect.stringContaining("Error al obtener las mesas: ") }]);
  expect((await after("html")).type).toContain("text/html");
  expect((await look(server, DESKS)).status).toBe(200);
  expect((await after("shape")).json).toEqual({ count: 5 });
  expect((await after("error200")).json).toEqual({ error: expect.any(String) });
  expect(brief(await after("hang", { seconds: 0.2 }))[0]).toBe(500);
  await server.control("fail", { path: DESKS, how: "truncated" });
  await expect(server.ask(DESKS)).rejects.toThrow(/JSON/);
  await server.control("slow", { seconds: 0.2 });
  const before = Date.now();
  await post(server, { name: "A", width: 1, height: 1 });
  expect(Date.now() - before).toBeGreaterThanOrEqual(200);
  const { requests, writes } = await server.control("state");
  expect(requests.at(-1)).toBe(`POST ${DESKS}`);
  expect(writes).toEqual([{ request: `POST ${DESKS}`, body: '{"name":"A","width":1,"height":1}' }]);
});
