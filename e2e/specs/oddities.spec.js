// What the contracts say that no list should hold, on the page.
import { expect, test } from "../support/fixtures.js";
import { look } from "../support/wire.js";

test("one field is text, a number and null in one list, and a hand comes twice (hub 004 §2)", async ({ poker, console }) => {
  const server = await poker();
  const rows = [
    { hand_id: "a", stake: null, total_pot_cents: "1250" },
    { hand_id: "a", stake: 5, total_pot_cents: 1250 },
    { hand_id: "b", stake: "NL10", total_pot_cents: null },
    null,
  ];
  await server.control("recent", { rows });
  const app = await console([{ id: "poker", profile: "poker-hands", url: "/hubs/poker" }], {
    path: "/hub/poker",
    proxies: { "/hubs/poker": server.url },
  });
  await app.online("poker");
  await expect(app.row("hands", "b")).toBeVisible();
  await expect(app.row("hands", "a")).toHaveCount(1);
  await expect(app.cell("hands", "b", "stakes")).toHaveText("NL10");
  await expect(app.cell("hands", "a", "stakes")).toHaveText("5");
});

test("the same file listed twice is one row (hub 000 §5)", async ({ blocks, console }) => {
  const server = await blocks();
  const form = new FormData();
  form.append("file", new Blob(["abc"]), "doble.txt");
  const { file_id } = (await look(`${server.url}/api/files/upload/`, { method: "POST", body: form })).json;
  await server.control("duplicate", { what: "files", id: file_id });
  const app = await console([{ id: "files", profile: "block-storage", url: "/hubs/files" }], {
    path: "/hub/files",
    proxies: { "/hubs/files": server.url },
  });
  await expect(app.row("files", file_id)).toHaveCount(1);
  await expect(app.table("files")).toHaveAttribute("aria-rowcount", "2");
});

test.describe("the agenda", () => {
  async function open(console, server) {
    const urls = { agenda: "/hubs/agenda-api", ws: server.wsUrl };
    const proxies = { "/hubs/agenda-api": server.agendaUrl, "/hubs/agenda": server.url };
    const app = await console([{ id: "agenda", profile: "raft-agenda", url: "/hubs/agenda", urls }], { path: "/hub/agenda", proxies });
    const login = app.page.locator("[data-testid=login]");
    await login.locator("input[name=username]").fill("ana");
    await login.locator("input[name=password]").fill("secreto");
    await login.locator("button[type=submit]").click();
    await expect(app.table("groups").locator("[data-key]").first()).toBeVisible({ timeout: 20_000 });
    return app;
  }

  test("rows are tuples, objects or nothing, in one list (hub 001 §4.2, §7)", async ({ agenda, console }) => {
    const server = await agenda();
    await server.control("rows", { server: "agenda", path: "/groups", body: [[7, "Siete", 1], { id: 8, name: "Ocho", is_hierarchical: false }, null] });
    const app = await open(console, server);
    await expect(app.cell("groups", "7", "name")).toHaveText("Siete");
    await expect(app.cell("groups", "7", "hierarchical")).toHaveText("sí");
    await expect(app.cell("groups", "8", "name")).toHaveText("Ocho");
    await expect(app.cell("groups", "8", "hierarchical")).toHaveText("no");
  });

  test("ids that differ between nodes are never asked for (hub 001 §5.3)", async ({ agenda, console }) => {
    const server = await agenda();
    await open(console, server);
    const { requests } = await server.control("state");
    expect([...new Set(requests.coordinator)].sort()).toEqual(["GET /cluster/status", "GET /leaders"]);
  });

  test("a group opens with its members (hub 001 §4.2)", async ({ agenda, console }) => {
    const server = await agenda();
    const app = await open(console, server);
    await app.table("groups").locator("[data-key]").first().click();
    await expect(app.page.locator("[data-testid=details]").getByRole("rowgroup").last()).toContainText("ana");
  });
});

test("how far an upload is can be seen", async ({ blocks, console, page }) => {
  const server = await blocks();
  const app = await console([{ id: "files", profile: "block-storage", url: "/hubs/files" }], {
    path: "/hub/files",
    proxies: { "/hubs/files": server.url },
  });
  await app.online("files");
  await page.locator("button[data-action=upload]").click();
  const dialog = page.locator("[data-testid=action]");
  await dialog.locator("input[type=file]").setInputFiles({ name: "lento.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(1_500_000) });
  const slow = await page.context().newCDPSession(page);
  await slow.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 });
  await dialog.locator("button[type=submit]").click();
  const shares = new Set();
  await expect
    .poll(async () => {
      shares.add(await page.evaluate(() => document.querySelector("[data-testid=action] progress")?.getAttribute("value") ?? null));
      return dialog.isHidden();
    }, { timeout: 30_000, intervals: [50] })
    .toBe(true);
  expect([...shares].filter((share) => Number(share) > 0 && Number(share) < 1_000).length, [...shares].join()).toBeGreaterThan(1);
  await expect(app.table("files")).toContainText("lento.bin");
});
