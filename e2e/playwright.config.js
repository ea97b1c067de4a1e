import { defineConfig } from "@playwright/test";

// As root, Chromium runs only without its sandbox; the rest keeps it from talking to anyone but our servers.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export default defineConfig({
  testDir: "specs",
  fullyParallel: true,
  // The specs look at times of a second: two browsers on two cores already make these uncertain.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: process.env.ATALAYA_CHROMIUM ?? "/usr/bin/chromium", args: flags },
    locale: "es-CL",
    // Far from the hub's own zone, so that a naive stamp read in the browser's zone is seen.
    timezoneId: "Asia/Tokyo",
    viewport: { width: 1280, height: 800 },
    trace: process.env.CI ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
