// The page as docs/surface.md describes it; nothing else of the page is known here.
import { expect } from "@playwright/test";

const id = (name) => `[data-testid=${name}]`;

export class Console {
  /** `pages`: what static.js serves. */
  constructor(page, pages) {
    this.page = page;
    this.url = pages.url;
    this.pages = pages;
    this.bell = page.locator(id("bell"));
    this.badge = page.locator(id("badge"));
    this.dialog = page.locator(id("inbox-dialog"));
    this.notifications = page.locator(id("notification"));
    this.gaps = page.locator(id("gap"));
    this.toasts = page.locator(id("toast"));
  }

  /** Go to a route below the page's root. */
  async open(path = "/") {
    await this.page.goto(this.url + path);
    return this;
  }

  /** One hub's connection indicator. */
  link(hub) {
    return this.page.locator(`${id("link")}[data-hub="${hub}"]`);
  }

  notification(key) {
    return this.page.locator(`${id("notification")}[data-id="${key}"]`);
  }

  table(name) {
    return this.page.locator(`${id("table")}[data-table="${name}"]`);
  }

  /** A table with what stands around it: title, menu, filter, totals. */
  panel(name) {
    return this.page.locator(id("table-panel"), { has: this.table(name) });
  }

  row(table, key) {
    return this.table(table).locator(`[role=row][data-key="${key}"]`);
  }

  cell(table, key, column) {
    return this.row(table, key).locator(`[role=gridcell][data-column="${column}"]`);
  }

  /** The rows of what belongs to the opened row, without their headings. */
  belongings() {
    return this.page.locator(id("details")).getByRole("rowgroup").last().getByRole("row");
  }

  /** The way to a route in the navigation. */
  section(path) {
    return this.page.getByRole("navigation").locator(`a[href="${path}"]`);
  }

  /** Wait until the hub is online, which includes that it said what it holds. */
  async online(hub, timeout = 15_000) {
    await expect(this.link(hub)).toHaveAttribute("data-state", "online", { timeout });
  }

  async unread(count, timeout = 10_000) {
    await expect(this.badge).toHaveAttribute("data-count", String(count), { timeout });
  }

  async openInbox() {
    await this.bell.click();
    await expect(this.dialog).toBeVisible();
  }

  /** The ids that are drawn, from the top. */
  ids() {
    return this.notifications.evaluateAll((all) => all.map((one) => one.dataset.id));
  }

  /** Open a link's details; gives the box that holds retry-now and stop. */
  async openLink(hub) {
    const link = this.link(hub);
    await expect(link).toBeAttached();
    // With many hubs the header sums up, and a popover holds the links.
    if (!(await link.isVisible())) await this.page.locator(id("link-summary")).click();
    await link.click();
    const stop = this.page.locator(id("stop")).filter({ visible: true }).first();
    await expect(stop).toBeVisible();
    const box = this.page.locator(id("link-details")).filter({ visible: true });
    return { box, stop, retry: box.locator(id("retry-now")) };
  }

  /** Keep every state that a link is shown in, with the time in ms since the epoch. */
  async recordStates(hub) {
    await this.page.evaluate((selector) => {
      const seen = (window.seenStates = []);
      const look = () => {
        const state = document.querySelector(selector)?.dataset.state;
        if (state && seen.at(-1)?.state !== state) seen.push({ state, at: Date.now() });
      };
      look();
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    }, `${id("link")}[data-hub="${hub}"]`);
  }

  states() {
    return this.page.evaluate(() => window.seenStates);
  }
}
