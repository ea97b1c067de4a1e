// How often a page asks: no fault may make a storm of requests. Every request and every socket of the page is seen in
// the browser, so that those count too that reach nobody.
import { existsSync, readFileSync } from "node:fs";

/** So many to one address may come at once: the quick attempts of a young outage, and what a few clicks start. */
const BURST = 20;
/** And so many a minute for good, beside what the profile itself asks for: the slow attempts of a long outage. */
const SLOW = 12;
/** To how many addresses a hub may go as often as that. */
const ADDRESSES = 3;

/** A bucket that leaks `perMinute`: how full it got. Whatever the window, `full + perMinute` is never exceeded. */
export function fullest(times, perMinute) {
  let [level, last, full] = [0, -Infinity, 0];
  for (const at of times.toSorted((one, other) => one - other)) {
    level = Math.max(0, level - ((at - last) / 60_000) * perMinute) + 1;
    last = at;
    full = Math.max(full, level);
  }
  return full;
}

/** A hub's profile: inline, or one that comes with the app. */
function profileOf({ profile }) {
  if (typeof profile !== "string") return profile;
  const file = new URL(`../../profiles/${profile}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** The lists of these hubs: path and requests a minute. */
function polls(hubs) {
  // What is asked over a socket is no request.
  const lists = hubs.flatMap((hub) => profileOf(hub)?.poll ?? []).filter(({ get }) => get);
  return lists.map(({ get, every_s }) => ({ path: get.split("?")[0], perMinute: every_s ? 60 / every_s : 0 }));
}

/** What one page, or several, asked for. */
export class Pace {
  #asked = [];
  /** The hubs of `hubs.json`; their profiles say how often may be asked. */
  hubs = [];

  /** See all that this page asks for from now on. */
  async watch(page) {
    page.on("request", (request) => {
      // A browser that is sent on asks again by itself.
      if (!request.redirectedFrom() && /document|fetch|xhr|ping/.test(request.resourceType())) this.note(request.url());
    });
    // Not the page's own event: the browser holds back handshakes where others failed before.
    const tools = await page.context().newCDPSession(page);
    tools.on("Network.webSocketCreated", ({ url }) => this.note(url));
    await tools.send("Network.enable");
  }

  note(url, at = Date.now()) {
    this.#asked.push({ at, address: url.split("?")[0] });
  }

  forget() {
    this.#asked.length = 0;
  }

  /** What was asked more often than the profiles and an outage explain, in words. */
  storms() {
    const lists = polls(this.hubs);
    const sum = (all) => all.reduce((total, { perMinute }) => total + perMinute, 0);
    const judged = [...new Set(this.#asked.map(({ address }) => address))].map((address) => {
      const asked = this.#asked.filter((one) => one.address === address);
      const own = lists.filter(({ path }) => address.endsWith(path));
      return { name: address, asked, times: Math.max(own.length, 1), pace: sum(own) };
    });
    const times = ADDRESSES * Math.max(this.hubs.length, 1);
    judged.push({ name: "all together", asked: this.#asked, times, pace: sum(lists) });
    return judged
      .filter(({ asked, times, pace }) => fullest(asked.map(({ at }) => at), pace + SLOW * times) > BURST * times)
      .map(({ name, asked, times, pace }) => {
        const seconds = (asked.at(-1).at - asked[0].at) / 1_000;
        return `${name}: ${asked.length} requests in ${seconds} s, more than ${BURST * times} at once and ${pace + SLOW * times} a minute`;
      });
  }
}
