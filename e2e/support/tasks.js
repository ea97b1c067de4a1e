// How long the page's main thread was busy without a pause, in its own processor time: on a machine that others
// use too, the time on the wall says more about them than about the page.

/** Record until `stop()`, which gives the time of every task of the page's main thread in ms, longest first. */
export async function recordTasks(browser, page) {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  return async function stop() {
    const { traceEvents } = JSON.parse(await browser.stopTracing());
    const thread = (event) => `${event.pid}/${event.tid}`;
    const named = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
    const main = new Set(named.map(thread));
    const tasks = traceEvents.filter((event) => event.name === "RunTask" && main.has(thread(event)));
    return tasks.map((task) => task.tdur / 1_000).sort((one, other) => other - one);
  };
}
