// The block storage hub speaks as contract 000 says; without this the other specs would prove nothing.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "../support/fixtures.js";
import { look as ask } from "../support/wire.js";

const MIB = 1024 * 1024;

const look = (server, path, init) => ask(server.url + path, init);
/** Upload as the page does. */
function upload(server, name, size) {
  const form = new FormData();
  form.append("file", new Blob([Buffer.alloc(size, name)]), name);
  return look(server, "/api/files/upload/", { method: "POST", body: form });
}

const listed = async (server) => (await server.ask("/api/nodes/")).nodes.map((node) => node.node_id);
const download = (server, id) => look(server, `/api/files/download/?file_id=${encodeURIComponent(id)}`);
const info = (server, id) => look(server, `/api/files/info/?file_id=${encodeURIComponent(id)}`);
const remove = (server, body) => look(server, "/api/files/delete/", { method: "POST", body });
const refusal = ({ status, json }) => [status, json?.error];

test("methods, slashes and headers are Django's, and nothing is for other origins (hub 000 §1)", async ({ blocks }) => {
  const server = await blocks();
  const nodes = await look(server, "/api/nodes/", { headers: { origin: "http://other.example" } });
  expect(nodes.json.nodes.map((node) => [node.node_id, node.shared_space_size / MIB, node.is_alive])).toEqual([
    ["nodo1", 50, true],
    ["nodo2", 70, true],
    ["nodo3", 100, true],
  ]);
  expect(nodes.headers.get("access-control-allow-origin")).toBeNull();
  expect(nodes.headers.get("x-frame-options")).toBe("DENY");
  expect((await look(server, "/api/nodes")).status).toBe(301);
  expect((await look(server, "/api/nodes/", { method: "HEAD" })).status).toBe(405);
  const options = await look(server, "/api/files/upload/", { method: "OPTIONS" });
  expect([options.status, options.headers.get("allow"), options.text]).toEqual([405, "POST", ""]);
  const posted = await look(server, "/api/nodes/", { method: "POST" });
  expect([posted.status, posted.text]).toEqual([403, expect.stringContaining("CSRF")]);
  const unslashed = await look(server, "/api/cleanup", { method: "POST" });
  expect([unslashed.status, unslashed.text]).toEqual([500, expect.stringContaining("RuntimeError")]);
  expect((await look(server, "/")).headers.get("content-type")).toContain("text/html");
  expect(await server.ask("/api/get-coordinator-host/")).toEqual({ coordinator_host: "127.0.0.1" });
  const elsewhere = await look(server, "/api/files/?coordinator_host=10.0.0.9");
  expect(refusal(elsewhere)).toEqual([500, "No se pudo conectar al coordinador en 10.0.0.9"]);
});

test("a file is cut into blocks, comes back whole and is deleted (§2)", async ({ blocks }) => {
  const server = await blocks();
  const made = await upload(server, "añó 1.bin", 3_500_000);
  expect(made.json).toEqual({ success: true, message: "Archivo subido exitosamente", file_id: expect.any(String) });
  const id = made.json.file_id;
  expect(id).toMatch(/^añó 1\.bin_\d{10}$/);
  expect(made.text).toContain("a\\u00f1\\u00f3");
  const { files } = await server.ask("/api/files/");
  expect(files).toEqual([expect.objectContaining({ file_id: id, size: 3_500_000, num_blocks: 4 })]);
  expect(files[0].upload_date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/);
  const rows = (await info(server, id)).json.blocks;
  expect(rows.map((row) => row.next_block_id)).toEqual(["nodo1002", "nodo1003", "nodo1004", null]);
  expect(rows[3]).toEqual({
    ...{ block_id: "nodo1004", status: "REPLICATED", file_id: id, block_number: 3 },
    ...{ primary_node_id: "nodo1", replica_node_id: "nodo2", next_block_id: null },
  });
  const { table } = await server.ask("/api/blocks/");
  expect(table).toMatchObject({ total_blocks: 220, free_blocks: 216, used_blocks: 4 });
  expect(table.file_blocks).toEqual({ [id]: ["nodo1001", "nodo1002", "nodo1003", "nodo1004"] });
  expect(table.node_block_ranges.nodo2).toEqual({ start: 50, end: 120 });
  expect(table.blocks).toHaveLength(220);
  expect(table.blocks[4]).toMatchObject({ status: "FREE", file_id: "", block_number: -1, replica_node_id: null });
  const back = await download(server, id);
  expect(back.bytes.equals(Buffer.alloc(3_500_000, "añó 1.bin"))).toBe(true);
  expect(back.headers.get("content-type")).toBe("application/octet-stream");
  // The name is raw Latin-1, which is how fetch reads headers.
  expect(back.headers.get("content-disposition")).toBe('attachment; filename="añó 1.bin"');
  expect((await remove(server, JSON.stringify({ file_id: id }))).json.success).toBe(true);
  expect((await server.ask("/api/blocks/")).table.free_blocks).toBe(220);
});

test("what is missing is a 400, what is unknown a 500 (§2)", async ({ blocks }) => {
  const server = await blocks();
  expect(refusal(await info(server, ""))).toEqual([400, "No se proporcionó file_id"]);
  expect(refusal(await look(server, "/api/files/download/"))).toEqual([400, "No se proporcionó file_id"]);
  expect(refusal(await remove(server, "{"))).toEqual([400, "Datos inválidos"]);
  expect(refusal(await remove(server, "{}"))).toEqual([400, "No se proporcionó file_id"]);
  const none = await look(server, "/api/files/upload/", { method: "POST", body: new FormData() });
  expect(refusal(none)).toEqual([400, "No se proporcionó archivo"]);
  expect(refusal(await upload(server, "empty.txt", 0))).toEqual([500, "Datos incompletos"]);
  expect(refusal(await info(server, "x_1"))).toEqual([500, "Error obteniendo información del archivo"]);
  expect(refusal(await download(server, "x_1"))).toEqual([500, "Error descargando archivo"]);
  expect(refusal(await remove(server, '{"file_id":"x_1"}'))).toEqual([500, "Error eliminando archivo"]);
});

test("a killed node is listed a while, its replica serves, and two gone are one too many (§5)", async ({ blocks }) => {
  const server = await blocks();
  const { file_id: id } = (await upload(server, "a.txt", 10)).json;
  await server.control("node", { node_id: "nodo1", action: "kill", after_s: 0.4 });
  expect(await listed(server)).toContain("nodo1");
  expect((await download(server, id)).status).toBe(200);
  // One copy of this is lost already, which nothing reports.
  expect((await upload(server, "b.txt", 10)).status).toBe(200);
  await expect.poll(() => listed(server), { intervals: [50] }).toEqual(["nodo2", "nodo3"]);
  expect((await server.ask("/api/blocks/")).table.total_blocks).toBe(220);
  await server.control("node", { node_id: "nodo2", action: "kill" });
  expect(await listed(server)).toEqual(["nodo3"]);
  expect(refusal(await download(server, id))).toEqual([500, "Error descargando archivo"]);
  expect(refusal(await upload(server, "c.txt", 10))).toEqual([500, "Se necesitan al menos 2 nodos activos"]);
});

test("with a hung node an upload times out and is stored, a download times out (§5)", async ({ blocks }) => {
  const server = await blocks({ recvTimeout: 0.2 });
  const { file_id: id } = (await upload(server, "a.txt", 10)).json;
  await server.control("node", { node_id: "nodo1", action: "hang" });
  expect(refusal(await download(server, id))).toEqual([500, "timed out"]);
  expect(refusal(await upload(server, "b.txt", 10))).toEqual([500, "timed out"]);
  expect((await server.ask("/api/files/")).files.map((file) => file.filename)).toEqual(["a.txt", "b.txt"]);
});

test("a node that joins empties file_blocks for ever (§5)", async ({ blocks }) => {
  const server = await blocks({ nodes: "2,2" });
  const { file_id: id } = (await upload(server, "a.txt", 10)).json;
  const [{ port }] = (await server.ask("/api/nodes/")).nodes;
  await server.control("node", { node_id: "nodo1", action: "kill" });
  const { nodes } = await server.control("node", { node_id: "nodo1", action: "join" });
  expect(nodes.map((node) => node.node_id)).toEqual(["nodo2", "nodo1"]);
  expect(nodes[1].port).not.toBe(port);
  expect((await info(server, id)).json.blocks).toEqual([]);
  const empty = await download(server, id);
  expect([empty.status, empty.headers.get("content-length")]).toEqual([200, "0"]);
  expect((await remove(server, JSON.stringify({ file_id: id }))).json.success).toBe(true);
  expect((await server.ask("/api/blocks/")).table).toMatchObject({ used_blocks: 1, file_blocks: {} });
  // One that is out while another registers loses its rows.
  await server.control("node", { node_id: "nodo1", action: "kill" });
  await server.control("node", { node_id: "nodo3", action: "join", blocks: 3 });
  const { table } = await server.ask("/api/blocks/");
  expect(Object.keys(table.node_block_ranges)).toEqual(["nodo2", "nodo3"]);
  expect(table.total_blocks).toBe(5);
});

test("a coordinator that comes back knows its files and nothing else (§5)", async ({ blocks }) => {
  const server = await blocks({ recvTimeout: 0.2 });
  const { file_id: id } = (await upload(server, "a.txt", 10)).json;
  await server.control("coordinator", { up: true, hung: true });
  expect(refusal(await look(server, "/api/nodes/"))).toEqual([500, "timed out"]);
  await server.control("coordinator", { up: false });
  expect(refusal(await look(server, "/api/nodes/"))).toEqual([500, "No se pudo conectar al coordinador en 127.0.0.1"]);
  expect((await server.ask("/api/events/")).count).toBe(0);
  await server.control("coordinator", { up: true });
  expect(await listed(server)).toEqual([]);
  expect(refusal(await look(server, "/api/blocks/"))).toEqual([500, "Error obteniendo tabla de bloques"]);
  expect((await info(server, id)).status).toBe(500);
  await server.control("node", { node_id: "nodo2", action: "join" });
  expect((await server.ask("/api/blocks/")).table).toMatchObject({ total_blocks: 70, free_blocks: 70 });
  expect((await server.ask("/api/files/")).files).toHaveLength(1);
  expect((await download(server, id)).bytes).toHaveLength(0);
});

test("a cleanup leaves no nodes and a table that contradicts itself (§2, §5)", async ({ blocks }) => {
  const server = await blocks();
  await upload(server, "a.txt", 10);
  await server.control("node", { node_id: "nodo1", action: "kill" });
  const message = "Sistema limpiado exitosamente";
  const details = { message, files_deleted: 1, nodes_disconnected: 2 };
  const cleaned = await look(server, "/api/cleanup/", { method: "POST" });
  expect(cleaned.json).toEqual({ success: true, message, details });
  expect(await listed(server)).toEqual([]);
  const { table } = await server.ask("/api/blocks/");
  expect(table).toMatchObject({ total_blocks: 220, free_blocks: 0, used_blocks: 220, blocks: [] });
});

test("events are empty with two processes and true with one (§4)", async ({ blocks }) => {
  const [two, one] = [await blocks({ tick: 0.05 }), await blocks({ tick: 0.05, oneproc: true })];
  for (const server of [two, one]) {
    for (const node of ["nodo3", "nodo2"]) {
      await server.control("node", { node_id: node, action: "kill" });
      await sleep(150);
    }
  }
  const { events, count, timestamp } = await one.ask("/api/events/?since=0");
  const data = { node_id: "nodo3", address: "127.0.0.1", port: expect.any(Number) };
  expect(events[0]).toEqual({ type: "NODE_DISCONNECTED", timestamp: expect.any(Number), data });
  expect([count, Math.abs(timestamp - Date.now() / 1000) < 5]).toEqual([2, true]);
  const since = async (text) => (await one.ask(`/api/events/?since=${text}`)).count;
  const counts = await Promise.all([events[0].timestamp, events[1].timestamp, "-1", "x", "nan", "1e400"].map(since));
  expect(counts).toEqual([1, 0, 2, 2, 2, 0]);
  expect((await two.ask("/api/events/?since=0")).events).toEqual([]);
});

test("a path fails in each way, so many times", async ({ blocks }) => {
  const server = await blocks();
  const path = "/api/nodes/";
  const after = async (how, more = {}) => {
    await server.control("fail", { path, how, ...more });
    return look(server, path);
  };
  expect(refusal(await after("500", { times: 2 }))).toEqual([500, "No se pudo conectar al coordinador en 127.0.0.1"]);
  expect((await look(server, path)).status).toBe(500);
  expect((await look(server, path)).status).toBe(200);
  const page = await after("html");
  expect([page.status, page.text.slice(0, 15)]).toEqual([500, "<!DOCTYPE html>"]);
  const empty = await after("empty");
  expect([empty.status, empty.text]).toEqual([200, ""]);
  const half = await after("truncated");
  expect([half.status, half.text.slice(0, 10), half.json]).toEqual([200, '{"nodes": ', undefined]);
  expect((await after("shape")).json).toMatchObject({ type: "NODE_DISCONNECTED", node_id: "nodo3" });
  expect((await after("error200")).json).toEqual({ error: expect.any(String) });
  const before = Date.now();
  expect(refusal(await after("hang", { seconds: 0.3 }))).toEqual([500, "timed out"]);
  expect(Date.now() - before).toBeGreaterThanOrEqual(300);
  await server.control("fail", { path: "/api/files/upload/", method: "POST", how: "late500" });
  expect(refusal(await upload(server, "late.txt", 10))).toEqual([500, "Respuesta inválida del coordinador"]);
  expect((await server.ask("/api/files/")).files).toHaveLength(1);
  await expect(server.control("fail", { path, how: "nonsense" })).rejects.toThrow("400");
});

test("listings lie on command, answers come late, and the log says who asked what", async ({ blocks }) => {
  const server = await blocks({ nodes: "1,1" });
  const { file_id: id } = (await upload(server, "a.txt", 10)).json;
  await server.control("duplicate", { what: "files", id });
  expect((await server.ask("/api/files/")).files.map((file) => file.file_id)).toEqual([id, id]);
  const rows = [{ node_id: "nodo1", port: "x" }, { node_id: 7, port: null }, { port: 3 }, ["nodo2"], null];
  await server.control("raw_rows", { table: "nodes", rows });
  expect((await server.ask("/api/nodes/")).nodes).toEqual(rows);
  const { tables } = await server.control("truth");
  expect(tables.nodes).toEqual({ nodo1: rows[0], 7: rows[1] });
  expect([Object.keys(tables.files), Object.keys(tables.blocks)]).toEqual([[id], ["nodo1001", "nodo2001"]]);
  await server.control("raw_rows", null);
  expect(await listed(server)).toEqual(["nodo1", "nodo2"]);
  await server.control("slow", { seconds: 0.3 });
  const before = Date.now();
  await server.ask("/api/events/?since=1");
  expect(Date.now() - before).toBeGreaterThanOrEqual(300);
  const { requests, writes } = await server.control("state");
  expect(requests.at(-1)).toBe("GET /api/events/?since=1");
  const files = { file: { filename: "a.txt", size: 10 } };
  expect(writes).toEqual([{ request: "POST /api/files/upload/", body: { fields: {}, files } }]);
});

test("a node that flaps goes and comes back (§5)", async ({ blocks }) => {
  const server = await blocks();
  await server.control("flap", { node_id: "nodo1", times: 2, apart_s: 0.25 });
  for (const there of [false, true, false, true]) {
    await expect.poll(async () => (await listed(server)).includes("nodo1"), { intervals: [20] }).toBe(there);
  }
  await expect.poll(async () => (await server.control("state")).flapping, { intervals: [50] }).toBe(0);
});
