// The pictures of the documents: the demonstration's cluster while a node is lost, for the README; inbox, details and
// settings, light and dark, wide and narrow.
//
// usage: node screenshot.mjs HUB DIST DOCS
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "./playwright.config.js";
import { freePort, Server } from "./support/process.js";

const [hub, dist, docs] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "atalaya-picture-"));
const words = (port) => ["--listen", `127.0.0.1:${port}`, "--dist", dist, "--database", join(folder, "hub.db"), "--demo"];
const server = await new Server(await freePort(), (port) => [hub, ...words(port)], { ready: "/health" }).start();
const browser = await chromium.launch(config.use.launchOptions);

async function cluster() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB", colorScheme: "light" });
  await page.goto(`${server.url}/hub/cluster`);
  // While nodes come their blocks are short of replicas, too.
  await page.locator('[data-table="nodes"] .faded').waitFor({ timeout: 60_000 });
  // The toast and the tint of what changed go; the node stays away longer.
  await page.waitForTimeout(7_000);
  await page.screenshot({ path: join(docs, "screenshot.png") });
}

async function inbox(colorScheme, width) {
  const viewport = { width, height: width > 500 ? 800 : 740 };
  const context = await browser.newContext({ viewport, locale: "en-GB", colorScheme });
  const page = await context.newPage();
  const picture = (name) => page.screenshot({ path: join(docs, "pictures", `${name}-${colorScheme}-${width}.png`) });
  await page.goto(`${server.url}/inbox`);
  const notes = page.getByTestId("notification");
  await notes.nth(8).waitFor({ timeout: 60_000 });
  // What is shown would else slide away below the pointer.
  await page.waitForTimeout(7_000);
  await picture("inbox");
  await notes.nth(1).click({ position: { x: 200, y: 10 } });
  await page.getByTestId("note-details").waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await picture("details");
  await page.goto(`${server.url}/settings`);
  await page.getByTestId("settings-reading").waitFor();
  await page.waitForTimeout(500);
  await picture("settings");
  await context.close();
}

try {
  mkdirSync(join(docs, "pictures"), { recursive: true });
  await cluster();
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 360]) await inbox(colorScheme, width);
  }
} finally {
  await browser.close();
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
