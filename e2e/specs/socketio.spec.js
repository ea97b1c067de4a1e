// The npm Socket.IO server: what Flask-SocketIO lacks.
import { profile } from "../hubs/socketio-profile.js";
import { expect, test } from "../support/fixtures.js";

const hub = (server, wish, more = {}) => ({
  id: "bench",
  name: "Banco",
  profile: profile(wish),
  url: server.url,
  ...more,
});

test("a message that asks for an ack is shown", async ({ socketio, console }) => {
  const server = await socketio();
  const app = await console([hub(server)]);
  await app.online("bench");
  const { ids } = await server.control("ask", {});
  await app.unread(1);
  await app.openInbox();
  await expect(app.notification(ids[0])).toContainText("¿Recibido?");
});

test("a binary event with two attachments is shown", async ({ socketio, console }) => {
  const server = await socketio();
  const app = await console([hub(server)]);
  await app.online("bench");
  const { ids } = await server.control("binary", {});
  await server.control("notify", { title: "El siguiente" });
  await app.unread(2);
  await app.openInbox();
  await expect(app.notification(ids[0])).toContainText("Con bytes");
});

test("a namespace of its own", async ({ socketio, console }) => {
  const server = await socketio();
  const app = await console([hub(server, { namespace: "/watch" })]);
  await app.online("bench");
  await server.control("notify", { title: "Para otros" });
  await server.control("notify", { namespace: "/watch", title: "Para nosotros" });
  await app.unread(1);
  await app.openInbox();
  await expect(app.notifications).toHaveText([/Para nosotros/]);
});

test("a namespace that wants a token refuses, says why, and is asked again only slowly", async ({
  socketio,
  console,
}) => {
  const server = await socketio();
  const app = await console([hub(server, { namespace: "/guarded" })]);
  await expect(app.link("bench")).toHaveAttribute("data-state", "waiting");
  const { box } = await app.openLink("bench");
  await expect(box).toContainText("this namespace wants a token");
  await app.page.waitForTimeout(3_000);
  await expect(app.link("bench")).toHaveAttribute("data-state", "waiting");
});

test("connection state recovery: the hub repeats what was missed", async ({ socketio, console }) => {
  const server = await socketio({ recovery: true });
  const app = await console([hub(server)]);
  await app.online("bench");
  const first = await server.control("notify", {});
  await app.unread(1);
  const missed = await server.control("cut", { count: 3 });
  await app.unread(4, 15_000);
  await app.online("bench");
  await expect(app.link("bench")).toHaveAttribute("data-recovery", "replay");
  expect((await server.control("state")).handshakes.at(-1).recovered).toBe(true);
  await app.openInbox();
  await expect.poll(async () => (await app.ids()).sort()).toEqual([...first.ids, ...missed.ids].sort());
  await expect(app.gaps).toHaveCount(0);
});

test("without recovery and without a list the gap is drawn, and is not unread", async ({ socketio, console }) => {
  const server = await socketio();
  const app = await console([hub(server)]);
  await app.online("bench");
  await server.control("notify", {});
  await app.unread(1);
  await server.control("cut", { count: 2 });
  await expect(app.link("bench")).toHaveAttribute("data-recovery", "gap", { timeout: 15_000 });
  await server.control("notify", { title: "Tras el hueco" });
  await app.unread(2);
  await app.openInbox();
  await expect(app.gaps).toHaveCount(1);
  await expect(app.gaps).toHaveAttribute("data-hub", "bench");
  const [from, to] = await app.gaps.evaluate((gap) => [gap.dataset.from, gap.dataset.to]);
  expect(new Date(from).getTime() || Number(from)).toBeLessThan(new Date(to).getTime() || Number(to));
});

for (const ping of [true, false]) {
  test(`WebSocket only, ${ping ? "with" : "without"} a ping of the profile's`, async ({ socketio, console }) => {
    const server = await socketio({ transports: "websocket", pingInterval: 500, pingTimeout: 500 });
    const app = await console([hub(server, { ping })]);
    await app.online("bench");
    await app.page.waitForTimeout(3_000);
    await app.online("bench", 100);
    expect((await server.control("state")).handshakes.length).toBe(1);
  });
}

test("polling only: found after the WebSocket failed, and it stays", async ({ socketio, console }) => {
  const server = await socketio({ transports: "polling", pingInterval: 1_000, pingTimeout: 1_000 });
  const app = await console([hub(server)]);
  await app.online("bench", 25_000);
  await server.control("notify", { count: 30 });
  await app.unread(30);
  await app.page.waitForTimeout(3_000);
  await app.online("bench", 100);
  const { handshakes } = await server.control("state");
  expect(handshakes.map((one) => one.transport)).toEqual(["polling"]);
});

test("polling first where the WebSocket was refused once, then upgraded, nothing lost", async ({
  socketio,
  console,
}) => {
  const server = await socketio({ refuseFirstWebsocket: true });
  const app = await console([hub(server)]);
  await app.online("bench", 25_000);
  await server.control("notify", { count: 20 });
  await app.unread(20);
  await expect.poll(async () => (await server.control("state")).transports).toEqual(["websocket"]);
  await server.control("notify", { count: 20 });
  await app.unread(40);
});

for (const close of [false, true]) {
  test(`the server's own disconnect is no end, connection ${close ? "closed" : "left open"}`, async ({
    socketio,
    console,
  }) => {
    const server = await socketio();
    const app = await console([hub(server)]);
    await app.online("bench");
    await app.recordStates("bench");
    await server.control("disconnect", { close });
    await expect.poll(async () => (await server.control("state")).handshakes.length, { timeout: 15_000 }).toBe(2);
    await app.online("bench");
    expect((await app.states()).length, "it was seen to be away").toBeGreaterThan(1);
    await server.control("notify", {});
    await app.unread(1);
  });
}

test("rows come, change and go over the socket", async ({ socketio, console }) => {
  const server = await socketio();
  const app = await console([hub(server)], { path: "/hub/bench" });
  await expect(app.table("parts")).toHaveAttribute("aria-rowcount", "3");
  await server.control("frame", { event: "part", args: [{ id: "b", name: "Beta", size: 22 }] });
  await expect(app.cell("parts", "b", "size")).toHaveText("22");
  await server.control("frame", { event: "part", args: [{ id: "c", name: "Gama", size: 3 }] });
  await expect(app.table("parts")).toHaveAttribute("aria-rowcount", "4");
  await server.control("frame", { event: "gone", args: [{ id: "a" }] });
  await expect(app.row("parts", "a")).toHaveCount(0);
  // A list of the wrong type changes nothing.
  await server.control("frame", { event: "rows", args: ["none"] });
  await server.control("frame", { event: "part", args: [{ id: "d", name: "Delta", size: 4 }] });
  await expect(app.table("parts")).toHaveAttribute("aria-rowcount", "4");
});
