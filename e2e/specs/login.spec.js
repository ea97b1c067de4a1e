// Hub 001 §4: who the user is: a token in the query of one server, a number in the first frame of another.
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

async function open(console, server, path = "/hub/agenda") {
  const urls = { agenda: "/hubs/agenda-api", ws: server.wsUrl };
  const entry = { id: "agenda", name: "Agenda", profile: "raft-agenda", url: "/hubs/agenda", urls };
  const proxies = { "/hubs/agenda-api": server.agendaUrl, "/hubs/agenda": server.url };
  const app = await console([entry], { path, proxies });
  await expect(app.row("shards", "groups")).toBeVisible({ timeout: 15_000 });
  return app;
}

const form = (app) => app.page.locator("[data-testid=login]");

async function logIn(app, password = "secreto", longer = false) {
  await form(app).locator("input[name=username]").fill("ana");
  await form(app).locator("input[name=password]").fill(password);
  if (longer) await form(app).locator("input[name=longer]").check();
  await form(app).locator("button[type=submit]").click();
}

/** What somebody else does. */
const post = async (server, path, json) => (await look(server.agendaUrl + path, { json })).json;

/** The keys of a table that are drawn. */
const keys = (app, table) =>
  app.table(table).locator("[role=row][data-key]").evaluateAll((rows) => rows.map((row) => row.dataset.key).sort());

test("a wrong password is refused in the hub's words; the right one fills the tables (hub 001 §4)", async ({ agenda, console }) => {
  const server = await agenda();
  const app = await open(console, server);
  await logIn(app, "");
  await expect(form(app).locator("[data-field=password] [data-testid=problem]")).toHaveText("Falta un valor.");
  await logIn(app, "falsa");
  await expect(form(app).getByRole("alert")).toContainText("Credenciales inválidas");
  await app.online("agenda");
  await logIn(app);
  await expect(form(app)).toHaveCount(0);
  const { tables } = await server.control("truth");
  for (const table of ["users", "groups"]) {
    await expect.poll(() => keys(app, table), { timeout: 15_000 }).toEqual(Object.keys(tables[table]).sort());
  }
  // A number: with a text nothing would ever come (§4.3).
  await server.control("notify", { user_id: 1, type: "group_invitation", title: "Consejo" });
  await app.unread(1);
  await app.openInbox();
  await expect(app.notifications.first()).toContainText("Consejo");
});

test("the tab remembers, another tab does not, and who logs out is forgotten", async ({ agenda, console, context }) => {
  const server = await agenda();
  const app = await open(console, server);
  await logIn(app);
  await expect(app.page.locator("[data-testid=log-out]")).toBeVisible();
  await app.page.reload();
  await expect(app.page.locator("[data-testid=log-out]")).toBeVisible();
  await expect.poll(() => keys(app, "users").then((all) => all.length), { timeout: 15_000 }).toBeGreaterThan(0);
  const other = await context.newPage();
  await other.goto(`${app.url}/hub/agenda`);
  await expect(other.locator("[data-testid=login]")).toBeVisible();
  await other.close();
  await app.page.locator("[data-testid=log-out]").click();
  await expect(form(app)).toBeVisible();
  await expect.poll(() => keys(app, "users")).toEqual([]);
  const kept = await app.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain("access");
  // Nothing that was given stands in a text of the page or in its address.
  expect(await app.page.content()).not.toContain("secreto");
});

test("who says so is remembered in this browser, for these addresses only", async ({ agenda, console, context }) => {
  const server = await agenda();
  const app = await open(console, server);
  await logIn(app, "secreto", true);
  await expect(app.page.locator("[data-testid=log-out]")).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${app.url}/hub/agenda`);
  await expect(other.locator("[data-testid=log-out]")).toBeVisible();
  // The same hub at another address: asked again.
  await other.route("**/hubs.json", async (route) => {
    const answer = await route.fetch();
    const hubs = await answer.json();
    hubs.hubs[0].urls.agenda = "http://127.0.0.1:9";
    await route.fulfill({ json: hubs });
  });
  await other.reload();
  await expect(other.locator("[data-testid=login]")).toBeVisible();
});

test("a session that expires is said, and asked for again (hub 001 §4.1)", async ({ agenda, console }) => {
  const server = await agenda();
  const app = await open(console, server);
  await logIn(app);
  await expect(app.page.locator("[data-testid=log-out]")).toBeVisible();
  await expect.poll(() => keys(app, "users").then((all) => all.length), { timeout: 15_000 }).toBeGreaterThan(0);
  await server.control("expire", { user_id: 1 });
  await expect(form(app).getByRole("alert")).toContainText("Sesión inválida o expirada", { timeout: 25_000 });
  await expect(app.link("agenda")).toHaveAttribute("data-state", "refused");
  await logIn(app);
  await expect(app.page.locator("[data-testid=log-out]")).toBeVisible();
  await app.online("agenda");
});

test("invitations are announced once, listed, and answered (hub 001 §4.2)", async ({ agenda, console }) => {
  const server = await agenda();
  const app = await open(console, server);
  await logIn(app);
  await expect(app.table("invitations")).toHaveAttribute("data-as-of", /./, { timeout: 15_000 });
  const before = await keys(app, "invitations");
  await post(server, "/auth/register", { username: "berta", password: "b" });
  const { token } = await post(server, "/auth/login", { username: "berta", password: "b" });
  await post(server, `/groups?token=${token}`, { name: "Consejo", description: "", is_hierarchical: false, members: [1] });
  await app.unread(1);
  await expect.poll(async () => (await keys(app, "invitations")).length, { timeout: 20_000 }).toBe(before.length + 1);
  // What the socket announced and what the list shows are one.
  await app.unread(1, 5_000);
  const row = app.table("invitations").locator("[role=row][data-key]", { hasText: "Consejo" });
  await row.click();
  await app.page.locator("button[data-action=accept-group]").filter({ visible: true }).click();
  await expect(row).toHaveCount(0, { timeout: 15_000 });
  await expect(app.table("groups")).toContainText("Consejo");
});
