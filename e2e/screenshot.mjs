// The picture of the README: the demonstration's cluster while a node is lost.
//
// usage: node screenshot.mjs HUB DIST PICTURE
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "./playwright.config.js";
import { freePort, Server } from "./support/process.js";

const [hub, dist, picture] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "atalaya-picture-"));
const words = (port) => ["--listen", `127.0.0.1:${port}`, "--dist", dist, "--database", join(folder, "hub.db"), "--demo"];
const server = await new Server(await freePort(), (port) => [hub, ...words(port)], { ready: "/health" }).start();
const browser = await chromium.launch(config.use.launchOptions);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB", colorScheme: "light" });
  await page.goto(`${server.url}/hub/cluster`);
  // While nodes come their blocks are short of replicas, too.
  await page.locator('[data-table="nodes"] .faded').waitFor({ timeout: 60_000 });
  // The toast and the tint of what changed go; the node stays away longer.
  await page.waitForTimeout(7_000);
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
