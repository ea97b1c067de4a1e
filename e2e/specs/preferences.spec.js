// The page of settings (docs/preferences.md): what is chosen holds at once, after a reload, in other tabs, and in a file.
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, portalHub, test } from "../support/fixtures.js";

const group = (app, name) => app.page.getByTestId(`settings-${name}`);
const kept = (page, key) => page.evaluate((key) => localStorage.getItem(key), key);

/** The page of settings with one hub. */
async function settings(portal, console, path = "/settings") {
  const server = await portal();
  const app = await console([portalHub(server)], { path });
  await app.unread(1);
  return { app, server };
}

test("appearance and reading: by pointer and by keyboard, kept over a reload, followed by another tab", async ({ portal, console, page, context }) => {
  const { app } = await settings(portal, console);
  const root = page.locator("html");
  await group(app, "appearance").getByRole("button", { name: "Alto contraste" }).click();
  await expect(root).toHaveAttribute("data-theme", "contrast");
  const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast", "color-contrast-enhanced"]).analyze();
  expect(violations.map((one) => one.nodes.map((node) => node.html.slice(0, 120)))).toEqual([]);
  await group(app, "appearance").getByRole("button", { name: "Português" }).focus();
  await page.keyboard.press("Enter");
  await expect(root).toHaveAttribute("lang", "pt");
  const reading = group(app, "reading");
  await reading.getByRole("button", { name: "Compacta" }).click();
  await reading.getByRole("button", { name: "Data e hora" }).press("Space");
  await reading.getByTestId("zone").fill("Mars/Base");
  await reading.getByTestId("zone").press("Tab");
  await expect(reading.getByTestId("zone")).toHaveAttribute("aria-invalid", "true");
  await reading.getByTestId("zone").fill("America/Santiago");
  await reading.getByTestId("zone").press("Enter");
  await expect(reading.getByTestId("zone")).toHaveAttribute("aria-invalid", "false");
  await reading.getByTestId("shortcuts").uncheck();
  await reading.getByTestId("start").selectOption("hub/portal");
  const words = { lang: "pt", theme: "contrast", density: "dense", times: "absolute", zone: "America/Santiago", start: "hub/portal", shortcuts: "off" };
  for (const [name, word] of Object.entries(words)) expect(await kept(page, `atalaya.${name}`), name).toBe(word);

  const other = await context.newPage();
  await other.goto(`${app.url}/`);
  await expect(other, "the start page").toHaveURL(/\/hub\/portal$/);
  await expect(other.locator("html")).toHaveAttribute("data-theme", "contrast");
  await other.goto(`${app.url}/inbox`);
  await expect(other.getByTestId("notification").locator("time")).toHaveText(/\d{4}.*\d{2}:\d{2}:\d{2}/);
  await other.goto(`${app.url}/settings`);
  await expect(other.getByTestId("shortcuts")).not.toBeChecked();
  await group(app, "appearance").getByRole("button", { name: "Escura" }).click();
  await expect(other.locator("html"), "another tab follows").toHaveAttribute("data-theme", "dark");
  await other.close();
});

test("export, reset and import bring everything back; a file with mistakes changes nothing and names them", async ({ portal, console, page }) => {
  const { app } = await settings(portal, console);
  await group(app, "appearance").getByRole("button", { name: "Oscuro" }).click();
  await page.getByTestId("toasts").uncheck();
  await page.getByTestId("add-hours").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-preferences").click()]);
  expect(download.suggestedFilename()).toBe("atalaya-preferences.json");
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(file).toMatchObject({ theme: "dark", toasts: false, quiet: { hours: [{ from: "22:00", to: "07:00" }] } });

  const reset = page.getByTestId("reset-preferences");
  await reset.press("Enter");
  await expect(page.getByTestId("toasts"), "the first press only asks").not.toBeChecked();
  await reset.press("Enter");
  await expect(page.getByTestId("toasts")).toBeChecked();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await expect(page.getByTestId("hours")).toHaveCount(0);

  const bring = (value) => page.getByTestId("preferences-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
  await bring({ ...file, theme: "pink", sounds: { volume: 900 } });
  const done = page.getByTestId("preferences-done");
  await expect(done.locator("[data-pointer='/theme']")).toContainText("pink");
  await expect(done.locator("[data-pointer='/sounds/volume']")).toContainText("900");
  await expect(page.getByTestId("toasts")).toBeChecked();
  await bring({ ...file, future: { kept: true } });
  await expect(page.getByTestId("toasts")).not.toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByTestId("hours")).toHaveCount(1);
  await expect(done.locator("[data-pointer]")).toHaveCount(0);
  expect(JSON.parse(await kept(page, "atalaya.preferences")).future, "what a later version wrote").toEqual({ kept: true });
});

test("quiet hours are set, shown as lasting into the next day, and removed, by keyboard alone", async ({ portal, console, page }) => {
  await settings(portal, console);
  await page.getByTestId("add-hours").press("Enter");
  const hours = page.getByTestId("hours");
  await expect(hours.getByRole("button", { name: "lunes" })).toHaveAttribute("aria-pressed", "true");
  await hours.getByRole("button", { name: "domingo" }).press("Space");
  await expect(hours).toContainText("del día siguiente");
  await hours.getByLabel("De", { exact: true }).fill("05:00");
  await hours.getByLabel("De", { exact: true }).press("Tab");
  await expect(hours.getByText("del día siguiente")).toBeHidden();
  const { quiet } = JSON.parse(await kept(page, "atalaya.preferences"));
  expect(quiet.hours).toEqual([{ days: ["mon", "tue", "wed", "thu", "fri", "sun"], from: "05:00", to: "07:00" }]);
  await page.getByTestId("remove-hours").press("Enter");
  await expect(hours).toHaveCount(0);
});

test.describe("without storage", () => {
  test("choices hold while the page is open, and the page says that nothing is kept", async ({ portal, console, page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    const { app } = await settings(portal, console);
    await expect(page.getByTestId("not-kept")).toBeHidden();
    await group(app, "appearance").getByRole("button", { name: "Oscuro" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page.getByTestId("not-kept")).toBeVisible();
  });
});
