// What hubs in the field say on the wire: odd handshakes, refusals that pass, frames that are not quite JSON.
import { once } from "node:events";
import { createServer } from "node:http";
import * as bench from "../support/bench.js";
import { expect } from "../support/fixtures.js";
import { forward } from "../support/proxy.js";
import { profile as workbench } from "../hubs/socketio-profile.js";

const { test } = bench;
const row = (id, n) => ({ kind: "row", row: { id, name: `Fila ${id}`, n } });
/** Open a hub's connection; gives the sentence that says why it is not heard. */
const why = async (app) => (await app.openLink("x")).box.locator("[data-testid=why]");
/** Upgrades that reached the hub. */
const upgrades = async (server, path = "/live") => (await bench.asked(server, path)).length;

test.describe("a handshake whose numbers are written as Python or JavaScript writes them", () => {
  const rest = '"sid":"s","upgrades":[]';
  const odd = [
    `{${rest},"pingInterval":25000,"pingTimeout":20000,"maxPayload":100000000.0}`,
    `{${rest},"pingInterval":25000.0,"pingTimeout":1234.5,"maxPayload":null}`,
    `{${rest},"pingInterval":25000,"pingTimeout":1e21,"maxPayload":1e+21}`,
    '{"sid":"s","upgrades":null,"pingInterval":25000,"pingTimeout":20000,"maxPayload":1500000.5}',
  ];
  for (const handshake of odd) {
    test(handshake, async ({ field, console }) => {
      const server = await field();
      await server.control("engine", { handshake });
      const app = await bench.open(console, server, bench.socketio());
      await app.online("x", 5_000);
      await server.control("packet", { text: '42["row",{"id":"a","name":"Uno","n":1}]' });
      await expect(app.cell("t", "a", "name")).toHaveText("Uno");
    });
  }
});

test("a namespace refused because of a database comes back by itself, and its words are shown meanwhile", async ({ field, console }) => {
  test.setTimeout(120_000);
  const server = await field();
  await server.control("engine", { connect: ['44{"message":"db unavailable"}'] });
  const app = await bench.open(console, server, bench.socketio());
  await expect(await why(app)).toContainText("db unavailable");
  await new Promise((go) => setTimeout(go, 15_000));
  expect((await bench.asked(server, "/socket.io/")).length, "requests while it refused").toBeLessThan(25);
  await server.control("engine", {});
  await app.online("x", 60_000);
});

test("an event that asks for an acknowledgement gets one", async ({ field, console }) => {
  const server = await field();
  const app = await bench.open(console, server, bench.socketio());
  await app.online("x");
  await server.control("packet", { text: '4217["note",{"id":"1","title":"¿Recibido?"}]' });
  await app.unread(1);
  await expect.poll(async () => (await server.control("state")).heard.filter((one) => one.startsWith("4317")).length).toBe(1);
});

test.describe("frames", () => {
  test("two values in one frame are both read, however they are parted", async ({ field, console }) => {
    const server = await field();
    const app = await bench.open(console, server, bench.ws());
    await app.online("x");
    const pairs = [["p", "q", "\n"], ["r", "s", "\r\n"], ["t", "u", " "]];
    for (const [one, other, between] of pairs) {
      await server.control("frame", { text: [row(one, 1), row(other, 2)].map((it) => JSON.stringify(it)).join(between) });
      await expect(app.cell("t", one, "n")).toHaveText("1");
      await expect(app.cell("t", other, "n")).toHaveText("2");
    }
  });

  test("numbers that JSON lacks, and half of a pair, cost one value and not the frame", async ({ field, console }) => {
    const server = await field();
    const app = await bench.open(console, server, bench.ws());
    await app.online("x");
    await server.control("frame", { text: '{"kind":"row","row":{"id":"p","name":"informe\\udcf1.txt","n":NaN}}' });
    await expect(app.cell("t", "p", "name")).toHaveText("informe\ufffd.txt");
    await expect(app.cell("t", "p", "n")).toHaveText("–");
    await server.control("frame", { text: '{"kind":"row","row":{"id":"q","name":"q","n":-Infinity}}' });
    await expect(app.cell("t", "q", "n")).toHaveText("–");
  });

  test("a greeting and messages as bytes are read as text; bytes that are none end nothing", async ({ field, console }) => {
    const server = await field();
    await server.control("welcome", { json: { kind: "welcome" }, binary: true });
    const app = await bench.open(console, server, bench.ws());
    await app.online("x", 5_000);
    await server.control("frame", { json: row("p", 7), binary: true });
    await expect(app.cell("t", "p", "n")).toHaveText("7");
    await server.control("frame", { base64: Buffer.from([0xff, 0xfe, 0x00, 0x80]).toString("base64") });
    await server.control("frame", { json: row("p", 8), binary: true });
    await expect(app.cell("t", "p", "n")).toHaveText("8");
    expect(await upgrades(server), "the connection stayed").toBe(1);
  });

  test("fifty changes a second of a table that is listed too: no list but its own, and the last value stands", async ({ field, console }) => {
    test.setTimeout(90_000);
    const server = await field();
    const app = await bench.open(console, server, bench.ws());
    await app.online("x");
    await expect(app.row("t", "a")).toBeVisible();
    const from = Date.now();
    const { made } = await server.control("push", { id: "a", per_s: 50, seconds: 12 });
    await expect(app.cell("t", "a", "n")).toHaveText(String(made - 1));
    expect((await bench.asked(server, "/rows", from)).length, "lists in 12 s").toBeLessThanOrEqual(2);
  });
});

test.describe("an upgrade that is refused", () => {
  for (const [status, says] of [
    [401, /401|acceso|entr/i],
    [404, /nada en la ruta/],
    [502, /no responde|502/],
  ]) {
    test(`with ${status}: a sentence that is true, no advice about CORS, no storm`, async ({ field, console }) => {
      const server = await field();
      await server.control("door", { status });
      await bench.answer(server, "/live", { status, text: "" });
      const app = await bench.open(console, server, bench.ws());
      const sentence = await why(app);
      await expect(sentence).toContainText(says, { timeout: 15_000 });
      await expect(sentence).not.toContainText("CORS");
      // The first attempts of an outage come fast.
      await new Promise((go) => setTimeout(go, 8_000));
      await bench.calm(server, 60);
      await server.control("door", {});
      await bench.answer(server, "/live");
      await app.page.locator("[data-testid=retry-now]").filter({ visible: true }).first().click();
      await app.online("x");
    });
  }
});

test("a handshake that hangs does not hold up another hub behind the same address", async ({ field, console }) => {
  const server = await field();
  await server.control("door", { hang: true });
  const hubs = [
    { id: "hung", profile: bench.ws(), url: "/hubs/x" },
    { id: "free", profile: bench.socketio(), url: "/hubs/x" },
  ];
  const app = await console(hubs, { path: "/hub/free", proxies: { "/hubs/x": server.url } });
  await app.online("free", 5_000);
  await expect(app.link("hung")).not.toHaveAttribute("data-state", "online");
  await server.control("door", {});
  await app.online("hung", 40_000);
});

test("WebSocket refused once, polling worked; then WebSocket only: found again, and after a reload", async ({ socketio, console }) => {
  test.setTimeout(120_000);
  const server = await socketio({ refuseFirstWebsocket: true });
  const app = await bench.open(console, server, workbench());
  await app.online("x", 20_000);
  await server.kill();
  const port = String(server.port);
  server.command = () => [process.execPath, "hubs/socketio.mjs", "--port", port, "--transports", "websocket"];
  await server.start();
  await app.online("x", 25_000);
  await expect.poll(async () => (await server.control("state")).transports.join()).toBe("websocket");
  await app.page.evaluate(() => sessionStorage.setItem("atalaya.transport.x", "polling"));
  await app.page.reload();
  await app.online("x", 25_000);
});

test.describe("polling behind a balancer that sticks by cookie", () => {
  /** Two servers, each with sessions of its own, and what sends every client to one of them. */
  async function balanced(socketio) {
    const servers = [await socketio({ transports: "polling" }), await socketio({ transports: "polling" })];
    let met = 0;
    const balancer = createServer((request, response) => {
      const stuck = /node=(\d)/.exec(request.headers.cookie ?? "")?.[1];
      const at = Number(stuck ?? met++ % 2);
      if (stuck === undefined) response.setHeader("set-cookie", `node=${at}; Path=/`);
      forward({ address: new URL(servers[at].url), path: request.url }, request, response);
    });
    balancer.listen(0, "127.0.0.1");
    await once(balancer, "listening");
    return { url: `http://127.0.0.1:${balancer.address().port}`, end: () => (balancer.closeAllConnections(), balancer.close()) };
  }

  test("at the page's own origin: the cookie goes along, online", async ({ socketio, console }) => {
    const server = await balanced(socketio);
    const app = await bench.open(console, server, workbench(), { path: "/hub/x" });
    await app.online("x", 15_000);
    await expect(app.row("parts", "a")).toBeVisible();
    server.end();
  });

  test("at another origin: no cookie, and a sentence says what is wrong with the set-up", async ({ socketio, console }) => {
    test.setTimeout(60_000);
    const server = await balanced(socketio);
    const app = await bench.open(console, server, workbench(), { across: true });
    const sentence = await why(app);
    await expect(sentence).toContainText("Probablemente hay varios servidores", { timeout: 30_000 });
    await expect(app.link("x")).not.toHaveAttribute("data-state", "online");
    server.end();
  });
});

test("a connect with wrong credentials is said and asked for again", async ({ socketio, console }) => {
  const server = await socketio();
  const auth = { ask: ["token"], attach: [{ source: "live", as: "connect", value: { token: "{auth.token}" } }] };
  const app = await bench.open(console, server, { ...workbench({ namespace: "/guarded" }), auth }, { path: "/hub/x" });
  const form = app.page.locator("[data-testid=login]");
  await form.locator("input[name=token]").fill("wrong");
  await form.locator("button[type=submit]").click();
  await expect(form.getByRole("alert")).toContainText("wants a token", { timeout: 15_000 });
  await expect(app.page.locator("[data-testid=log-out]")).toHaveCount(0);
  await form.locator("input[name=token]").fill("secret");
  await form.locator("button[type=submit]").click();
  await app.online("x");
});

test("the server's own good-bye, to the namespace or to the connection, is an outage that ends", async ({ socketio, console }) => {
  const server = await socketio();
  const app = await bench.open(console, server, workbench());
  await app.online("x");
  for (const close of [false, true]) {
    await app.recordStates("x");
    await server.control("disconnect", { close });
    await expect.poll(async () => (await app.states()).some(({ state }) => state !== "online")).toBe(true);
    await app.online("x", 25_000);
  }
});

test("a hub that froze is told although it once said that its heartbeats are off", async ({ field, console }) => {
  test.setTimeout(90_000);
  const server = await field();
  await bench.answer(server, "/beats", { json: { on: false } });
  const profile = bench.ws();
  profile.sources.live.heartbeat = { every_s: 2, check: ["rest", "/beats", "/on"] };
  const app = await bench.open(console, server, profile);
  await app.online("x");
  await new Promise((go) => setTimeout(go, 8_000));
  await app.online("x");
  server.freeze();
  await expect(app.link("x")).not.toHaveAttribute("data-state", "online", { timeout: 40_000 });
  server.thaw();
  await app.online("x", 40_000);
});
