// "Add a hub": what it shows, and looking at an address.
import { expect } from "./fixtures.js";

export const id = (app, name) => app.page.locator(`[data-testid=${name}]`);
export const form = (app) => id(app, "add-hub");
/** Where a profile is written, or filled in. */
export const profileField = (app) => form(app).locator("[name=other-profile]");
export const written = async (app) => JSON.parse(await profileField(app).inputValue());
export const add = (app) => form(app).locator("button[type=submit]").click();

export async function look(app, address) {
  await form(app).locator("[name=url]").fill(address);
  await id(app, "look-at").click();
}

/** Wait until it has looked, and came to this. */
export const outcome = (app, wanted, timeout = 20_000) => expect(id(app, "look")).toHaveAttribute("data-outcome", wanted, { timeout });
