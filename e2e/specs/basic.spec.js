// HTTP Basic, as nginx asks for it in front of a hub.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logIn, login } from "../support/actions.js";
import { rest } from "../support/bench.js";
import { Console } from "../support/console.js";
import { expect, test } from "../support/nginx.js";

const auth = {
  ask: ["user", "password"],
  attach: [{ source: "rest", as: "basic", value: { user: "{auth.user}", password: "{auth.password}" } }],
};

test("nginx asks for HTTP Basic, and a user and a password are all that one gives", async ({ nginx, field, page }) => {
  const hub = await field();
  const folder = await mkdtemp(join(tmpdir(), "atalaya-basic-"));
  const users = join(folder, "users");
  await writeFile(users, "ana:{PLAIN}ábrete sésamo\n");
  const guarded = `location /hubs/files/ { auth_basic hub; auth_basic_user_file ${users}; proxy_pass`;
  const hubs = [{ id: "x", name: "Banco", url: "/hubs/files", profile: { ...rest(), auth } }];
  const server = await nginx({
    hubs: { files: hub.url },
    edits: [["location /hubs/files/ { proxy_pass", guarded]],
    files: { "hubs.json": JSON.stringify({ hubs }) },
  });
  const prompts = [];
  page.on("dialog", (dialog) => prompts.push(dialog.message()));
  const app = new Console(page, server);
  await page.goto(`${server.url}/hub/x`);
  await logIn(app, { user: "ana", password: "sésamo" });
  await expect(page.locator("[data-testid=hub-notice]")).toContainText("401", { timeout: 20_000 });
  await expect(login(app)).toBeVisible();
  await expect(app.row("t", "a")).toHaveCount(0);
  await logIn(app, { user: "ana", password: "ábrete sésamo" });
  await expect(app.row("t", "a")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("[data-testid=log-out]")).toBeVisible();
  await page.reload();
  await expect(app.row("t", "a")).toBeVisible();
  await writeFile(users, "ana:{PLAIN}otra\n");
  await expect(login(app)).toBeVisible({ timeout: 30_000 });
  expect(prompts).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
