// The forms of a profile: its actions and its login, as users fill them in.

/** The dialog of an action. */
export const dialog = (app) => app.page.locator("[data-testid=action]");
/** The button of an action, by its id in the profile. */
export const button = (app, id) => app.page.locator(`button[data-action="${id}"]`).filter({ visible: true });
/** The element of a field: its label, its input, what is wrong with it. */
export const field = (app, id) => dialog(app).locator(`[data-field="${id}"]`);
export const send = (app) => dialog(app).locator("button[type=submit]").click();

/** Fill in a field of an action. */
export const fill = (app, id, text) => field(app, id).locator("input").fill(text);

/** Write the name that an action asks for before it is done, and do it. */
export async function confirm(app, name) {
  await dialog(app).locator("input[name=confirm]").fill(name);
  await send(app);
}

/** The form that asks who the user is. */
export const login = (app) => app.page.locator("[data-testid=login]");

/** Log in with these, by field. */
export async function logIn(app, given) {
  for (const [name, value] of Object.entries(given)) await login(app).locator(`input[name=${name}]`).fill(value);
  await login(app).locator("button[type=submit]").click();
}
