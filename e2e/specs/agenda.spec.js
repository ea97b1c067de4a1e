// Hub 001, the agenda's RAFT cluster: a coordinator that is only asked, behind a proxy since it has no CORS.
import { expect, test } from "../support/fixtures.js";

/** The page, with the hub's tables in front. */
async function open(console, server) {
  const entry = { id: "agenda", name: "Agenda", profile: "raft-agenda", url: "/hubs/agenda" };
  const app = await console([entry], { path: "/hub/agenda", proxies: { "/hubs/agenda": server.url } });
  await app.online("agenda");
  return app;
}

/** The titles in the inbox, sorted; the dialog is open afterwards. */
async function titles(app) {
  if (!(await app.dialog.isVisible())) await app.openInbox();
  return (await app.page.locator("[data-testid=notification] [data-testid=title]").allTextContents()).sort();
}

test("shards and members are shown as the coordinator reports them (hub 001 §2)", async ({ agenda, console }) => {
  const server = await agenda();
  await server.control("term", { shard: "events_a_m", term: 12_700_121_805 });
  const app = await open(console, server);
  const { tables } = await server.control("truth");
  for (const [key, shard] of Object.entries(tables.shards)) {
    await expect(app.cell("shards", key, "leader")).toHaveText(shard.leader);
  }
  await expect(app.table("members")).toHaveAttribute("aria-rowcount", String(Object.keys(tables.members).length + 1));
  for (const [key, member] of Object.entries(tables.members)) {
    await expect(app.cell("members", key, "shard")).toHaveText(member.shard);
  }
  // A term of 11 digits stays exact (hub 001 §2).
  await expect(app.table("members")).toContainText("12.700.121.805");
});

test("servers that hubs.json does not give are off, and said so (hub 001 §4)", async ({ agenda, console }) => {
  const server = await agenda();
  const app = await open(console, server);
  await expect(app.page.locator("[data-testid=login]")).toHaveCount(0);
  const panel = app.panel("groups");
  await expect(panel).toContainText("hubs.json no da la dirección");
  await expect(app.page.locator("button[data-action=create-event]")).toBeHidden();
  const { requests } = await server.control("state");
  expect(requests.agenda).toEqual([]);
});

test("a killed leader raises an alert when it lasts, and the next one too (hub 001 §5.2)", async ({ agenda, console }) => {
  const server = await agenda({ electionS: 1 });
  const app = await open(console, server);
  const { tables } = await server.control("truth");
  const old = tables.shards.events_a_m.leader;
  await expect(app.cell("shards", "events_a_m", "leader")).toHaveText(old);
  await server.control("node", { shard: "events_a_m", url: old, action: "kill" });
  await expect(app.cell("members", old, "status")).toHaveText("inalcanzable", { timeout: 15_000 });
  await app.unread(2, 30_000);
  expect(await titles(app)).toEqual([`${old} no responde`, "Nuevo líder en events_a_m"].sort());
});

for (const how of ["500", "html", "truncated", "shape", "error200"]) {
  test(`leaders that are ${how} empty no table and raise no alert (hub 001 §2)`, async ({ agenda, console }) => {
    const server = await agenda();
    const app = await open(console, server);
    const rows = await app.table("shards").getAttribute("aria-rowcount");
    await server.control("fail", { server: "coordinator", path: "/leaders", how, times: 4 });
    await expect(app.page.locator("[data-testid=table-failure]").first()).toBeVisible({ timeout: 15_000 });
    await expect(app.table("shards")).toHaveAttribute("aria-rowcount", rows);
    await app.online("agenda", 25_000);
    await expect(app.table("shards").locator("[data-removed]")).toHaveCount(0);
    await app.unread(0);
  });
}
