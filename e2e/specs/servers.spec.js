// The test servers speak as their contract says; without this the other specs would prove nothing.
import WebSocket from "ws";
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

/** A bare WebSocket: every text frame in order, and how it closed. */
class Wire {
  frames = [];
  closed;

  constructor(server, path = "/socket.io/?EIO=4&transport=websocket") {
    this.socket = new WebSocket(server.url.replace("http", "ws") + path, { origin: "http://evil.example" });
    this.socket.on("message", (data, binary) => this.frames.push(binary ? data : data.toString()));
    this.socket.on("close", (code) => (this.closed = code));
    this.socket.on("error", () => {});
  }

  send(...frames) {
    frames.forEach((frame) => this.socket.send(frame));
  }

  /** Wait for a frame that begins so, from frame `from` on; gives its index. */
  async heard(start, from = 0) {
    const at = () => this.frames.findIndex((frame, index) => index >= from && String(frame).startsWith(start));
    await expect.poll(at, { message: `a frame that begins with ${start}` }).toBeGreaterThanOrEqual(0);
    return at();
  }

  async connect(namespace = "") {
    await this.heard("0{");
    this.send(`40${namespace}`);
    return this.heard(`40${namespace}{`);
  }
}

for (const mode of ["threading", "eventlet"]) {
  test.describe(`portal, ${mode}`, () => {
    test("two events come before the CONNECT answer (hub 002 §1.1)", async ({ portal }) => {
      const wire = new Wire(await portal({ mode }));
      const answered = await wire.connect();
      expect(await wire.heard('42["recent_notifications"')).toBeLessThan(answered);
      expect(await wire.heard('42["initial_stats"')).toBeLessThan(answered);
      expect(wire.frames[0]).toContain('"pingInterval":25000,"maxPayload":1000000');
    });

    test("what does not fit is answered by silence, and an ack has no arguments (§1.3)", async ({ portal }) => {
      const wire = new Wire(await portal({ mode }));
      await wire.connect();
      wire.send('421["get_notifications"]', '422["ping",{}]', '423["nobody listens"]', '424["ping"]');
      await wire.heard("434[]");
      expect(wire.frames.filter((frame) => /^43[123]/.test(frame))).toEqual([]);
      wire.send("40/admin,", "40");
      await wire.heard('44/admin,"Unable to connect"');
      await wire.heard('44"Unable to connect"');
    });

    test("marking read over the socket reaches only the sender, over REST everybody (§2.1)", async ({ portal }) => {
      const server = await portal({ mode });
      const [one, other] = [new Wire(server), new Wire(server)];
      await Promise.all([one.connect(), other.connect()]);
      const { notifications } = await server.ask("/api/notifications");
      one.send(`42["mark_notification_read",{"notification_id":"${notifications[0].id}"}]`);
      await one.heard('42["notification_marked_read",{"notification_id"');
      one.send('42["mark_notification_read",{"notification_id":"none"}]');
      await expect.poll(() => one.frames.at(-1)).toContain('"success":false');
      expect(other.frames.filter((frame) => frame.includes("marked_read"))).toEqual([]);
      await server.ask(`/api/notifications/${notifications[0].id}/read`, {});
      await other.heard('42["notification_marked_read"');
      const gone = await look(`${server.url}/api/notifications/none/read`, { method: "POST" });
      expect([gone.status, gone.json]).toEqual([404, { error: "Notification not found" }]);
    });

    test("it keeps 100, counts unread up to 100 and slices oddly (§2.3, §3)", async ({ portal }) => {
      const server = await portal({ mode });
      await server.control("burst", { count: 130 });
      const list = async (limit) => server.ask(`/api/notifications?limit=${limit}`);
      expect(await list(5)).toMatchObject({ total: 5, unread_count: 100 });
      expect((await list(0)).total).toBe(100);
      expect((await list(-1)).total).toBe(99);
      expect((await list("x")).total).toBe(50);
      const { notifications } = await list(0);
      const ids = notifications.map((one) => one.id);
      expect(ids).toEqual([...ids].sort().reverse());
      expect(notifications[0].timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+$/);
    });

    test("frames overtake each other on command, and deaf sockets hear no more (§2.3, §4)", async ({ portal }) => {
      const server = await portal({ mode, pingInterval: 0.3, pingTimeout: 0.3 });
      const wire = new Wire(server);
      wire.socket.on("message", (data) => data.toString() === "2" && wire.send("3"));
      await wire.connect();
      await server.control("burst", { count: 40, shuffle: true });
      const announced = () => wire.frames.filter((frame) => frame.startsWith('42["new_notification"'));
      await expect.poll(() => announced().length).toBe(40);
      const ids = announced().map((frame) => JSON.parse(frame.slice(2))[1].notification.id);
      expect(ids).not.toEqual([...ids].sort());
      await server.control("deaf", {});
      const before = wire.frames.length;
      await server.ask("/api/notifications/test", { title: "nobody hears" });
      await new Promise((done) => setTimeout(done, 700));
      expect(wire.frames.slice(before)).toEqual([]);
    });

    test("a dropped connection has no close frame (§1.3)", async ({ portal }) => {
      const server = await portal({ mode });
      const wire = new Wire(server);
      await wire.connect();
      await server.control("drop", {});
      await expect.poll(() => wire.closed).toBe(1006);
    });

    test("a change of state is announced once, and /status stays old for a minute (§4)", async ({ portal }) => {
      const server = await portal({ mode });
      const wire = new Wire(server);
      await wire.connect();
      expect((await server.ask("/status")).count).toBe(5);
      await server.control("dataset", { id: "ine_censo", status: "down", http_code: 404 });
      await server.ask("/check", {});
      await wire.heard('42["new_notification"');
      const down = async () => (await server.ask("/status")).results.filter((row) => row.status === "down").length;
      expect(await down()).toBe(0);
      await look(`${server.url}/admin/cache`, { method: "DELETE" });
      expect(await down()).toBe(1);
    });

    test("without CORS neither its answers nor its sockets are for other origins", async ({ portal }) => {
      const server = await portal({ mode, noCors: true });
      const answer = await look(`${server.url}/health`, { headers: { origin: "http://other.example" } });
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      const wire = new Wire(server);
      await expect.poll(() => wire.closed).toBe(1006);
      expect(wire.frames).toEqual([]);
    });
  });
}

test("eventlet: a notification from a native thread leaves every socket deaf (§4)", async ({ portal }) => {
  const server = await portal({ mode: "eventlet" });
  const wire = new Wire(server);
  await wire.connect();
  await server.control("dataset", { id: "ine_censo", status: "down", error: "ReadTimeout" });
  const before = wire.frames.length;
  await server.control("tick", {});
  await expect.poll(async () => (await server.control("state")).notifications.length).toBe(2);
  await server.ask("/api/notifications/test", { title: "after" });
  await new Promise((done) => setTimeout(done, 1_000));
  expect(wire.frames.slice(before)).toEqual([]);
  const late = new Wire(server);
  await late.connect();
  expect(late.frames[await late.heard('42["recent_notifications"')]).toContain("ReadTimeout");
});

test.describe("npm socket.io", () => {
  test("acks, binary, a guarded namespace and its own disconnect", async ({ socketio }) => {
    const server = await socketio();
    const wire = new Wire(server);
    await wire.connect();
    await server.control("ask", {});
    const asked = wire.frames[await wire.heard("420[")];
    expect(asked).toContain("¿Recibido?");
    wire.send('430["yes"]');
    await expect.poll(async () => (await server.control("state")).acks).toEqual([{ lost: false, answer: ["yes"] }]);
    await server.control("binary", {});
    await wire.heard('452-["notification"');
    await expect.poll(() => wire.frames.filter((frame) => Buffer.isBuffer(frame)).length).toBe(2);
    wire.send('40/guarded,{"token":"wrong"}');
    await wire.heard('44/guarded,{"message":"this namespace wants a token"');
    wire.send('40/guarded,{"token":"secret"}');
    await wire.heard("40/guarded,{");
    await server.control("disconnect", {});
    await wire.heard("41");
  });

  test("a client that comes back with pid and offset gets what it missed", async ({ socketio }) => {
    const server = await socketio({ recovery: true });
    const wire = new Wire(server);
    const { pid } = JSON.parse(wire.frames[await wire.connect()].slice(2));
    await server.control("notify", {});
    const offset = JSON.parse(wire.frames[await wire.heard('42["notification"')].slice(2)).at(-1);
    const { ids } = await server.control("cut", { count: 2 });
    const again = new Wire(server);
    await again.heard("0{");
    again.send(`40${JSON.stringify({ pid, offset })}`);
    for (const id of ids) await again.heard(`42["notification",{"id":"${id}"`);
  });

  for (const [transports, refused] of [
    ["websocket", "polling"],
    ["polling", "websocket"],
  ]) {
    test(`${transports} only`, async ({ socketio }) => {
      const server = await socketio({ transports });
      const polled = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
      expect(polled.status).toBe(refused === "polling" ? 400 : 200);
      const wire = new Wire(server);
      if (refused === "polling") await wire.connect();
      else await expect.poll(() => wire.closed).toBe(1006);
    });
  }

  test("the first WebSocket is refused, the next one is not", async ({ socketio }) => {
    const server = await socketio({ refuseFirstWebsocket: true });
    const first = new Wire(server);
    await expect.poll(() => first.closed).toBe(1006);
    await new Wire(server).connect();
  });
});
