// Logins that end: renewed before that and when they are refused, by one page at a time; and cookies of the hub's own login.
import { expect, test } from "../support/fixtures.js";

const list = (id, get) => ({ source: "rest", get, every_s: 1, do: [{ rows: id }] });
const table = (id) => ({ id, title: id, key: "/id", columns: [{ id: "id", at: "/id", title: "Id" }, { id: "at", at: "/at", title: "At", type: "number" }] });
const base = {
  name: "sessions",
  title: "Sesiones",
  sources: { rest: { kind: "rest" }, live: { kind: "websocket", path: "/live", primary: true } },
  on: [{ match: { "/nr": { any: true } }, do: [{ notify: { id: "/nr", title: "/text" } }] }],
  tables: [table("a"), table("b")],
  errors: ["/error"],
};

const byToken = {
  ...base,
  poll: [list("a", "/list"), list("b", "/other")],
  auth: {
    ask: ["user", "password"],
    login: { source: "rest", post: "/login", keep: { token: "/access_token", refresh: "/refresh_token" } },
    refresh: { source: "rest", post: "/renew", send: { refresh_token: "{auth.refresh}" } },
    expires: { in_s: "/expires_in" },
    attach: [
      { source: "rest", as: "header", name: "Authorization", value: "Bearer {auth.token}" },
      { source: "live", as: "query", name: "token", value: "{auth.token}" },
    ],
  },
  actions: [{ id: "touch", title: "Tocar", source: "rest", post: "/touch", retry: "safe" }],
};

const byCookie = {
  ...base,
  poll: [list("a", "/session/list")],
  auth: {
    ask: ["user", "password"],
    login: { source: "rest", post: "/session", keep: {} },
    refresh: { source: "rest", post: "/session/renew" },
    expires: { in_s: "/in" },
    attach: [{ source: "rest", as: "cookie" }, { source: "live", as: "cookie" }],
  },
};

const form = (page) => page.locator("[data-testid=login]");
const truth = (server) => server.control("truth");

async function logIn(page, longer = false) {
  await form(page).locator("input[name=user]").fill("ana");
  await form(page).locator("input[name=password]").fill("secreto");
  if (longer) await form(page).locator("input[name=longer]").check();
  await form(page).locator("button[type=submit]").click();
  await expect(form(page)).toHaveCount(0);
}

async function open(sessions, console, profile, { longer, life } = {}) {
  const server = await sessions();
  if (life) await server.control("life", life);
  const app = await console([{ id: "x", name: "Torre", profile, url: "/hubs/x" }], { path: "/hub/x", proxies: { "/hubs/x": server.url } });
  await logIn(app.page, longer);
  await app.online("x");
  return { server, app };
}

const renewals = (server, least) => expect.poll(async () => (await truth(server)).renewals, { timeout: 40_000 }).toBeGreaterThanOrEqual(least);

test("tokens of 2 s are renewed before they end, by one of two pages, and the end of what renews is said", async ({ sessions, console, context }) => {
  test.setTimeout(150_000);
  const { server, app } = await open(sessions, console, byToken, { longer: true });
  const other = await context.newPage();
  await other.goto(`${app.url}/hub/x`);
  await expect(other.locator("[data-testid=log-out]")).toBeVisible();
  await renewals(server, 4);
  await other.reload();
  await renewals(server, 6);
  expect(await truth(server)).toMatchObject({ logins: 1, reused: 0 });
  for (const page of [app.page, other]) await expect(form(page)).toHaveCount(0);
  await other.close();
  await server.control("revoke");
  await expect(form(app.page).getByRole("alert")).toContainText("what renews was used before");
  await logIn(app.page);
  await expect(app.row("a", "a")).toBeVisible();
});

test("what the user writes into a login stays when another hub comes late", async ({ sessions, own, console }) => {
  const server = await sessions();
  let answer;
  const late = await own((_, response) => (answer = () => response.setHeader("content-type", "application/json").end(JSON.stringify({ ...byToken, name: "late" }))));
  const hubs = [{ id: "x", name: "Torre", profile: byToken, url: "/hubs/x" }, { id: "late", name: "Tarde", profile: "/hubs/late/profile.json", url: "/hubs/x" }];
  const app = await console(hubs, { path: "/hub/x", proxies: { "/hubs/x": server.url, "/hubs/late": late } });
  await form(app.page).locator("input[name=user]").fill("ana");
  await expect.poll(() => typeof answer).toBe("function");
  answer();
  await expect(app.section("/hub/late")).toBeVisible();
  await expect(form(app.page).locator("input[name=user]")).toHaveValue("ana");
});

test("a token that ends unsaid is renewed once for all that is refused, and an action does not notice", async ({ sessions, console }) => {
  const { server, app } = await open(sessions, console, byToken, { life: { s: 600, said: false } });
  await expect(app.row("b", "b")).toBeVisible();
  await server.control("expire");
  await app.page.locator("[data-action=touch]").click();
  await renewals(server, 1);
  await expect.poll(async () => (await truth(server)).touched).toBe(1);
  expect(await truth(server)).toMatchObject({ logins: 1, reused: 0, renewals: 1 });
  expect((await truth(server)).refused).toBeGreaterThan(0);
  await server.control("cut");
  await app.online("x");
});

test("a cookie of the hub's own login goes along with requests and sockets, and is renewed", async ({ sessions, console }) => {
  const { server, app } = await open(sessions, console, byCookie);
  await expect(app.row("a", "a")).toBeVisible();
  await renewals(server, 2);
  await server.control("say", { text: "hola" });
  await app.unread(1);
  expect(await truth(server)).toMatchObject({ logins: 1 });
});

for (const [where, live] of [
  ["the query", { path: "/live?free", query: { after: "{cursor}" } }],
  ["the first frame", { path: "/live?free", hello: [{ after: "{cursor}" }] }],
]) {
  test(`a socket goes on from what it heard last, by ${where}: nothing is missing and nothing twice`, async ({ sessions, console }) => {
    const server = await sessions();
    const profile = { ...base, tables: [], sources: { live: { kind: "websocket", primary: true, cursor: { at: "/nr", first: 0 }, ...live } } };
    const app = await console([{ id: "x", name: "Torre", profile, url: "/hubs/x" }], { path: "/hub/x", proxies: { "/hubs/x": server.url } });
    await app.online("x");
    for (const text of ["uno", "dos"]) await server.control("say", { text });
    await app.unread(2);
    await server.control("cut");
    await server.control("say", { text: "tres" });
    await app.unread(3);
    await server.control("say", { text: "cuatro" });
    await app.unread(4);
    const came = (await truth(server)).came.filter((after) => after !== null).map(Number);
    expect(came[0]).toBe(0);
    expect(came.at(-1)).toBeGreaterThanOrEqual(2);
  });
}
